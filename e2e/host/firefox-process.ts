import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findFirefox, MIN_FIREFOX } from '../../tools/browsers';
import { type Bidi, connectBidi } from './bidi';
import { type LaunchOptions, WINDOW } from './driver';

const START_LIMIT_MS = 45_000;

// Quiet and offline: no first-run pages, no questions, no requests of the browser's own.
const PREFERENCES: Record<string, string | number | boolean> = {
  'browser.shell.checkDefaultBrowser': false,
  'browser.aboutwelcome.enabled': false,
  'browser.newtabpage.enabled': false,
  'termsofuse.bypassNotification': true,
  'datareporting.policy.dataSubmissionEnabled': false,
  'app.normandy.enabled': false,
  'extensions.update.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'browser.chrome.site_icons': false,
  // The event page ends when a test says so; in Chromium a debugger keeps the worker alive.
  'extensions.background.idle.timeout': 3_600_000,
};

/** A running Firefox with one BiDi session, the only one it allows. */
export interface FirefoxProcess {
  bidi: Bidi;
  /** Settles when the process has ended, for whatever reason. */
  closed: Promise<void>;
  close(): Promise<void>;
}

/** Starts Firefox in a fresh profile and connects to it. */
export async function startFirefox(options: LaunchOptions = {}): Promise<FirefoxProcess> {
  const executable = findFirefox();
  if (!executable)
    throw new Error(`No Firefox ${MIN_FIREFOX} or newer found. Set FIREFOX to its executable.`);
  const profile = createProfile(options.preferences);
  const child = spawn(executable, argumentsFor(profile, options), { stdio: ['ignore', 'ignore', 'pipe'] });
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const closed = new Promise<void>((resolve) => {
    child.once('close', () => {
      process.off('exit', kill);
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
      resolve();
    });
  });
  try {
    const bidi = await connectBidi(`${await bidiAddress(child)}/session`);
    await bidi.send('session.new', { capabilities: { alwaysMatch: { acceptInsecureCerts: true } } });
    return { bidi, closed, close: () => closeFirefox(bidi, kill, closed) };
  } catch (error) {
    kill();
    throw error;
  }
}

function createProfile(preferences: LaunchOptions['preferences']): string {
  const profile = mkdtempSync(path.join(tmpdir(), 'cipherscope-firefox-'));
  const lines = Object.entries({ ...PREFERENCES, ...preferences }).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`,
  );
  writeFileSync(path.join(profile, 'user.js'), lines.join(''));
  return profile;
}

function argumentsFor(profile: string, options: LaunchOptions): string[] {
  const { width = WINDOW.width, height = WINDOW.height, isHeadless = !process.env.HEADED } = options;
  return [
    ...['--profile', profile, '--no-remote'],
    ...(isHeadless ? ['--headless'] : []),
    ...['--width', String(width), '--height', String(height)],
    // System access: the browser window and the panel inside the toolbox are reachable only with it.
    ...['--remote-debugging-port=0', '--remote-allow-system-access', 'about:blank'],
  ];
}

function bidiAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let errors = '';
    const fail = (why: string): void => reject(new Error(`${why}\n${errors}`));
    const timer = setTimeout(fail, START_LIMIT_MS, `Firefox did not answer within ${START_LIMIT_MS} ms.`);
    child.once('error', (error) => fail(`Firefox could not be started: ${error.message}`));
    child.once('exit', () => fail('Firefox ended while starting.'));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      errors = (errors + text).slice(-20_000);
      const address = /WebDriver BiDi listening on (ws:\/\/\S+)/.exec(errors)?.[1];
      if (!address) return;
      clearTimeout(timer);
      resolve(address);
    });
  });
}

/** Asks politely, then kills: a Firefox that hangs must not outlive the test. */
async function closeFirefox(bidi: Bidi, kill: () => void, closed: Promise<void>): Promise<void> {
  const timer = setTimeout(kill, 8000);
  // The connection may close before the answer comes, or may be closed already.
  bidi.send('browser.close').catch(() => undefined);
  await closed;
  clearTimeout(timer);
}
