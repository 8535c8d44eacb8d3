import type { BrowserContext, Page, Worker } from 'playwright';
import { browserOf } from './chromium-devtools';

/** The part of the background's own API that is used here. */
declare const chrome: { tabs: { query(query: object): Promise<{ id?: number }[]> } };

/** An extension as the developer mode installs it: with every permission of its manifest. */
export async function install(
  context: BrowserContext,
  folder: string,
): Promise<{ id: string; uninstall(): Promise<void> }> {
  const cdp = await browserOf(context).newBrowserCDPSession();
  const { id } = await cdp.send('Extensions.loadUnpacked', { path: folder });
  return { id, uninstall: async () => void (await cdp.send('Extensions.uninstall', { id })) };
}

export function originOf(id: string): string {
  return `chrome-extension://${id}`;
}

/** Without the `tabs` permission tabs have ids and nothing else: a new page's id is the one that was not there before. */
export async function tabIds(background: Worker): Promise<number[]> {
  const tabs = await background.evaluate(() => chrome.tabs.query({}));
  return tabs.flatMap((tab) => tab.id ?? []);
}

/** The running worker, started again if it was stopped: a stopped one would never answer. */
export async function wakeBackground(context: BrowserContext, page: Page, origin: string): Promise<Worker> {
  const cdp = await context.newCDPSession(page);
  await cdp.send('ServiceWorker.enable');
  await cdp.send('ServiceWorker.startWorker', { scopeURL: `${origin}/` });
  await cdp.detach();
  return backgroundOf(context, origin);
}

/** The worker that runs, or the next that does. */
export async function backgroundOf(context: BrowserContext, origin: string): Promise<Worker> {
  const isOurs = (worker: Worker): boolean => worker.url().startsWith(`${origin}/`);
  return (
    context.serviceWorkers().find(isOurs) ?? context.waitForEvent('serviceworker', { predicate: isOurs })
  );
}

/** In the isolated world of the content scripts, whose origin is the extension's. */
export async function evaluateInBridge(
  context: BrowserContext,
  page: Page,
  origin: string,
  expression: string,
): Promise<unknown> {
  const cdp = await context.newCDPSession(page);
  const { frameTree } = await cdp.send('Page.getFrameTree');
  let world: number | undefined;
  cdp.on('Runtime.executionContextCreated', ({ context: { id, origin: of, auxData } }) => {
    if (of === origin && auxData?.frameId === frameTree.frame.id) world = id;
  });
  // Names the worlds that are there already before it answers.
  await cdp.send('Runtime.enable');
  if (world === undefined) throw new Error('The page has no world of the extension.');
  const { result, exceptionDetails } = await cdp.send('Runtime.evaluate', {
    ...{ expression, contextId: world, awaitPromise: true, returnByValue: true },
  });
  await cdp.detach();
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value;
}

export async function stopBackground(context: BrowserContext, page: Page, origin: string): Promise<void> {
  // Only a page's session has this domain; the browser's does not.
  const cdp = await context.newCDPSession(page);
  const stopped = new Promise<void>((resolve) => {
    // Playwright's worker object survives the stop, so its `close` event says nothing.
    cdp.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
      const ours = versions.filter((version) => version.scriptURL.startsWith(`${origin}/`));
      if (ours.some((version) => version.runningStatus === 'stopped')) resolve();
    });
  });
  await cdp.send('ServiceWorker.enable');
  await cdp.send('ServiceWorker.stopAllWorkers');
  await stopped;
  await cdp.detach();
}

/** What is used of the extensions page's own API. */
interface Developer {
  updateProfileConfiguration(update: { inDeveloperMode: boolean }): Promise<void>;
  updateExtensionConfiguration(update: { extensionId: string; hostAccess: 'ON_CLICK' }): Promise<void>;
  reload(id: string, options: { failQuietly: boolean }): Promise<unknown>;
}

export function updateExtension(context: BrowserContext, id: string): Promise<void> {
  return onExtensionsPage(
    context,
    async (developer, extensionId) => {
      // Without it Chromium does not start again what was loaded from a folder.
      await developer.updateProfileConfiguration({ inDeveloperMode: true });
      await developer.reload(extensionId, { failQuietly: true });
    },
    id,
  );
}

/** From now on the extension runs on no site until the user says so. */
export function takeBackSites(context: BrowserContext, id: string): Promise<void> {
  return onExtensionsPage(
    context,
    (developer, extensionId) =>
      developer.updateExtensionConfiguration({ extensionId, hostAccess: 'ON_CLICK' }),
    id,
  );
}

async function onExtensionsPage(
  context: BrowserContext,
  act: (developer: Developer, id: string) => Promise<void>,
  id: string,
): Promise<void> {
  const page = await context.newPage();
  await page.goto('chrome://extensions');
  await page.evaluate(`(${String(act)})(chrome.developerPrivate, ${JSON.stringify(id)})`);
  await page.close();
}
