import { expect } from 'playwright/test';
import type { Occurrence, Payload } from '../../src/core/frame';
import type { Batch, ToPanel } from '../../src/messages';
import { unpackBatch } from '../../src/panel/unpack-batch';
import type { Host } from '../host/driver';

/** A panel without a face: it watches the inspected page and keeps every message that the background sends to panels. */
export interface Tap {
  messages(): Promise<ToPanel[]>;
  /** Every occurrence so far, by document in the order of arrival. */
  occurrences(): Promise<Occurrence[]>;
  /** The connection whose URL ends like this, once it is there. */
  connection(urlEnd: string): Promise<TappedConnection>;
  close(): Promise<void>;
}

/** One connection of one document, as the tap sees it. */
export interface TappedConnection {
  occurrences(): Promise<Occurrence[]>;
  /** Texts of its frames in order; frames that are no text appear as their payload in JSON. */
  texts(direction: 'received' | 'sent'): Promise<string[]>;
}

/** The part of the extension API that is used inside the tap's page. */
interface Port {
  postMessage(message: unknown): void;
  onMessage: { addListener(listener: (message: ToPanel) => void): void };
}
declare const chrome: { runtime: { connect(options: { name: string }): Port; getURL(path: string): string } };
declare const tapped: ToPanel[];

/** Opens a tap on the host's page, connected. */
export async function openTap(host: Host): Promise<Tap> {
  const address = await host.evalBackground(() => chrome.runtime.getURL('icons/icon-16.png'));
  const page = await host.newPage();
  // An image: a page of the extension in which no script of its own runs.
  await page.goto(address);
  await page.eval(watch, host.page.tabId);
  const messages = () => page.eval(() => tapped);
  await expect.poll(async () => (await messages()).some(({ type }) => type === 'ready')).toBe(true);
  const batches = async () =>
    eachOnce((await messages()).flatMap((message) => (message.type === 'batch' ? message.batch : [])));
  return {
    messages,
    occurrences: async () => (await batches()).flatMap(({ late, occurrences }) => [...late, ...occurrences]),
    async connection(urlEnd) {
      const find = async () => findConnection(await batches(), urlEnd);
      await expect.poll(find, `a connection to …${urlEnd}`).toBeDefined();
      const found = await find();
      const occurrences = async () => (await batches()).flatMap((batch) => occurrencesOf(batch, found));
      return {
        occurrences,
        texts: async (direction) =>
          (await occurrences()).flatMap((one) =>
            one.kind === 'frame' && one.direction === direction ? toText(one.payload) : [],
          ),
      };
    },
    close: () => page.close(),
  };
}

/** Without what was sent again, as a panel takes it: a bridge repeats what a document holds when it connects anew. */
function eachOnce(batches: readonly Batch[]): Batch[] {
  const next = new Map<string, number>();
  return batches.map((batch) => {
    const from = next.get(batch.document) ?? 1;
    next.set(batch.document, Math.max(from, batch.last + 1));
    return { ...batch, occurrences: unpackBatch(batch).occurrences.filter(({ seq }) => seq >= from) };
  });
}

type Found = { document: string; id: number } | undefined;

function findConnection(batches: readonly Batch[], urlEnd: string): Found {
  for (const { document, connections } of batches) {
    const found = connections.find(({ url }) => url.endsWith(urlEnd));
    if (found) return { document, id: found.id };
  }
  return undefined;
}

function occurrencesOf(batch: Batch, of: Found): Occurrence[] {
  return batch.document === of?.document
    ? [...batch.late, ...batch.occurrences].filter(({ connection }) => connection === of.id)
    : [];
}

function toText(payload: Payload): string {
  return 'text' in payload ? payload.text : JSON.stringify(payload);
}

/** Runs in the tap's page. */
function watch(tab: number): void {
  const kept: ToPanel[] = [];
  Object.assign(globalThis, { tapped: kept });
  const port = chrome.runtime.connect({ name: 'panel' });
  port.onMessage.addListener((message) => {
    kept.push(message);
    if (message.type !== 'batch') return;
    const { document, last } = message.batch;
    port.postMessage({ type: 'acknowledge', document, through: last });
  });
  const windows = { maxBacklogBytes: 4_000_000, maxUnacknowledgedBytes: 8_000_000 };
  port.postMessage({ type: 'watch', tab, next: [], windows });
}
