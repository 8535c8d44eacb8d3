/** The background: wires ports to the routes of their tab, and open requests to the keyring. Keeps no capture. */
import browser, { type Runtime } from 'webextension-polyfill';
import type { AuthExchange } from '../core/auth/exchange';
import type { Problem } from '../core/key-summary';
import type { Key } from '../core/keyring';
import { createSecretCache, forgetKey, openAll } from '../core/opening';
import {
  BRIDGE_PORT,
  DEVTOOLS_PORT,
  type FromPanel,
  isSocketNotice,
  PANEL_PORT,
  parseFromBridge,
  parseRawAuth,
  type WatchNotice,
} from '../messages';
import { learnFrom } from './auth-replies';
import { answerOnce } from './devtools-port';
import { keyMessages, keyringFor } from './keys-of-tab';
import { storePastedKey } from './paste-key';
import { createStores, type Stores } from './stores';
import { createTab, type PanelRoute, type Tab } from './tab';
import { verifyAll } from './verify';

const tabs = new Map<number, Tab>();
/** Every panel with its tab, -1 until it has named it. */
const panels = new Map<PanelRoute, number>();
const secrets = createSecretCache();
const WATCHED: WatchNotice = { type: 'watched' };

let stores: Promise<Stores> | undefined;

/** Opened when they are first needed, and tried again after a failure. */
function openStores(): Promise<Stores> {
  stores ??= createStores((id) => forgetKey(secrets, id)).catch((error: unknown) => {
    stores = undefined;
    throw error;
  });
  return stores;
}

function tabFor(id: number): Tab {
  const tab = tabs.get(id) ?? createTab();
  tabs.set(id, tab);
  return tab;
}

function leaveTab(id: number, tab: Tab): void {
  if (tab.isEmpty() && tabs.get(id) === tab) tabs.delete(id);
}

/** Takes a bridge's port. Its tab and frame are the browser's word; what it says is parsed. */
function acceptBridge(port: Runtime.Port): void {
  const { tab: senderTab, frameId, url } = port.sender ?? {};
  const tabId = senderTab?.id;
  if (tabId === undefined || frameId === undefined) return;
  let tab: Tab | undefined;
  let bridge: Parameters<Tab['addBridge']>[0] | undefined;
  port.onMessage.addListener((value: unknown) => {
    const message = parseFromBridge(value);
    if (message?.type === 'batch' && bridge !== undefined) tab?.relay(bridge, message.batch);
    if (message?.type === 'watching' && bridge !== undefined) tab?.startWatching(bridge);
    if (message?.type !== 'hello' || bridge !== undefined) return;
    const { document, startedAt } = message;
    bridge = {
      document,
      startedAt,
      top: frameId === 0,
      url: url ?? '',
      asked: 0,
      answered: 0,
      send: (reply) => port.postMessage(reply),
    };
    tab = tabFor(tabId);
    tab.addBridge(bridge);
  });
  port.onDisconnect.addListener(() => {
    if (bridge === undefined || tab === undefined) return;
    tab.removeBridge(bridge);
    leaveTab(tabId, tab);
  });
}

/** Takes a panel's port, from the extension's own pages only. */
function acceptPanel(port: Runtime.Port): void {
  if (!isOwnPage(port.sender)) {
    port.disconnect();
    return;
  }
  const panel: PanelRoute = {
    next: new Map(),
    since: new Map(),
    windows: { maxBacklogBytes: 0, maxUnacknowledgedBytes: 0 },
    // An answer may be ready after its panel has gone.
    send: (message) => {
      if (panels.has(panel)) port.postMessage(message);
    },
  };
  let tab: Tab | undefined;
  let tabId = -1;
  panels.set(panel, tabId);
  port.onMessage.addListener((value: unknown) => {
    const message = value as FromPanel;
    if (message.type === 'acknowledge') tab?.acknowledge(panel, message.document, message.through);
    else if (message.type !== 'watch') void answerPanel(panel, message);
    else if (tab === undefined) {
      tabId = message.tab;
      panels.set(panel, tabId);
      tab = tabFor(tabId);
      panel.next = new Map(message.next);
      panel.windows = message.windows;
      void greetPanel(panel);
      tab.addPanel(panel);
      callBridges(tabId);
    }
  });
  port.onDisconnect.addListener(() => {
    panels.delete(panel);
    tab?.removePanel(panel);
    if (tab !== undefined) leaveTab(tabId, tab);
  });
}

function isOwnPage(sender: Runtime.MessageSender | undefined): boolean {
  return sender?.id === browser.runtime.id && (sender?.url ?? '').startsWith(browser.runtime.getURL(''));
}

/** Bridges with sockets answer by connecting; a tab without any has no receiver, which is no fault. */
function callBridges(tabId: number): void {
  browser.tabs.sendMessage(tabId, WATCHED).catch(() => undefined);
}

async function greetPanel(panel: PanelRoute): Promise<void> {
  panel.send({ type: 'ready' });
  await withStores(panel, async (opened) => tellKeys(panel, opened));
}

/** What a panel asks beyond the frames of its tab. */
async function answerPanel(panel: PanelRoute, message: PanelRequest): Promise<void> {
  switch (message.type) {
    case 'open':
      return openPayloads(panel, message);
    case 'add-key':
    case 'remove-key':
      return changeKeys(panel, message);
    case 'prove':
    case 'verify':
      return compareKeys(panel, message);
    case 'set-learning':
    case 'forget-learned':
      return changeLearning(panel, message);
    case 'search':
    case 'test-key':
    case 'save-slip':
      return;
  }
}

