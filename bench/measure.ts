import { secondsSince } from '../tools/run';
import { processorSecondsOfEnded } from './browser/ended';
import type { Bench, Figure, Row } from './figure';
import { MAX_BUSY, type ProcessorTime, percent, readProcessorTime, untilQuiet } from './quiet';

/** Rows of one figure, and which share of the processors other work took while they were measured. */
export interface Measured {
  rows: Row[];
  otherWork: number;
}

const MAX_ATTEMPTS = 3;
/** After this long without a word it says that it is still at work. */
const SILENCE_MS = 5_000;

let saidAt = 0;

/** Prints what is going on. */
export function say(text: string): void {
  saidAt = performance.now();
  console.log(`   ${text}`);
}

/** Measures a figure; again, twice at most, where it is short and other work took a good part of the processors. */
export async function measure(figure: Figure, bench: Bench): Promise<Measured> {
  for (let attempt = 1; ; attempt++) {
    await untilQuiet(say);
    const before = await readWork(bench);
    const rows = await attemptFigure(figure, bench);
    const otherWork = shareOfOthers(before, await readWork(bench));
    say(`other work took ${percent(otherWork)} of the processors meanwhile`);
    const isDisturbed = otherWork > MAX_BUSY && rows.some(({ ok }) => !ok);
    if (!isDisturbed || attempt === MAX_ATTEMPTS) return { rows, otherWork };
    say('measuring again');
  }
}

/** A figure that can not be measured is short; the others are measured all the same. */
async function attemptFigure(figure: Figure, bench: Bench): Promise<Row[]> {
  const start = performance.now();
  saidAt = start;
  const timer = setInterval(() => {
    if (performance.now() - saidAt > SILENCE_MS) say(`… ${secondsSince(start)}`);
  }, 1_000);
  try {
    const rows = await figure.measure(bench);
    say(`${rows.every(({ ok }) => ok) ? 'ok' : 'short'} (${secondsSince(start)})`);
    return rows;
  } catch (error) {
    return [notMeasured(figure, error)];
  } finally {
    clearInterval(timer);
  }
}

/** The row of a figure that could not be measured. */
export function notMeasured({ title }: Figure, error: unknown): Row {
  const measured = `not measured: ${error instanceof Error ? error.message.split('\n')[0] : error}`;
  say(measured);
  return { figure: title, measured, bar: '', ok: false };
}

interface Work extends ProcessorTime {
  /** Seconds of the benchmark itself: this process, its server, its browsers. */
  own: number;
}

async function readWork({ site }: Bench): Promise<Work> {
  const { user, system } = process.cpuUsage();
  const own = (user + system) / 1e6 + (await site.processorSeconds()) + processorSecondsOfEnded();
  return { ...readProcessorTime(), own };
}

function shareOfOthers(before: Work, after: Work): number {
  const others = after.busy - before.busy - (after.own - before.own);
  return Math.max(0, others / (after.all - before.all));
}
