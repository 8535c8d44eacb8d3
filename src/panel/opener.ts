import type { Entry } from '../core/entry';
import type { Fact, Sealed } from '../core/sealed';
import type { FromPanel } from '../messages';
import type { Progress } from './store';

/** An entry whose payload waits to be opened. */
interface Waiting {
  entry: Entry;
  sealed: Sealed | undefined;
}

/** Sends encrypted payloads to the background in chunks, live ones first, and applies the facts that come back. */
export interface Opener {
  /** A payload that has just arrived. */
  openLive(entry: Entry, sealed: Sealed): void;
  /** Payloads that a new key may open; replaces what is still waiting of the last call. */
  openPast(entries: readonly Entry[]): void;
  /** Payloads that may open now, behind what waits already. */
  openAlso(entries: readonly Entry[]): void;
  handleFacts(request: number, facts: readonly Fact[]): void;
  /** The background was stopped: asks again what it has not answered. */
  repeat(): void;
  progress(): Progress | undefined;
  stopPast(): void;
}

const CHUNK_LENGTH = 256;
const CHUNK_BYTES = 4_000_000;
/** A payload that waits longer than this many others is not kept: it is read again from its entry. */
const MAX_KEPT_PAYLOADS = 4_096;
/** Two requests keep the background busy while the answer to the last one travels. */
const MAX_REQUESTS = 3;

/** `seal` reads the encrypted payload of an entry again; `apply` takes what the background says of it. */
export function createOpener(
  send: (message: FromPanel) => void,
  seal: (entry: Entry) => Sealed | undefined,
  apply: (entry: Entry, fact: Fact, sealed: Sealed) => void,
): Opener {
  const requests = new Map<number, { entries: Entry[]; payloads: Sealed[]; past: number }>();
  const live: Waiting[] = [];
  let past: readonly Entry[] = [];
  let pastSent = 0;
  let pastDone = 0;
  let nextRequest = 1;

  const forgetPast = () => {
    past = [];
    pastSent = 0;
    pastDone = 0;
  };

  const takeChunk = () => {
    const entries: Entry[] = [];
    const payloads: Sealed[] = [];
    let bytes = 0;
    const hasRoom = () => payloads.length < CHUNK_LENGTH && bytes < CHUNK_BYTES;
    const add = (entry: Entry, sealed: Sealed | undefined) => {
      if (sealed === undefined) return;
      entries.push(entry);
      payloads.push(sealed);
      bytes += sealed.ciphertext.length;
    };
    let taken = 0;
    for (; taken < live.length && hasRoom(); taken++) {
      const { entry, sealed } = live[taken] as Waiting;
      add(entry, sealed ?? seal(entry));
    }
    live.splice(0, taken);
    const start = pastSent;
    while (hasRoom() && pastSent < past.length) {
      const entry = past[pastSent++] as Entry;
      add(entry, seal(entry));
    }
    return { entries, payloads, past: pastSent - start };
  };

  const fill = () => {
    while (requests.size < MAX_REQUESTS && (live.length > 0 || pastSent < past.length)) {
      const chunk = takeChunk();
      if (chunk.payloads.length === 0) {
        pastDone += chunk.past;
        continue;
      }
      const request = nextRequest++;
      requests.set(request, chunk);
      send({ type: 'open', request, payloads: chunk.payloads });
    }
    // What was once asked for must not be held by it when it is cleared.
    if (pastDone >= past.length) forgetPast();
  };

  return {
    openLive(entry, sealed) {
      live.push({ entry, sealed: live.length < MAX_KEPT_PAYLOADS ? sealed : undefined });
      // The rest of the batch comes in the same turn: one request for all of it.
      if (live.length === 1) queueMicrotask(fill);
    },
    openPast(entries) {
      past = entries;
      pastSent = 0;
      pastDone = 0;
      for (const chunk of requests.values()) chunk.past = 0;
      fill();
    },
    openAlso(entries) {
      past = past.concat(entries);
      fill();
    },
    handleFacts(request, facts) {
      const chunk = requests.get(request);
      if (chunk === undefined) return;
      requests.delete(request);
      facts.forEach((fact, index) => {
        const entry = chunk.entries[index];
        const sealed = chunk.payloads[index];
        if (entry !== undefined && sealed !== undefined) apply(entry, fact, sealed);
      });
      pastDone += chunk.past;
      fill();
    },
    repeat() {
      for (const [request, { payloads }] of requests) send({ type: 'open', request, payloads });
      fill();
    },
    progress: () =>
      pastDone < past.length ? { label: 'Opening', done: pastDone, total: past.length } : undefined,
    stopPast() {
      forgetPast();
      for (const chunk of requests.values()) chunk.past = 0;
    },
  };
}
