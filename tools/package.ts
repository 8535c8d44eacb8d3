// Store-ready archives of the committed state, for both browsers, and the sources that Firefox's review asks for.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildExtension, filesUnder, TARGETS, type Target } from './extension';
import { ROOT, type RunResult, run, runBin } from './run';
import { toZip, type ZipEntry } from './zip';

const FOLDER = path.join(ROOT, 'dist', 'packages');

async function main(): Promise<number> {
  const changes = await git('status', '--porcelain');
  if (changes.code !== 0) return refuse('This is no git checkout.', 'Clone the repository and run it there.');
  if (changes.output !== '')
    return refuse('There are uncommitted changes.', 'Commit or stash them: an archive belongs to a commit.');
  const { version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
    version: string;
  };
  const commit = (await git('rev-parse', 'HEAD')).output.trim();
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  for (const target of TARGETS) {
    const { code } = await buildExtension(target);
    if (code !== 0) return code;
  }
  console.log(`\nCipherscope ${version}, commit ${commit}`);
  for (const target of TARGETS) write(`cipherscope-${version}-${target}.zip`, builtFiles(target));
  write(`cipherscope-${version}-source.zip`, await sourceFiles());
  return lintArchive(`cipherscope-${version}-firefox.zip`);
}

function builtFiles(target: Target): ZipEntry[] {
  const folder = path.join(ROOT, 'dist', target);
  return filesUnder(folder).map((file) => ({
    path: path.relative(folder, file).replaceAll(path.sep, '/'),
    bytes: readFileSync(file),
  }));
}

/** Every file of the commit, as git lists it: `<mode> <object> <stage>\t<path>`. */
async function sourceFiles(): Promise<ZipEntry[]> {
  const { output } = await git('ls-files', '--stage', '-z');
  return output
    .split('\0')
    .filter((line) => line !== '')
    .map((line) => {
      const file = line.slice(line.indexOf('\t') + 1);
      const bytes = readFileSync(path.join(ROOT, file));
      return { path: file, bytes, isExecutable: line.startsWith('100755') };
    });
}

function write(name: string, entries: readonly ZipEntry[]): void {
  const bytes = toZip(entries);
  writeFileSync(path.join(FOLDER, name), bytes);
  const digest = createHash('sha256').update(bytes).digest('hex');
  console.log(
    `  ${digest}  ${path.join('dist', 'packages', name)}  ${entries.length} files, ${bytes.length} bytes`,
  );
}

/** What the store would say first. Its own words are shown. */
async function lintArchive(name: string): Promise<number> {
  const env = { NO_UPDATE_NOTIFIER: '1' };
  const { code } = await runBin('web-ext', ['lint', '--source-dir', path.join(FOLDER, name)], { env });
  return code;
}

function git(...args: string[]): Promise<RunResult> {
  return run('git', args, { capture: true });
}

function refuse(problem: string, remedy: string): number {
  console.error(`${problem} ${remedy}`);
  return 1;
}

process.exit(await main());
