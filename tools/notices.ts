import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';
import { ROOT } from './run.ts';

const RULE = `\n${'-'.repeat(80)}\n\n`;

/** Puts the licences of everything that is bundled into the build, as their terms ask. */
export function thirdPartyNotices(): Plugin {
  return {
    name: 'third-party-notices',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'third-party-notices.txt', source: noticesText() });
    },
  };
}

/** Name, version, licence and licence text of each dependency, and of data that was taken over. */
export function noticesText(): string {
  const { dependencies } = readPackage(ROOT);
  const packages = Object.keys(dependencies ?? {}).map((name) =>
    noticeOf(path.join(ROOT, 'node_modules', name)),
  );
  const codes = JSON.parse(
    readFileSync(path.join(ROOT, 'src/core/protocols/ably/error-codes.json'), 'utf8'),
  ) as { source: string; licence: string };
  return [...packages, `Error codes of Ably\n${codes.source}\n${codes.licence}\n`].join(RULE);
}

interface PackageFile {
  name: string;
  version: string;
  license?: string;
  dependencies?: Record<string, string>;
}

function readPackage(folder: string): PackageFile {
  return JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as PackageFile;
}

function noticeOf(folder: string): string {
  const { name, version, license } = readPackage(folder);
  const file = existsSync(folder)
    ? readdirSync(folder).find((entry) => /^(licen[cs]e|copying)/i.test(entry))
    : undefined;
  const text = file === undefined ? '' : `\n${readFileSync(path.join(folder, file), 'utf8').trim()}\n`;
  return `${name} ${version}, ${license ?? 'licence not named'}\n${text}`;
}
