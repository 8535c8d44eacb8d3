import { writeFile } from 'node:fs/promises';
import { test as base, type TestInfo } from 'playwright/test';
import { type Demo, type DemoOptions, startDemo } from '../demo/orders-board/start-demo.ts';
import { startTestSite, type TestSite } from '../demo/test-pages.ts';
import { launchChromium } from './chromium';
import type { Host } from './driver';
import { launchFirefox } from './firefox';

/** What a project or `test.use` may set. */
export interface Options {
  target: 'chromium' | 'firefox';
  /** The demo as a spec wants it; default: it publishes nothing by itself. */
  demoOptions: DemoOptions;
}

/** What a spec may ask for; each starts when a test names it and ends with that test. */
export interface Fixtures {
  host: Host;
  demo: Demo;
  site: TestSite;
}

/** Playwright's `test` with a browser that has the extension, the demo and a site of one's own. */
export const test = base.extend<Options & Fixtures>({
  target: ['chromium', { option: true }],
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
  host: async ({ target }, use, info) => {
    const host = target === 'firefox' ? await launchFirefox() : await launchChromium();
    await use(host);
    if (info.status !== info.expectedStatus) {
      // The picture is a help: a browser that can no longer draw must not hide why the test failed.
      const picture = await host.screenshotWindow().catch(() => undefined);
      if (picture) await attachPicture(info, picture);
    }
    await host.close();
  },
});

/** As a file, so that the list reporter prints where it is. */
async function attachPicture(info: TestInfo, picture: Buffer): Promise<void> {
  const path = info.outputPath('window.png');
  await writeFile(path, picture);
  await info.attach('window', { path, contentType: 'image/png' });
}

/** Playwright's `expect`. */
export const expect = test.expect;
