import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { defineConfig } from 'vitest/config';

const FOLDERS = ['src', 'e2e', 'bench', 'tools', 'docs'];
/** What a test file does to modules or globals that the next one would find, or must not find: protocols are loaded once. */
const LEAVES_TRACES =
  /\bvi\.(?:mock|doMock|resetModules|stubGlobal|useFakeTimers)\b|\bawait import\(|\bloadProtocol\b|'not-loaded'/;

const files = FOLDERS.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => path.posix.join(folder, file.replaceAll(path.sep, '/'))),
);
const leavesTraces = (file: string) => LEAVES_TRACES.test(readFileSync(file, 'utf8'));

/** Most files leave nothing behind: they share modules that are loaded once, which is most of the time that a run takes. */
export default defineConfig({
  test: {
    environment: 'node',
    pool: 'threads',
    projects: [
      { extends: true, test: { name: 'alone', include: files.filter(leavesTraces) } },
      {
        extends: true,
        test: { name: 'together', isolate: false, include: files.filter((file) => !leavesTraces(file)) },
      },
    ],
  },
});
