import type { Socket } from 'node:net';
import { createSealer } from './frames';
import type { Streamed } from './orders';

const TICK_MS = 2;
/** Sealed and written at once, so that other connections and timers get their turn. */
const MAX_PER_WRITE = 128;

/** A connection of the page that the events are for, with the `socket_id` it was given. */
export interface NumberedConnection {
  id: string;
  stream: Socket;
}

let isHeld = false;

/** Holds the stream up, or lets it go on; the time it is held does not count. */
export function holdStream(held: boolean): void {
  isHeld = held;
}

/**
 * Sends events 1, 2, 3 … at an even pace for `seconds`, each once, to the connection that `newest` answers. While a page
 * is on its way nothing is sent, and what was due then follows: the pace holds over the whole time.
 */
export async function streamNumbers(
  newest: () => NumberedConnection | undefined,
  { perSecond, seconds }: { perSecond: number; seconds: number },
): Promise<Streamed> {
  const seal = createSealer(500);
  const firsts: Streamed['firsts'] = [];
  const total = perSecond * seconds;
  let sent = 0;
  let activeMs = 0;
  let lastTick = performance.now();
  while (sent < total) {
    const now = performance.now();
    if (!isHeld) activeMs += now - lastTick;
    lastTick = now;
    const due = isHeld ? sent : Math.min(total, Math.floor((activeMs / 1_000) * perSecond));
    const connection = newest();
    const isReady = connection?.stream.writable && !connection.stream.writableNeedDrain;
    const count = isReady ? Math.min(due - sent, MAX_PER_WRITE) : 0;
    if (connection !== undefined && count > 0) {
      if (firsts.at(-1)?.socket !== connection.id) firsts.push({ socket: connection.id, first: sent + 1 });
      connection.stream.write(Buffer.concat(Array.from({ length: count }, (_, i) => seal(sent + 1 + i))));
      sent += count;
    }
    if (sent >= due || count === 0) await new Promise((resolve) => setTimeout(resolve, TICK_MS));
    else await new Promise((resolve) => setImmediate(resolve));
  }
  return { sent, firsts, activeMs };
}
