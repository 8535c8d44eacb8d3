import { now } from './natives';
import type { HookBatch, HookConnection, ItemKind } from './wire';

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
  // What the item itself takes; of a text the length is in UTF-16 units.
  const bytes = dataBytes + 64;
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
): ['batch', ...HookBatch] {
  const first = cursor?.seq ?? nextSeq;
  const framesBefore = cursor?.frames ?? frames;
  const others: unknown[] = [];
  let count = 0;
  let table = '';
  let texts = '';
  for (let weight = 0; cursor && weight < MAX_BATCH_WEIGHT; ) {
    const { data, bytes }: Item = cursor;
    const isText = typeof data === 'string';
    if (isText) texts += data;
    else others[others.length] = data;
    count++;
    table += `${cursor.kind},${cursor.connection},${cursor.at},${isText ? bytes : -bytes},`;
    weight += ITEM_WEIGHT + bytes;
    takenBytes += bytes;
    cursor = cursor.next;
  }
  freshWeight = 0;
  const framesThrough = cursor?.frames ?? frames;
  return [
    'batch',
    stream,
    first,
    framesBefore,
    framesThrough,
    unknownFrames,
    connections,
    table,
    texts,
    others,
    count,
  ];
}
