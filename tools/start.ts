// The demo: a page with encrypted channels in Chromium or Firefox, with DevTools open on the Cipherscope panel. `--help` lists the options.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { type RunningDemo, startNamedDemo } from '../e2e/demo/demos.ts';
import { launchChromium } from '../e2e/host/chromium';
import type { Doc, Host, LaunchOptions } from '../e2e/host/driver';
import { launchFirefox } from '../e2e/host/firefox';
import { buildExtension, isStale, type Target } from './extension';
import { ensureChromium, ensureFirefox } from './install-browsers';
import { describeRows, formatRow, pasteKey, readOpenedRows } from './panel-reader';
import { ROOT } from './run';
import { HELP, hasDisplay, parseStartOptions, type StartOptions } from './start-options';

const PICTURE = path.join('.tmp', 'panel.png');
const ONCE_LIMIT_MS = 60_000;
const CLOSE_LIMIT_MS = 5000;
const POLL_MS = 250;

/** What there is to do for one browser. */
interface Browser {
  /** The environment variable that names it to the host. */
  variable: 'CHROMIUM' | 'FIREFOX';
  /** Finds or installs it; throws what to install. */
  ensure(): Promise<string>;
  launch(options: LaunchOptions): Promise<Host>;
}

const BROWSERS: Record<Target, Browser> = {
  chrome: { variable: 'CHROMIUM', ensure: ensureChromium, launch: launchChromium },
  firefox: { variable: 'FIREFOX', ensure: ensureFirefox, launch: launchFirefox },
};

let isEnding = false;

type Cleanup = (() => Promise<unknown>)[];

async function main(): Promise<number> {
  const options = parseStartOptions({
    args: process.argv.slice(2),
    hasDisplay: hasDisplay(process.platform, process.env),
    hasTerminal: process.stdin.isTTY === true,
  });
  if (options.isHelp) {
    console.log(HELP);
    return 0;
  }
  const { variable, ensure } = BROWSERS[options.target];
  process.env[variable] = await ensure();
  if (isStale(options.target)) {
    const { code } = await buildExtension(options.target);
    if (code !== 0) return code;
  }
  const cleanup: Cleanup = [];
  try {
    return await Promise.race([untilSignal(options), present(options, cleanup)]);
  } finally {
    await Promise.race([closeAll(cleanup), wait(CLOSE_LIMIT_MS)]);
  }
}

/** A signal ends an open-ended demo well, but not a `--once` run that is still waiting. */
function untilSignal(options: StartOptions): Promise<number> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => resolve(options.once ? 130 : 0));
  });
}

async function closeAll(cleanup: Cleanup): Promise<void> {
  isEnding = true;
  for (const close of cleanup.reverse()) {
    // The browser may be gone already; the rest has to be closed all the same.
    await close().catch((error: unknown) => console.error('While closing:', error));
  }
}

async function present(options: StartOptions, cleanup: Cleanup): Promise<number> {
  const demo = await startNamedDemo(options.demo);
  cleanup.push(demo.stop);
  const host = await BROWSERS[options.target].launch({ isHeadless: options.isHeadless });
  cleanup.push(host.close);
  // A browser that the user closes fails whatever was asked of it, so ask first why.
  return show(options, demo, host).catch(async (error: unknown) => {
    const isClosed = await Promise.race([host.closed.then(() => true), wait(1000).then(() => false)]);
    if (!isClosed) throw error;
    return sayClosed(options);
  });
}

function sayClosed(options: StartOptions): number {
  if (!isEnding) console.log('The browser was closed.');
  return options.once ? 1 : 0;
}

async function show(options: StartOptions, demo: RunningDemo, host: Host): Promise<number> {
  await host.page.goto(demo.url);
  const panel = await host.openPanel();
  announce(options, demo);
  if (options.withKey) await pasteKeys(panel, demo);
  else if (options.isHeadless && process.stdin.isTTY) pasteLines(panel);
  if (!options.isHeadless && !options.once) return host.closed.then(() => sayClosed(options));
  await photograph(host);
  return follow(options, host, panel);
}

async function pasteKeys(panel: Doc, demo: RunningDemo): Promise<void> {
  // Which kinds of key the dialog offers, and which one first, depends on the connections it knows.
  await panel.waitFor('[data-connection]');
  for (const { key } of demo.keys) await pasteKey(panel, key);
}

function announce({ isHeadless, withKey, once }: StartOptions, demo: RunningDemo): void {
  const how = process.stdin.isTTY ? 'Paste it here and press Enter.' : 'Start with --with-key to paste it.';
  const keys = demo.keys.map(
    ({ name, key, opens }) => `${name.padEnd(10)}  ${key}\n            opens ${opens}`,
  );
  console.log(`
Page        ${demo.url}
${keys.join('\n')}
            ${withKey ? 'The demo pastes what it needs by itself.' : isHeadless ? how : 'Paste it into the panel: the keys button, or Ctrl+K.'}
            Then the encrypted events of the page open, those already captured too.${once ? '' : `\nCtrl-C ends the demo${isHeadless ? '' : '; so does closing the window'}.`}
`);
}

/** Every line typed into the terminal goes into the panel as a key. */
function pasteLines(panel: Doc): void {
  createInterface({ input: process.stdin }).on('line', (line) => {
    if (line.trim() === '') return;
    pasteKey(panel, line.trim()).then(
      () => console.log('The panel has the key.'),
      () => console.log('The panel did not take this as a key.'),
    );
  });
}

/** Prints opened events as they come. Ends after the first ones with `--once`, else never. */
async function follow(options: StartOptions, host: Host, panel: Doc): Promise<number> {
  const printed = new Set<string>();
  const end = performance.now() + ONCE_LIMIT_MS;
  for (;;) {
    const isFirst = printed.size === 0;
    for (const row of await readOpenedRows(panel)) {
      if (printed.has(row.entry)) continue;
      printed.add(row.entry);
      console.log(formatRow(row));
    }
    if (isFirst && printed.size > 0) {
      await photograph(host);
      if (options.once) return 0;
    }
    if (options.once && performance.now() > end) {
      console.error(`No event was opened within a minute: ${await describeRows(panel)}.`);
      return 1;
    }
    await wait(POLL_MS);
  }
}

async function photograph(host: Host): Promise<void> {
  const file = path.join(ROOT, PICTURE);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, await host.screenshotWindow());
  console.log(`The panel as it is now: ${PICTURE}`);
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

try {
  process.exit(await main());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
