import { isReady, until } from '../../e2e/host/driver';
import type { Session } from '../browser/cdp';
import { readVersion, startChromium } from '../browser/chromium';
import { openDevTools, showPanel } from '../browser/devtools';
import type { SoakBrowser } from './browser';

/** A Chromium for the soak, driven past Playwright. */
export async function startSoakChromium(extension: string): Promise<SoakBrowser> {
  const chromium = await startChromium(extension);
  const page = await chromium.openWindow('about:blank');
  // Only a page's session has this domain; it tells of workers, and costs the page nothing.
  await page.session.send('ServiceWorker.enable');
  let frontEnd: Session | undefined;
  return {
    version: await readVersion(chromium),
    page: page.session,
    goto: async (url) => void (await page.session.send('Page.navigate', { url })),
    reload: async () => void (await page.session.send('Page.reload')),
    async openPanel() {
      frontEnd = await openDevTools(chromium, page.targetId);
      const panel = await showPanel(chromium, frontEnd);
      const isConnected = () => panel.evaluate(isReady).then((ready) => ready || undefined);
      await until('the panel to connect', isConnected, 60_000);
      return panel;
    },
    async closePanel() {
      // The session goes with its target: the answer may not come.
      frontEnd?.send('Page.close').catch(() => undefined);
      frontEnd = undefined;
    },
    stopBackground: async () => void (await page.session.send('ServiceWorker.stopAllWorkers')),
    end: chromium.end,
  };
}
