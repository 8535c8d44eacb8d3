import type { ToPanel } from '../../src/messages';
import type { Doc } from '../host/driver';

/** A document as the background introduces it to panels. */
export type Introduced = Extract<ToPanel, { type: 'document' }>;

interface Port {
  postMessage(message: unknown): void;
  disconnect(): void;
  onMessage: { addListener(listener: (message: ToPanel) => void): void };
  onDisconnect: { addListener(listener: () => void): void };
}

declare const chrome: { runtime: { connect(options: { name: string }): Port } };

/** The documents with sockets of a tab, as the background tells them to a panel that comes: asked from a page of the extension. */
export function documentsOf(panel: Doc, tab: number): Promise<Introduced[]> {
  return panel.eval((id) => {
    const port = chrome.runtime.connect({ name: 'panel' });
    const found: Introduced[] = [];
    return new Promise<Introduced[]>((resolve) => {
      port.onMessage.addListener((message) => {
        if (message.type === 'document') found.push(message);
        // Told after the documents.
        if (message.type !== 'keys') return;
        port.disconnect();
        resolve(found);
      });
      port.postMessage({
        type: 'watch',
        tab: id,
        next: [],
        windows: { maxBacklogBytes: 4_000_000, maxUnacknowledgedBytes: 8_000_000 },
      });
    });
  }, tab);
}

/** Runs in the world of a bridge: says over a port of its own that it is the bridge of this document, and that it has seen an event. */
export function claim(document: string, url: string, event: string): Promise<void> {
  const port = chrome.runtime.connect({ name: 'bridge' });
  const at = Date.now();
  const text = JSON.stringify({ event, channel: 'a', data: '{}' });
  const occurrences = [
    { kind: 'frame', seq: 1_000_000, connection: 1, at, direction: 'received', payload: { text } },
  ];
  const counts = {
    first: 1_000_000,
    last: 1_000_000,
    bytes: 100,
    framesBefore: 0,
    framesThrough: 1,
    unknownFrames: 0,
  };
  const connections = [{ id: 1, url, at, protocol: 'pusher' }];
  const done = new Promise<void>((resolve) => {
    port.onDisconnect.addListener(resolve);
    port.onMessage.addListener(() => resolve());
  });
  port.postMessage({ type: 'hello', document, startedAt: performance.timeOrigin });
  port.postMessage({ type: 'watching' });
  port.postMessage({ type: 'batch', batch: { document, ...counts, connections, late: [], occurrences } });
  return done;
}

/** Runs in the world of a bridge: opens so many ports, each for a document of its own; answers how many stay open, and are closed. */
export async function openPorts(count: number): Promise<[open: number, closed: number]> {
  let [open, closed] = [0, 0];
  await Promise.all(
    Array.from({ length: count }, (_, at) => {
      const port = chrome.runtime.connect({ name: 'bridge' });
      return new Promise<void>((resolve) => {
        port.onDisconnect.addListener(() => {
          closed++;
          resolve();
        });
        port.onMessage.addListener(() => {
          open++;
          resolve();
        });
        // As old as the page: a younger one would be a page that has taken its place.
        const startedAt = performance.timeOrigin;
        port.postMessage({ type: 'hello', document: String(at).padStart(36, '0'), startedAt });
      });
    }),
  );
  return [open, closed];
}
