import type { Entry } from './entry';

/** What an entry weighs beside its texts, measured in Chrome: its objects, the heads of its texts, its slots in lists. */
const ENTRY_OVERHEAD_BYTES = 240;

/** The bounded log of entries, oldest first. Ids go up; they are never used twice. */
export interface Capture {
  readonly length: number;
  /** Sum of `entryBytes` over what is held. */
  readonly bytes: number;
  /** Entries that were pushed out because the capture was full, since it was made. */
  readonly evicted: number;
  at(index: number): Entry | undefined;
  /** Entry of this id; undefined when it is not held. */
  find(id: number): Entry | undefined;
  append(entry: Entry): void;
  /** Holds at most so many bytes from now on; the oldest entries go where that is less than is held. */
  resize(maxBytes: number): void;
  /** Tells that the texts of an entry have changed their length by this much. */
  grow(bytes: number): void;
  /** Takes out every entry that `doomed` names and answers them, oldest first. */
  remove(doomed: (entry: Entry) => boolean): Entry[];
  /** Puts back entries that are older than all that are held. */
  restore(entries: readonly Entry[]): void;
}

/** Makes an empty capture that holds at most `maxBytes`; the oldest entries go first. */
export function createCapture(maxBytes: number, onEvict: (entry: Entry) => void): Capture {
  let room = requireRoom(maxBytes);
  let entries: Entry[] = [];
  // Entries before `head` are gone; the array is cut when they are an eighth of it: eviction stays cheap, and little is held.
  let head = 0;
  let bytes = 0;
  let evicted = 0;

  const evict = () => {
    while (bytes > room && entries.length - head > 1) {
      const oldest = entries[head] as Entry;
      head++;
      bytes -= entryBytes(oldest);
      evicted++;
      onEvict(oldest);
    }
    if (head > 1024 && head * 8 > entries.length) {
      entries = entries.slice(head);
      head = 0;
    }
  };

  return {
    get length() {
      return entries.length - head;
    },
    get bytes() {
      return bytes;
    },
    get evicted() {
      return evicted;
    },
    at: (index) => entries[head + index],
    find(id) {
      const index = indexOfId(entries.length, (i) => (entries[i] as Entry).id, id);
      return index >= head ? entries[index] : undefined;
    },
    append(entry) {
      entries.push(entry);
      bytes += entryBytes(entry);
      evict();
    },
    resize(next) {
      room = requireRoom(next);
      evict();
    },
    grow(by) {
      bytes += by;
      evict();
    },
    remove(doomed) {
      const removed: Entry[] = [];
      const kept: Entry[] = [];
      for (let i = head; i < entries.length; i++) {
        const entry = entries[i] as Entry;
        (doomed(entry) ? removed : kept).push(entry);
      }
      entries = kept;
      head = 0;
      bytes = kept.reduce((sum, entry) => sum + entryBytes(entry), 0);
      return removed;
    },
    restore(older) {
      entries = older.concat(entries.slice(head));
      head = 0;
      bytes += older.reduce((sum, entry) => sum + entryBytes(entry), 0);
      evict();
    },
  };
}

function requireRoom(maxBytes: number): number {
  if (!(maxBytes > 0)) throw new RangeError(`maxBytes: expected a positive number, got ${maxBytes}`);
  return maxBytes;
}

/** What an entry takes of the capture's room: its texts, one byte per UTF-16 unit, and its own objects. */
export function entryBytes(entry: Entry): number {
  const { payload } = entry;
  const frame = 'text' in payload ? payload.text.length : 'base64' in payload ? payload.base64.length : 0;
  return ENTRY_OVERHEAD_BYTES + (entry.index === 0 ? frame : 0) + entry.text.length + restoredBytes(entry);
}

/** What a delta stood for, where the entry's own text is not the same. */
function restoredBytes({ restored }: Entry): number {
  if (restored?.kind === 'sealed') return restored.sealed.ciphertext.length;
  return restored?.kind === 'malformed' ? restored.text.length : 0;
}

/** Index of an id in a list ordered by id, by halving; -1 when it is not there. */
export function indexOfId(length: number, idAt: (index: number) => number, id: number): number {
  let low = 0;
  let high = length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = idAt(middle);
    if (found === id) return middle;
    if (found < id) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
