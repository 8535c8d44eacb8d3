import { isCount, isText } from '../core/untrusted';
import type { ToHook } from '../page/wire';
import { parseRawBatch, type RawBatch, readBlob, readBuffer } from './read-batch';

/** The commands that the hook takes. */
export interface HookPort {
  send(command: ToHook): void;
}

/** What the hook tells. */
export interface HookListener {
  onSocket(id: number, url: string): void;
  onSample(id: number, start: string | Uint8Array): void;
  onBatch(batch: RawBatch): void;
  /** The page goes: the last batches follow, and nothing can be waited for. */
  onLeave(): void;
}

/** Listens on the hook's port. It is the same object in both worlds, and the hook's words are synchronous events on it. */
export function listenToHook(port: MessagePort, listener: HookListener): HookPort {
  port.onmessage = ({ data }: MessageEvent<unknown>) => takeWord(data, listener);
  return { send: (command) => port.postMessage(command) };
}

/** Takes one word of the hook; what is of no known form is left. */
export function takeWord(word: unknown, listener: HookListener): void {
  if (!Array.isArray(word)) return;
  // By its place, as in `parseRawBatch`: a batch comes 25 times a second.
  const type: unknown = word[0];
  if (type === 'batch') {
    const batch = parseRawBatch(word);
    if (batch !== undefined) listener.onBatch(batch);
    return;
  }
  const [, id, value] = word as unknown[];
  if (type === 'leave') listener.onLeave();
  else if (isCount(id) && type === 'socket' && isText(value)) listener.onSocket(id, value);
  else if (isCount(id) && type === 'sample') takeSample(id, value, listener);
}

/** The start of a first frame; a Blob has to be read before it says anything. */
function takeSample(id: number, start: unknown, listener: HookListener): void {
  if (isText(start)) listener.onSample(id, start);
  else {
    const reading = readBlob(start, Number.POSITIVE_INFINITY);
    if (reading === undefined) listener.onSample(id, readBuffer(start) ?? '');
    else void reading.then((bytes) => listener.onSample(id, bytes ?? new Uint8Array()));
  }
}
