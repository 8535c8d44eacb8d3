import type { Connection, Params } from './cdp';

/** A slice of work on one thread, in microseconds. */
export interface Slice {
  name: string;
  pid: number;
  tid: number;
  ts: number;
  dur: number;
  /** CPU time of the thread in it, where the browser tells. */
  tdur?: number;
  args: { data?: { url?: string }; fileName?: string };
}

const CATEGORIES = ['devtools.timeline', 'v8', 'disabled-by-default-v8.compile'];

/** Traces the whole browser while `act` runs and answers the slices that have a length. */
export async function trace(
  { browser }: Pick<Connection, 'browser'>,
  act: () => Promise<void>,
): Promise<Slice[]> {
  const slices: Slice[] = [];
  const off = browser.on('Tracing.dataCollected', ({ value }: Params) => {
    for (const event of value as (Slice & { ph: string })[]) if (event.ph === 'X') slices.push(event);
  });
  const complete = new Promise<void>((resolve) => browser.on('Tracing.tracingComplete', () => resolve()));
  await browser.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: CATEGORIES, recordMode: 'recordAsMuchAsPossible' },
  });
  await act();
  await browser.send('Tracing.end');
  await complete;
  off();
  return slices;
}
