/** The background: wires ports to the routes of their tab, and what panels and devtools pages ask to the keyring. Keeps no capture. */
import browser, { type Runtime } from 'webextension-polyfill';
import { BRIDGE_PORT, DEVTOOLS_PORT, type FromPanel, PANEL_PORT, type WatchNotice } from '../messages';
import { isSocketNotice, parseFromBridge } from '../parse-messages';
import { createAnswers } from './answers';
import { createBridgePorts, FULL } from './bridge-ports';
import { answerOnce } from './devtools-port';
import { post } from './post';
import { tellAccess, watchAccess } from './site-access';
import { createTab, type PanelRoute, type Tab } from './tab';

const tabs = new Map<number, Tab>();
/** Every panel with its tab, -1 until it has named it. */
const panels = new Map<PanelRoute, number>();
const answers = createAnswers(panels);
const bridgePorts = createBridgePorts();
const WATCHED: WatchNotice = { type: 'watched' };

function tabFor(id: number): Tab {
  const tab = tabs.get(id) ?? createTab();
  tabs.set(id, tab);
  return tab;
}

function leaveTab(id: number, tab: Tab): void {
  if (tab.isEmpty() && tabs.get(id) === tab) tabs.delete(id);
}

/** Takes a bridge's port. Its tab and source are the browser's word; what it says is parsed. */
function acceptBridge(port: Runtime.Port): void {
  const { tab: senderTab, frameId, documentId, url } = port.sender ?? {};
  const tabId = senderTab?.id;
  if (tabId === undefined || frameId === undefined) return;
  if (!bridgePorts.enter(tabId)) {
    port.disconnect();
    return;
  }
  if (bridgePorts.isFull(tabId)) tellFull(tabId);
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
      source: documentId ?? `frame ${frameId}`,
      startedAt,
      top: frameId === 0,
      url: url ?? '',
      asked: 0,
      answered: 0,
      send: (reply) => post(port, reply),
    };
    tab = tabFor(tabId);
    if (tab.addBridge(bridge)) return;
    port.disconnect();
    bridgePorts.leave(tabId);
  });
  port.onDisconnect.addListener(() => {
    bridgePorts.leave(tabId);
    if (bridge === undefined || tab === undefined) return;
    tab.removeBridge(bridge);
    leaveTab(tabId, tab);
  });
}

function tellFull(tabId: number): void {
  for (const [panel, tab] of panels) if (tab === tabId) panel.send(FULL);
}

function acceptPanel(port: Runtime.Port): void {
  const panel: PanelRoute = {
    next: new Map(),
    since: new Map(),
    windows: { maxBacklogBytes: 0, maxUnacknowledgedBytes: 0 },
    // An answer may be ready after its panel has gone.
    send: (message) => {
      if (panels.has(panel)) post(port, message);
    },
  };
  let tab: Tab | undefined;
  let tabId = -1;
  panels.set(panel, tabId);
  port.onMessage.addListener((value: unknown) => {
    const message = value as FromPanel;
    if (message.type === 'acknowledge') tab?.acknowledge(panel, message.document, message.through);
    else if (message.type !== 'watch') void answers.answer(panel, message);
    else if (tab === undefined) {
      tabId = message.tab;
      panels.set(panel, tabId);
      tab = tabFor(tabId);
      panel.next = new Map(message.next);
      panel.windows = message.windows;
      void answers.greet(panel);
      void tellAccess(panel);
      tab.addPanel(panel);
      if (bridgePorts.isFull(tabId)) panel.send(FULL);
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

browser.runtime.onConnect.addListener((port) => {
  if (port.name === BRIDGE_PORT) acceptBridge(port);
  // All others are for the extension's own pages only.
  else if (!isOwnPage(port.sender)) port.disconnect();
  else if (port.name === PANEL_PORT) acceptPanel(port);
  else if (port.name === DEVTOOLS_PORT) answerOnce(port, answers.answerDevtools);
});

watchAccess(panels);

browser.tabs.onRemoved.addListener((tab) => void answers.forgetTab(tab));

browser.runtime.onMessage.addListener((message: unknown, sender: Runtime.MessageSender) => {
  // Notices between devtools page and panel come by here as well.
  if (!isSocketNotice(message)) return undefined;
  const tab = sender.tab?.id === undefined ? undefined : tabs.get(sender.tab.id);
  return Promise.resolve(tab?.isWatched() ? WATCHED : null);
});
