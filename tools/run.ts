import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root folder of the repository. */
export const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** How a child process is started: extra environment, and whether its standard output is shown (default) or returned. */
export interface RunOptions {
  env?: Record<string, string>;
  capture?: boolean;
}

/** What a child process left behind: its exit code (1 if it could not start) and, if captured, its standard output. */
export interface RunResult {
  code: number;
  output: string;
}

const PACKAGE_OF: Record<string, string> = { tsc: 'typescript', biome: '@biomejs/biome' };

const children = new Set<ChildProcess>();
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
let stoppedBy: NodeJS.Signals | undefined;

/** Runs a program to its end in the root folder. Never rejects: a program that cannot start counts as exit code 1. */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      env: { ...process.env, ...options.env },
      stdio: ['inherit', options.capture ? 'pipe' : 'inherit', 'inherit'],
    });
    endWithUs(child);
    let output = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    child.once('error', (error) => {
      console.error(`${command} could not be started: ${error.message}`);
      resolve({ code: 1, output });
    });
    child.once('close', (code) => {
      resolve({ code: code ?? 1, output });
    });
  });
}

/** Runs an installed package's command, such as `tsc`, with Node. */
export function runBin(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> {
  return run(process.execPath, [binOf(command), ...args], options);
}

/** The script behind an installed package's command, found in its package.json: needs no shell, on any system. */
export function binOf(command: string): string {
  const folder = path.join(ROOT, 'node_modules', PACKAGE_OF[command] ?? command);
  const { bin } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as {
    bin: string | Record<string, string>;
  };
  const script = typeof bin === 'string' ? bin : bin[command];
  if (script === undefined) throw new Error(`${folder} has no command called ${command}.`);
  return path.join(folder, script);
}

/** Seconds with one decimal since a `performance.now()` time. */
export function secondsSince(start: number): string {
  return `${((performance.now() - start) / 1000).toFixed(1)} s`;
}

/** Ends this child when we are told to end: a signal to us alone (not from the terminal, which reaches all) must not leave it running. */
export function endWithUs(child: ChildProcess): void {
  if (children.size === 0) for (const signal of SIGNALS) process.on(signal, stopChildren);
  children.add(child);
  const forget = (): void => {
    children.delete(child);
    if (children.size > 0) return;
    if (stoppedBy) process.exit(stoppedBy === 'SIGINT' ? 130 : 143);
    for (const signal of SIGNALS) process.off(signal, stopChildren);
  };
  child.once('close', forget);
}

function stopChildren(signal: NodeJS.Signals): void {
  stoppedBy = signal;
  for (const child of children) child.kill(signal);
}
