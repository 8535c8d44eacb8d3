import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findChromium, findFirefox, MIN_FIREFOX } from './browsers';
import { binOf, endWithUs, run } from './run';

const FIRST_BYTES_LIMIT_MS = 60_000;
const DOWNLOAD_LIMIT_MS = 10 * 60_000;

/** A Chromium that can load the extension: one that is there, else Playwright's download, else Debian's package. Throws what to install. */
export async function ensureChromium(): Promise<string> {
  const present = findChromium();
  if (present) return present;
  console.log('No Chromium found: downloading the one that Playwright uses (about 170 MB).');
  await downloadChromium();
  const downloaded = findChromium();
  if (downloaded) return downloaded;
  if (isRootOnDebian()) {
    await aptInstall('chromium');
    const installed = findChromium();
    if (installed) return installed;
  }
  throw new Error(
    'No Chromium found, and none could be installed. Install Chromium or Chrome for Testing (ordinary Chrome will not do for the benchmark: it does not load unpacked extensions from the command line), for example with "npx playwright install --with-deps chromium" or "apt-get install chromium", or set CHROMIUM to its executable.',
  );
}

/** A Firefox of version 140 or newer: one that is there, else Debian's package. Throws what to install. */
export async function ensureFirefox(): Promise<string> {
  const present = findFirefox();
  if (present) return present;
  if (isRootOnDebian()) {
    await aptInstall('firefox-esr');
    const installed = findFirefox();
    if (installed) return installed;
  }
  throw new Error(
    `No Firefox ${MIN_FIREFOX} or newer found, and none could be installed. Install Firefox from https://www.mozilla.org/firefox/ or with "apt-get install firefox-esr" (a snap and Playwright's own build will not do), or set FIREFOX to its executable.`,
  );
}

/** Lets Playwright fetch its Chromium, progress shown; given up after a minute without a byte or ten minutes in all. */
export function downloadChromium(): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [binOf('playwright'), 'install', '--no-shell', 'chromium'], {
      env: { ...process.env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    endWithUs(child);
    const giveUp = (why: string): void => {
      console.log(`Giving up the download: ${why}.`);
      child.kill();
    };
    const first = setTimeout(giveUp, FIRST_BYTES_LIMIT_MS, 'nothing arrived for a minute');
    const whole = setTimeout(giveUp, DOWNLOAD_LIMIT_MS, 'it took more than ten minutes');
    const show = (chunk: Buffer): void => {
      if (chunk.includes('%')) clearTimeout(first); // Playwright's progress bar moves only with data.
      process.stdout.write(chunk);
    };
    child.stdout.on('data', show);
    child.stderr.on('data', show);
    // Not `close`: a grandchild may hold the pipes for a while longer.
    child.once('exit', (code) => {
      clearTimeout(first);
      clearTimeout(whole);
      resolve(code === 0);
    });
  });
}

function isRootOnDebian(): boolean {
  return existsSync('/etc/debian_version') && process.getuid?.() === 0;
}

async function aptInstall(name: string): Promise<void> {
  console.log(`Installing ${name} with apt-get.`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update'], { env });
  await run('apt-get', ['install', '-y', '--no-install-recommends', name], { env });
}
