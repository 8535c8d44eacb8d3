/**
 * What hook and bridge say to each other on their private port, as tuples: the page pays for every object.
 * Types only. The bridge trusts none of it: it comes from the page's process and world.
 */

/**
 * Hook to bridge, in events on the bridge's port. `start` and `greeting`: a first text cut at 2,048 units, or a binary frame,
 * empty text when longer. leave: the page goes, the batches that follow are the last.
 */
export type FromHook =
  | ['socket', id: number, url: string]
  | ['sample', id: number, start: unknown]
  | ['batch', ...HookBatch]
  | ['leave'];

/**
 * stream: number of the stream it belongs to. first: sequence number of the first item. framesBefore, framesThrough:
 * frames recorded before it, and up to the last item. unknownFrames: frames of sockets that the bridge called unknown.
 * connections: only in the first batch of a stream. The items are spread over three members, because Firefox lets the bridge
 * look at each element of what comes from the page through a wrapper only, and at a text as it is. table: four integers an
 * item, each with a comma behind it (see `ItemColumns`). texts: the data of all items that are texts, one behind the other.
 * others: the data of all others, in their order. count: of the items.
 */
export type HookBatch = [
  stream: number,
  first: number,
  framesBefore: number,
  framesThrough: number,
  unknownFrames: number,
  connections: HookConnection[] | undefined,
  table: string,
  texts: string,
  others: unknown[],
  count: number,
];

/**
 * One item in the table of a batch. weight: 64 and the bytes of its data (of a text its UTF-16 units); below zero for data
 * that is no text. Its data by kind: frame data (of a frame too large to keep its length), URL, subprotocol, `HookClose`, or
 * the error's message cut at 2,048 units. An error is of no connection: 0.
 */
export type ItemColumns = [kind: ItemKind, connection: number, at: number, weight: number];

/** 0 received, 1 sent, 2 connecting, 3 open, 4 close, 5 error of the page. */
export type ItemKind = 0 | 1 | 2 | 3 | 4 | 5;

export type HookClose = [at: number, code: number, reason: string, wasClean: boolean];

export type HookConnection = [
  id: number,
  url: string,
  at: number,
  subprotocol?: string | undefined,
  greeting?: unknown,
  close?: HookClose,
];

/** Bridge to hook, as messages over the port. */
export type ToHook =
  | ['stream', stream: number, from: number, maxBacklogBytes: number, creditBytes: number]
  | ['credit', bytes: number]
  | ['stop']
  | ['decide', id: number, known: boolean];