type PanelRequest = Exclude<FromPanel, { type: 'watch' | 'acknowledge' }>;
type Request<Type extends PanelRequest['type']> = Extract<PanelRequest, { type: Type }>;

/** Without a keyring every payload has no key: the panel is answered all the same. */
async function openPayloads(panel: PanelRoute, { request, payloads }: Request<'open'>): Promise<void> {
  const tab = panels.get(panel) ?? -1;
  let keyring: readonly Key[] = [];
  await withStores(panel, async (opened) => {
    keyring = await keyringFor(tab, opened, payloads);
  });
  panel.send({ type: 'opened', request, facts: await openAll(payloads, keyring, secrets) });
  await withStores(panel, async (opened) => {
    const left = new Set((await keyringFor(tab, opened, payloads)).map(({ id }) => id));
    // A key that was removed meanwhile must not come back as what was made of it.
    for (const { id } of keyring) if (!left.has(id)) forgetKey(secrets, id);
  });
}

/** Which keys derive the secrets that were seen, and whether signatures hold. What was learned proves nothing. */
async function compareKeys(panel: PanelRoute, message: Request<'prove' | 'verify'>): Promise<void> {
  const { request } = message;
  const failure = await withStores(panel, async ({ keys, prove }) => {
    const keyring = await keys.list();
    if (message.type === 'prove')
      panel.send({ type: 'proved', request, proofs: await prove(message.seen, keyring) });
    else panel.send({ type: 'verified', request, facts: verifyAll(message.checks, keyring) });
  });
  if (failure === undefined) return;
  if (message.type === 'prove') panel.send({ type: 'proved', request, proofs: [] });
  else panel.send({ type: 'verified', request, facts: [] });
}

async function changeKeys(panel: PanelRoute, request: Request<'add-key' | 'remove-key'>): Promise<void> {
  const failure = await withStores(panel, async (opened) => {
    switch (request.type) {
      case 'add-key':
        panel.send(await storePastedKey(opened.keys, request));
        await announceKeys(opened);
        return;
      case 'remove-key':
        await opened.keys.remove(request.id);
        forgetKey(secrets, request.id);
        await announceKeys(opened);
    }
  });
  // An answer all the same: the panel would send the key again with every new line.
  if (failure !== undefined && request.type === 'add-key')
    panel.send({ type: 'key-refused', request: request.request, ...failure });
}

async function changeLearning(
  panel: PanelRoute,
  request: Request<'set-learning' | 'forget-learned'>,
): Promise<void> {
  await withStores(panel, async (opened) => {
    if (request.type === 'set-learning') await opened.learned.setOn(request.isOn);
    else await opened.learned.forgetAll();
    await announceKeys(opened);
  });
}

/** A request to an auth endpoint that a devtools page has seen: what it says, without its secrets. */
async function takeAuth(question: unknown): Promise<AuthExchange[]> {
  const parsed = parseRawAuth(question);
  if (parsed === undefined) return [];
  const opened = await openStores();
  const { exchanges, isNew } = await learnFrom(parsed.tab, parsed.request, opened);
  if (isNew) await announceKeys(opened, parsed.tab);
  return exchanges;
}

/** Tells the panels which keys there are: those of one tab, or all. */
async function announceKeys(opened: Stores, only?: number): Promise<void> {
  for (const [panel, tab] of panels) if (only === undefined || tab === only) await tellKeys(panel, opened);
}

async function tellKeys(panel: PanelRoute, opened: Stores): Promise<void> {
  for (const message of await keyMessages(panels.get(panel) ?? -1, opened)) panel.send(message);
}

/** The edge where storage may fail: the panel says so and everything that needs no key goes on. */
async function withStores(
  panel: PanelRoute,
  act: (opened: Stores) => Promise<void>,
): Promise<Problem | undefined> {
  try {
    await act(await openStores());
    return undefined;
  } catch (error) {
    const name = error instanceof Error ? error.name : 'unknown error';
    const trouble: Problem = {
      problem: `The keyring can not be read or written (${name}).`,
      remedy: 'Check that the browser may store data for extensions, then reopen DevTools.',
    };
    panel.send({ type: 'trouble', ...trouble });
    return trouble;
  }
}

browser.runtime.onConnect.addListener((port) => {
  if (port.name === BRIDGE_PORT) acceptBridge(port);
  else if (port.name === PANEL_PORT) acceptPanel(port);
  else if (port.name === DEVTOOLS_PORT && isOwnPage(port.sender)) answerOnce(port, takeAuth);
});

browser.tabs.onRemoved.addListener((tab) => {
  // Where storage fails there is nothing to forget.
  openStores().then(
    ({ learned }) => learned.forgetTab(tab),
    () => undefined,
  );
});

browser.runtime.onMessage.addListener((message: unknown, sender: Runtime.MessageSender) => {
  if (!isSocketNotice(message)) return undefined;
  const tab = sender.tab?.id === undefined ? undefined : tabs.get(sender.tab.id);
  return Promise.resolve(tab?.isWatched() ? WATCHED : null);
});
