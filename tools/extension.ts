import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { ROOT, type RunResult, runBin } from './run';

/** The two browsers that the extension is built for; also the folders under `dist`. */
export const TARGETS = ['chrome', 'firefox'] as const;
export type Target = (typeof TARGETS)[number];

const SOURCES = ['src', 'public', 'manifest.json', 'vite.config.ts', 'package.json', 'package-lock.json'];

/** Builds `dist/<target>`; with `--watch` again and again until stopped. */
export function buildExtension(target: Target, extraArgs: readonly string[] = []): Promise<RunResult> {
  const mode = target === 'firefox' ? ['--mode', 'firefox'] : [];
  return runBin('vite', ['build', ...mode, ...extraArgs]);
}

/** Whether a built extension is missing or older than anything it is built from. */
export function isStale(target: Target): boolean {
  const manifest = path.join(ROOT, 'dist', target, 'manifest.json');
  if (!existsSync(manifest)) return true;
  const builtAt = statSync(manifest).mtimeMs;
  return SOURCES.some((source) => newestTime(path.join(ROOT, source)) > builtAt);
}

/** One line per script the browser loads, and one for the whole folder. */
export function describeSizes(target: Target): string {
  const folder = path.join(ROOT, 'dist', target);
  const files = filesUnder(folder).map((file) => ({ file, bytes: statSync(file).size }));
  const scripts = files.filter(({ file }) => /\.(js|css)$/.test(file));
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const lines = scripts.map(({ file, bytes }) => `  ${kilobytes(bytes)}  ${path.relative(folder, file)}`);
  return [`dist/${target}: ${kilobytes(total).trim()}`, ...lines.sort()].join('\n');
}

/** The time of the newest file or folder: a folder's own time tells of files that were deleted. */
function newestTime(entry: string): number {
  if (!existsSync(entry)) return 0;
  const stats = statSync(entry);
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(stats.mtimeMs, ...readdirSync(entry).map((name) => newestTime(path.join(entry, name))));
}

/** Every file in a folder and the folders in it, by full path. */
export function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1).padStart(7)} kB`;
}
