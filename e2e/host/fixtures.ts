import { writeFile } from 'node:fs/promises';
import { test as base, type TestDetails, type TestInfo } from 'playwright/test';
import { type Demo, type DemoOptions, startDemo } from '../demo/orders-board/start-demo.ts';
import { startTestSite, type TestSite } from '../demo/test-pages.ts';
import { launchBareChromium, startChromiumHosts } from './chromium';
import type { BareBrowser, Host, HostBrowser, LaunchOptions } from './driver';
import { launchBareFirefox, startFirefoxHosts } from './firefox';

/** The browsers that specs run in. */
export type Target = 'chromium' | 'firefox';

/** What a project sets. */
export interface ProjectOptions {
  target: Target;
}

/** What `test.use` may set. */
export interface Options {
  /** The demo as a spec wants it; default: it publishes nothing by itself. */
  demoOptions: DemoOptions;
}

/** What a spec may ask for; each starts when a test names it and ends with that test. */
export interface Fixtures {
  host: Host;
  demo: Demo;
  site: TestSite;
}

/** What the tests of one worker share. */
export interface Shared {
  browserOfHosts: HostBrowser;
}

const ONLY_IN = 'only in ';

/**
 * The details of a test that can not pass in the other browser, with the reason in one line, a statement about that browser:
 * it is skipped there, and named with the reason when the run has ended.
 */
export function onlyIn(target: Target, why: string): TestDetails {
  return { annotation: { type: ONLY_IN + target, description: why } };
}

/** Playwright's `test` with a browser that has the extension, the demo and a site of one's own. */
export const test = base.extend<Options & Fixtures & { skipElsewhere: undefined }, ProjectOptions & Shared>({
  target: ['chromium', { option: true, scope: 'worker' }],
  browserOfHosts: [
    async ({ target }, use) => {
      const browser = await startHosts(target);
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],
  skipElsewhere: [
    async ({ target }, use, info) => {
      const only = info.annotations.find(({ type }) => type.startsWith(ONLY_IN));
      info.skip(only !== undefined && only.type !== ONLY_IN + target, only?.description ?? '');
      await use(undefined);
    },
    { auto: true },
  ],
  demoOptions: [{ paceMs: 0 }, { option: true }],
  demo: async ({ demoOptions }, use) => {
    const demo = await startDemo(demoOptions);
    await use(demo);
    await demo.close();
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern
  site: async ({}, use) => {
    const site = await startTestSite();
    await use(site);
    await site.close();
  },
  host: async ({ browserOfHosts }, use, info) => {
    const host = await browserOfHosts.open();
    await use(host);
    if (info.status !== info.expectedStatus) {
      // The picture is a help: a browser that can no longer draw must not hide why the test failed.
      const picture = await host.screenshotWindow().catch(() => undefined);
      if (picture) await attachPicture(info, picture);
    }
    await host.close();
  },
});

/** Starts the browser in which hosts are opened one after the other. */
export async function startHosts(target: Target, options: LaunchOptions = {}): Promise<HostBrowser> {
  return target === 'firefox' ? startFirefoxHosts(options) : startChromiumHosts(options);
}

/** Starts a browser without the extension. */
export function launchBare(target: Target, options: LaunchOptions = {}): Promise<BareBrowser> {
  return target === 'firefox' ? launchBareFirefox(options) : launchBareChromium(options);
}

/** As a file, so that the list reporter prints where it is. */
async function attachPicture(info: TestInfo, picture: Buffer): Promise<void> {
  const path = info.outputPath('window.png');
  await writeFile(path, picture);
  await info.attach('window', { path, contentType: 'image/png' });
}

/** Playwright's `expect`. */
export const expect = test.expect;
