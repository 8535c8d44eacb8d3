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
 * Takes the port that the hook hands over in two synchronous events of type `load` on the document (see
 * `meetBridge` in `src/page/stream.ts`). No script of the page has run when they come, and they are stopped here.
 */
export function meetHook(listener: HookListener, onMet: (hook: HookPort) => void): void {
  let port: MessagePort | undefined;
  const takeOver = (event: Event) => {
    if (event.target !== document) return;
    if (port === undefined && event instanceof MessageEvent) port = event.ports[0];
    else if (
      port !== undefined &&
      event instanceof MouseEvent &&
      event.relatedTarget instanceof HTMLElement
    ) {
      document.removeEventListener('load', takeOver, true);
      listenToHook(port, event.relatedTarget, listener);
      const hookPort = port;
      onMet({ send: (command) => hookPort.postMessage(command) });
    } else return;
    event.stopImmediatePropagation();
  };
  document.addEventListener('load', takeOver, true);
}

function listenToHook(port: MessagePort, farewell: HTMLElement, listener: HookListener): void {
  port.onmessage = ({ data }: MessageEvent<unknown>) => handleMessage(data, listener);
  farewell.addEventListener('load', (event) => {
    const detail = (event as CustomEvent<unknown>).detail;
    if (!isText(detail)) {
      farewell.title = String(listener.onFarewell());
      return;
    }
    const batch = parseRawBatch(JSON.parse(detail));
    if (batch !== undefined) listener.onLastBatch(batch);
  });
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
