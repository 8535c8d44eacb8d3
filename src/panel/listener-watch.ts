import { parsePageClients } from '../core/listeners/page-client';
import type { Inspection } from './inspection';
import { READ_CLIENTS } from './page-listeners';

type Watched = Pick<Inspection, 'capture' | 'listening' | 'restamp'>;

/** So many entries are looked at in one turn of the panel. */
const SLICE = 2_000;
/** A page that is left may never answer, and the next one is asked all the same. */
const PATIENCE_MS = 5_000;

/**
 * Asks the page what it listens to, at most every two seconds and only while the panel is in sight (no animation frame comes
 * otherwise), as long as there are names of events to ask about; then goes over the entries that are held, in slices.
 */
export function watchListeners(
  { capture, listening, restamp }: Watched,
  evaluate: (expression: string) => Promise<unknown>,
): void {
  let isScheduled = false;
  let lastId: number | undefined;

  const schedule = () => {
    const due = listening.due();
    if (isScheduled || due === undefined) return;
    isScheduled = true;
    setTimeout(() => requestAnimationFrame(() => void ask()), due);
  };

  const ask = async () => {
    // The page may be on its way to another one: then nothing is known.
    const answer = await Promise.race([evaluate(READ_CLIENTS).catch(() => undefined), over(PATIENCE_MS)]);
    isScheduled = false;
    if (listening.takeReading(parsePageClients(answer))) restampAll();
    schedule();
  };

  const restampAll = () => {
    const isRunning = lastId !== undefined;
    lastId = -1;
    if (!isRunning) restampSlice();
  };

  const restampSlice = () => {
    // Older entries go while this runs, so it goes on by id.
    const start = indexAfter(lastId ?? -1);
    const end = Math.min(start + SLICE, capture.length);
    for (let index = start; index < end; index++) {
      const entry = capture.at(index);
      if (entry !== undefined && listening.isStale(entry)) restamp(entry);
    }
    lastId = end < capture.length ? capture.at(end - 1)?.id : undefined;
    if (lastId !== undefined) setTimeout(restampSlice);
  };

  const indexAfter = (id: number) => {
    let low = 0;
    let high = capture.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((capture.at(middle)?.id ?? 0) <= id) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  listening.start(schedule);
}

function over(ms: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), ms));
}
