import { isCount, isText } from '../core/untrusted';
import type { ToHook } from '../page/wire';
import { parseRawBatch, type RawBatch, readBuffer } from './read-batch';

/** What the hook tells, and the commands it takes. */
export interface HookPort {
  send(command: ToHook): void;
}

export interface HookListener {
  onSocket(id: number, url: string): void;
  onSample(id: number, start: string | Uint8Array): void;
  onBatch(batch: RawBatch): void;
  /** The page goes: answers the occurrence that is waited for; what is left follows in `onLastBatch`. */
  onFarewell(): number;
  onLastBatch(batch: RawBatch): void;
}

/**
 * Listens on the hook's port, beginning with the `words` that have come already. The port is the same object in both
 * worlds: messages over it take their time, events on it are synchronous.
 */
export function listenToHook(port: MessagePort, words: readonly unknown[], listener: HookListener): HookPort {
  port.onmessage = ({ data }: MessageEvent<unknown>) => handleMessage(data, listener);
  port.addEventListener('leave', () => {
    port.dispatchEvent(new MessageEvent('next', { data: listener.onFarewell() }));
  });
  port.addEventListener('last', (event) => {
    const { data } = event as MessageEvent<unknown>;
    const batch = isText(data) ? parseRawBatch(JSON.parse(data)) : undefined;
    if (batch !== undefined) listener.onLastBatch(batch);
  });
  // After this returns: what the listener does with a word may need the port that is answered here.
  queueMicrotask(() => {
    for (const word of words) handleMessage(word, listener);
  });
  return { send: (command) => port.postMessage(command) };
}

function handleMessage(data: unknown, listener: HookListener): void {
  if (!Array.isArray(data)) return;
  const [type, id, value] = data as unknown[];
  if (type === 'batch') {
    const batch = parseRawBatch(data);
    if (batch !== undefined) listener.onBatch(batch);
  } else if (isCount(id) && type === 'socket' && isText(value)) listener.onSocket(id, value);
  else if (isCount(id) && type === 'sample') handleSample(id, value, listener);
}

/** The start of a first frame; a Blob has to be read before it says anything. */
function handleSample(id: number, start: unknown, listener: HookListener): void {
  if (start instanceof Blob) {
    const read = (buffer: unknown) => listener.onSample(id, readBuffer(buffer) ?? new Uint8Array());
    start.arrayBuffer().then(read, () => read(undefined));
  } else listener.onSample(id, readBuffer(start) ?? (isText(start) ? start : ''));
}
