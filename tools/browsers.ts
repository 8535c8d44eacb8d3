import { spawnSync } from 'node:child_process';
import { accessSync, constants, readFileSync, realpathSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright';

/** The lowest Firefox that runs the extension and its tests (WebDriver BiDi with `webExtension.install`). */
export const MIN_FIREFOX = 140;

type Places = Partial<Record<NodeJS.Platform, readonly string[]>>;

// Branded Chrome is missing on purpose: it ignores --load-extension.
const CHROMIUM_PLACES: Places = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/local/bin/chromium',
    '/usr/lib64/chromium-browser/chromium-browser',
    '/opt/chrome-for-testing/chrome',
  ],
  darwin: [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
    path.join(homedir(), 'Applications/Chromium.app/Contents/MacOS/Chromium'),
  ],
  win32: programFolders().map((folder) => path.join(folder, 'Chromium', 'Application', 'chrome.exe')),
};

const FIREFOX_PLACES: Places = {
  linux: [
    '/usr/bin/firefox-esr',
    '/usr/bin/firefox',
    '/usr/local/bin/firefox',
    '/usr/lib64/firefox/firefox',
    '/opt/firefox/firefox',
  ],
  darwin: [
    '/Applications/Firefox.app/Contents/MacOS/firefox',
    '/Applications/Firefox ESR.app/Contents/MacOS/firefox',
    '/Applications/Firefox Developer Edition.app/Contents/MacOS/firefox',
  ],
  win32: programFolders().flatMap((folder) =>
    ['Mozilla Firefox', 'Mozilla Firefox ESR', 'Firefox Developer Edition'].map((name) =>
      path.join(folder, name, 'firefox.exe'),
    ),
  ),
};

/** The Chromium to use: `CHROMIUM`, a usual place, or Playwright's own; undefined if there is none. Throws if `CHROMIUM` names no program. */
export function findChromium(): string | undefined {
  const named = fromEnvironment('CHROMIUM');
  if (named) return named;
  const places = [...(CHROMIUM_PLACES[process.platform] ?? []), chromium.executablePath()];
  return places.find((place) => isProgram(place) && !isSnap(place) && canStart(place));
}

/** The Firefox to use: `FIREFOX` or a usual place, of version 140 or newer; undefined if there is none. Throws if `FIREFOX` names no program. */
export function findFirefox(): string | undefined {
  const named = fromEnvironment('FIREFOX');
  if (named) return named;
  return FIREFOX_PLACES[process.platform]?.find(
    (place) => isProgram(place) && !isSnap(place) && firefoxVersion(place) >= MIN_FIREFOX,
  );
}

function fromEnvironment(name: 'CHROMIUM' | 'FIREFOX'): string | undefined {
  const file = process.env[name];
  if (!file) return undefined;
  if (isProgram(file)) return file;
  throw new Error(
    `The environment variable ${name} is "${file}", which is not a program. Correct or unset it.`,
  );
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    // Not there, or not ours to run: both mean "look further".
    return false;
  }
}

/** A snap sees its own /tmp and not ours, so it finds neither the profile nor, often, the extension. Ubuntu's /usr/bin entries are small scripts that start one. */
function isSnap(file: string): boolean {
  const real = realpathSync(file);
  if (real.startsWith('/snap/') || path.basename(real) === 'snap') return true;
  return statSync(real).size < 64 * 1024 && readFileSync(real, 'utf8').includes('/snap/');
}

/** Tells a program with all its libraries from one that only lies on the disk (Playwright's download on a bare system). */
function canStart(file: string): boolean {
  if (process.platform === 'win32') return true; // There `--version` opens a window.
  return spawnSync(file, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0;
}

function firefoxVersion(file: string): number {
  const text = process.platform === 'win32' ? versionFromIni(file) : versionFromProgram(file);
  return Number(/(\d+)\./.exec(text)?.[1] ?? 0);
}

function versionFromProgram(file: string): string {
  return spawnSync(file, ['--version'], { encoding: 'utf8', timeout: 20_000 }).stdout ?? '';
}

function versionFromIni(file: string): string {
  try {
    const ini = readFileSync(path.join(path.dirname(file), 'application.ini'), 'utf8');
    return /^Version=.*$/m.exec(ini)?.[0] ?? '';
  } catch {
    // No application.ini beside it: not an installed Firefox.
    return '';
  }
}

function programFolders(): string[] {
  const { PROGRAMFILES, LOCALAPPDATA } = process.env;
  return [PROGRAMFILES, process.env['PROGRAMFILES(X86)'], LOCALAPPDATA].filter(
    (folder) => folder !== undefined,
  );
}
