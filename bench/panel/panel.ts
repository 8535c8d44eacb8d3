import { PANEL_PATH, until } from '../../e2e/host/driver';
import type { Session } from '../browser/cdp';
import type { Chromium, Page } from '../browser/chromium';
import { openDevTools, showPanel } from '../browser/devtools';
import type { Evaluator } from '../browser/documents';
import { MASTER_KEY } from '../site/frames';

/** Sizes that a user may set, in bytes (`src/panel/settings.ts`). */
export interface Settings {
  maxBacklogBytes?: number;
  maxUnacknowledgedBytes?: number;
  maxCaptureBytes?: number;
}

/** Numbers of the panel's status bar, as it shows them. */
export interface Counts {
  shown: number;
  held: number;
  dropped: number;
  dark: number;
}

/** Opens the panel as a tab, in a window of its own, for the only other page of the browser. */
export async function openPanelTab(chromium: Chromium, settings: Settings = {}): Promise<Session> {
  const { session } = await openExtensionPage(chromium);
  await session.evaluate(store, JSON.stringify(settings));
  const tab = await until('the tab of the page', () => session.evaluate(findInspectedTab));
  const query = `?tabId=${tab}`;
  await session.send('Page.navigate', { url: `${chromium.origin}/${PANEL_PATH}${query}` });
  await untilReady(session, query);
  return session;
}

/** Opens the browser's own DevTools on a page with the panel in front. */
export async function openPanelInDevTools(chromium: Chromium, page: Page): Promise<Session> {
  const frontEnd = await openDevTools(chromium, page.targetId);
  const session = await showPanel(chromium, frontEnd);
  await untilReady(session);
  return session;
}

/** Gives the panel the master key of the benchmark through its own dialog, and closes that. */
export async function pasteKey(panel: Evaluator, key: Buffer = MASTER_KEY): Promise<void> {
  await panel.evaluate(click, '[data-action="keys"]');
  const fill = () => panel.evaluate(fillKey, key.toString('base64'));
  await until('the field for a key', fill);
  await panel.evaluate(click, '[data-action="add-key"]');
  await until('the panel to take the key', () => panel.evaluate(hasTakenKey));
  await panel.evaluate(click, '[data-action="close-keys"]');
}

/** The counts as the panel shows them now. */
export function readCounts(panel: Evaluator): Promise<Counts> {
  return panel.evaluate(() => {
    const read = (name: string) =>
      Number(document.querySelector(`[data-count="${name}"]`)?.textContent?.replace(/\D/g, '') ?? Number.NaN);
    return { shown: read('shown'), held: read('held'), dropped: read('dropped'), dark: read('dark') };
  });
}

/** Waits for counts that satisfy `isDone`. */
export function untilCounts(
  panel: Evaluator,
  what: string,
  isDone: (counts: Counts) => boolean,
  limitMs = 120_000,
): Promise<Counts> {
  const ask = async () => {
    const counts = await readCounts(panel);
    return isDone(counts) ? counts : undefined;
  };
  return until(what, ask, limitMs);
}

/** Waits until the panel shows the same counts for a second, and answers them. */
export async function untilQuiet(panel: Evaluator): Promise<Counts> {
  let last = '';
  let since = performance.now();
  return untilCounts(panel, 'the panel to come to rest', (counts) => {
    const now = JSON.stringify(counts);
    if (now !== last) since = performance.now();
    last = now;
    return performance.now() - since > 1_000;
  });
}

/** Waits until the panel shows no work under way, and answers how many milliseconds that took. */
export async function untilAtRest(panel: Evaluator): Promise<number> {
  const start = performance.now();
  const isAtRest = () => document.querySelector('progress, [role="progressbar"]') === null || undefined;
  await until('the panel to end its work', () => panel.evaluate(isAtRest), 120_000);
  return performance.now() - start;
}

/** A page of the extension in a window of its own; it watches no tab yet. */
async function openExtensionPage({ openWindow, origin }: Chromium): Promise<Page> {
  const page = await openWindow(`${origin}/${PANEL_PATH}?tabId=0`);
  const isLoaded = () =>
    page.session.evaluate(
      (own) => (location.origin === own && document.readyState === 'complete') || undefined,
      origin ?? '',
    );
  await until('a page of the extension', isLoaded);
  return page;
}

/** Waits until the panel is connected; with the address's query where another document may still be in its place. */
export async function untilReady(panel: Evaluator, query = ''): Promise<void> {
  const isReady = (search: string) =>
    (location.search === search && document.documentElement?.dataset.ready !== undefined) || undefined;
  // A document that is being replaced answers with an error.
  await until('the panel to connect', () => panel.evaluate(isReady, query).catch(() => undefined));
}

function store(settings: string): void {
  localStorage.setItem('cipherscope.settings', settings);
}

/** Runs in a page of the extension: without the `tabs` permission a tab has an id and nothing else to know it by. */
async function findInspectedTab(): Promise<number | undefined> {
  interface Tabs {
    query(query: object): Promise<{ id: number; windowId: number }[]>;
    getCurrent(): Promise<{ id: number }>;
  }
  const { tabs } = (globalThis as unknown as { chrome: { tabs: Tabs } }).chrome;
  const own = await tabs.getCurrent();
  const others = (await tabs.query({})).filter(({ id }) => id !== own.id);
  return Math.max(...others.map(({ id }) => id));
}

/** Runs in the panel. */
function click(selector: string): void {
  const button = document.querySelector<HTMLElement>(selector);
  if (button === null) throw new Error(`The panel has no ${selector}.`);
  button.click();
}

/** Runs in the panel. */
function fillKey(text: string): true | undefined {
  const field = document.querySelector<HTMLTextAreaElement>('textarea[name="key"]');
  if (!field?.checkVisibility()) return undefined;
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  return true;
}

/** Runs in the panel: a key that was taken leaves the field empty or closes its dialog. */
function hasTakenKey(): true | undefined {
  const field = document.querySelector<HTMLTextAreaElement>('textarea[name="key"]');
  return !field?.checkVisibility() || field.value === '' || undefined;
}
