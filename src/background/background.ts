/** The background: wires ports to the routes of their tab, and open requests to the keyring. Keeps no capture. */
import browser, { type Runtime } from 'webextension-polyfill';
import type { Problem } from '../core/key-summary';
import { type Key, toSummary } from '../core/keyring';
import { createSecretCache, forgetKey, openAll } from '../core/opening';
import {
  BRIDGE_PORT,
  type FromDevtools,
  type FromPanel,
  isSocketNotice,
  type NamedCandidates,
  PANEL_PORT,
  parseFromBridge,
  type ToPanel,
  type WatchNotice,
} from '../messages';
import { createKeyStore, type KeyStore } from './key-store';
import { nameCandidates } from './name-candidates';
import { storePastedKey } from './paste-key';
import { saveSlip } from './save-slip';
import { searchAll } from './search';
import { createTab, type PanelRoute, type Tab } from './tab';
import { testKey } from './test-key';
import { verifySignature } from './verify';

const tabs = new Map<number, Tab>();
const panels = new Set<PanelRoute>();
const secrets = createSecretCache();
const WATCHED: WatchNotice = { type: 'watched' };

let keyStore: Promise<KeyStore> | undefined;

/** Opened when it is first needed, and tried again after a failure. */
function openKeyStore(): Promise<KeyStore> {
  keyStore ??= createKeyStore().catch((error: unknown) => {
    keyStore = undefined;
    throw error;
  });
  return keyStore;
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
  panels.add(panel);
  port.onMessage.addListener((value: unknown) => {
    const message = value as FromPanel;
    if (message.type === 'acknowledge') tab?.acknowledge(panel, message.document, message.through);
    else if (message.type !== 'watch') void answerPanel(panel, message);
    else if (tab === undefined) {
      tabId = message.tab;
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
  await withKeyStore(panel, async (store) => panel.send(await keysMessage(store)));
}

/** What a panel asks beyond the frames of its tab. */
async function answerPanel(panel: PanelRoute, message: PanelRequest): Promise<void> {
  switch (message.type) {
    case 'open':
      return openPayloads(panel, message);
    case 'add-key':
    case 'remove-key':
    case 'save-slip':
      return changeKeys(panel, message);
    case 'verify':
      return answerVerify(panel, message);
    case 'search':
      return searchPayloads(panel, message);
    case 'test-key':
      return testPastedKey(panel, message);
    case 'prove':
    case 'set-learning':
    case 'forget-learned':
      return;
  }
}

type PanelRequest = Exclude<FromPanel, { type: 'watch' | 'acknowledge' }>;
type OpenRequest = Extract<FromPanel, { type: 'open' }>;
type SearchRequest = Extract<FromPanel, { type: 'search' }>;
type TestRequest = Extract<FromPanel, { type: 'test-key' }>;
type VerifyRequest = Extract<FromPanel, { type: 'verify' }>;
type KeyRequest = Extract<FromPanel, { type: 'add-key' | 'remove-key' | 'save-slip' }>;

/** Without a keyring every payload has no key: the panel is answered all the same. */
async function openPayloads(panel: PanelRoute, { request, payloads }: OpenRequest): Promise<void> {
  let keys: readonly Key[] = [];
  await withKeyStore(panel, async (store) => {
    keys = await store.list();
  });
  panel.send({ type: 'opened', request, facts: await openAll(payloads, keys, secrets) });
  await forgetRemoved(panel, keys);
}

async function searchPayloads(panel: PanelRoute, message: SearchRequest): Promise<void> {
  const { request, payloads, channels, keys: ids } = message;
  let keys: readonly Key[] = [];
  await withKeyStore(panel, async (store) => {
    keys = await store.list();
  });
  const facts = await searchAll(payloads, keys, secrets, { channels, keys: ids });
  panel.send({ type: 'found', request, facts });
  await forgetRemoved(panel, keys);
}

/** A key that was removed meanwhile must not come back as what was made of it. */
async function forgetRemoved(panel: PanelRoute, used: readonly Key[]): Promise<void> {
  await withKeyStore(panel, async (store) => {
    const left = new Set((await store.list()).map(({ id }) => id));
    for (const { id } of used) if (!left.has(id)) forgetKey(secrets, id);
  });
}

async function changeKeys(panel: PanelRoute, request: KeyRequest): Promise<void> {
  const failure = await withKeyStore(panel, async (store) => {
    switch (request.type) {
      case 'add-key':
        panel.send(await storePastedKey(store, request));
        await announceKeys(store);
        return;
      case 'save-slip':
        panel.send(await saveSlip(store, request));
        await announceKeys(store);
        return;
      case 'remove-key':
        await store.remove(request.id);
        forgetKey(secrets, request.id);
        await announceKeys(store);
    }
  });
  // An answer all the same: the panel would send the key again with every new line.
  if (failure !== undefined && request.type !== 'remove-key')
    panel.send({ type: 'key-refused', request: request.request, ...failure });
}

/** A panel that waits is answered, also where keys can not be named. */
async function testPastedKey(panel: PanelRoute, message: TestRequest): Promise<void> {
  const failure = await withKeyStore(panel, async (store) => panel.send(await testKey(store, message)));
  if (failure !== undefined) panel.send({ type: 'key-tested', request: message.request, readings: [] });
}

/** Without a keyring no app secret is known: the panel is answered all the same. */
async function answerVerify(panel: PanelRoute, { request, checks }: VerifyRequest): Promise<void> {
  let keys: readonly Key[] = [];
  await withKeyStore(panel, async (store) => {
    keys = await store.list();
  });
  panel.send({ type: 'verified', request, facts: checks.map((check) => verifySignature(check, keys)) });
}

async function announceKeys(store: KeyStore): Promise<void> {
  const message = await keysMessage(store);
  for (const panel of panels) panel.send(message);
}

async function keysMessage(store: KeyStore): Promise<ToPanel> {
  return { type: 'keys', keys: (await store.list()).map(toSummary) };
}

/** The edge where storage may fail: the panel says so and everything that needs no key goes on. */
async function withKeyStore(
  panel: PanelRoute,
  act: (store: KeyStore) => Promise<void>,
): Promise<Problem | undefined> {
  try {
    await act(await openKeyStore());
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
});

/** What the devtools page asks. Its notices to the panel come by here as well. */
function answerDevtools(message: FromDevtools): Promise<unknown> | undefined {
  if (message.type !== 'candidates') return undefined;
  return openKeyStore()
    .then((store) => nameCandidates(store, message.texts))
    .then((ids): NamedCandidates => ({ ids }));
}

browser.runtime.onMessage.addListener((message: unknown, sender: Runtime.MessageSender) => {
  if (isOwnPage(sender)) return answerDevtools(message as FromDevtools);
  if (!isSocketNotice(message)) return undefined;
  const tab = sender.tab?.id === undefined ? undefined : tabs.get(sender.tab.id);
  return Promise.resolve(tab?.isWatched() ? WATCHED : null);
});
