import { now } from './natives';
import type { FromHook, HookConnection, ItemKind } from './wire';

/** One thing that happened. Items form a linked list: it needs no method that the page could have patched. */
interface Item {
  kind: ItemKind;
  connection: number;
  at: number;
  data: unknown;
  bytes: number;
  seq: number;
  /** How many frames were recorded before it. */
  frames: number;
  next: Item | undefined;
}

const ITEM_OVERHEAD_BYTES = 64;
/** A batch is full at 256 small items, or 1 MB, or a mixture: an item weighs as much as 4 kB. */
const ITEM_WEIGHT = 4_096;
const MAX_BATCH_WEIGHT = 256 * ITEM_WEIGHT;

let head: Item | undefined;
let tail: Item | undefined;
let nextSeq = 1;
let frames = 0;
let heldBytes = 0;
let maxBytes = 4_000_000;
/** Weight of what was kept since the last batch was taken. */
let freshWeight = 0;

/** The first item that was not taken; undefined when all were, and while nothing is streamed. */
export let cursor: Item | undefined;
/** Bytes of everything that was ever taken. */
export let takenBytes = 0;

/**
 * Keeps one thing that happened; the oldest go when the backlog is full. `dataBytes` is the length of the data.
 * While things are streamed it waits to be taken; true when what waits fills a batch.
 */
export function keep(
  kind: ItemKind,
  connection: number,
  data: unknown,
  dataBytes: number,
  isStreamed: unknown,
): boolean {
  const bytes = dataBytes + ITEM_OVERHEAD_BYTES;
  const item: Item = {
    kind,
    connection,
    at: now(),
    data,
    bytes,
    seq: nextSeq++,
    frames,
    next: undefined,
  };
  if (kind < 2) frames++;
  if (tail) tail.next = item;
  else head = item;
  tail = item;
  heldBytes += bytes;
  while (heldBytes > maxBytes && head) {
    heldBytes -= head.bytes;
    if (cursor === head) cursor = head.next;
    head = head.next;
  }
  if (!head) tail = head;
  if (isStreamed) cursor ??= tail;
  freshWeight += ITEM_WEIGHT + bytes;
  return freshWeight >= MAX_BATCH_WEIGHT;
}

/**
 * What is taken next begins with this item, or with the oldest that is still here; with none from `Infinity` on.
 * `backlogBytes` is how much is kept from now on; the backlog shrinks with the next thing that comes.
 */
export function moveCursor(from: number, backlogBytes = maxBytes): void {
  maxBytes = backlogBytes;
  cursor = head;
  while (cursor && cursor.seq < from) cursor = cursor.next;
}

/** Takes the next items, as many as fill a batch. */
export function takeBatch(
  stream: number,
  unknownFrames: number,
  connections: HookConnection[] | undefined,
): FromHook {
  const first = cursor?.seq ?? nextSeq;
  const framesBefore = cursor?.frames ?? frames;
  const items: unknown[] = [];
  let length = 0;
  for (let weight = 0; cursor && weight < MAX_BATCH_WEIGHT; ) {
    const item: Item = cursor;
    items[length++] = item.kind;
    items[length++] = item.connection;
    items[length++] = item.at;
    items[length++] = item.data;
    items[length++] = item.bytes - ITEM_OVERHEAD_BYTES;
    weight += ITEM_WEIGHT + item.bytes;
    takenBytes += item.bytes;
    cursor = item.next;
  }
  freshWeight = 0;
  return ['batch', stream, first, framesBefore, cursor?.frames ?? frames, unknownFrames, connections, items];
}
