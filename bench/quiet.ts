import { cpus } from 'node:os';

/** More than this share of the processors spent on other work, and times say little. A desktop at rest stays below. */
export const MAX_BUSY = 0.1;

const SAMPLE_MS = 1_000;
const LIMIT_MS = 60_000;

/** Processor time of the whole machine since it was started, over all its processors, in seconds. */
export interface ProcessorTime {
  busy: number;
  all: number;
}

/** Waits until the machine has little else to do, at most a minute. */
export async function untilQuiet(say: (text: string) => void): Promise<void> {
  const end = performance.now() + LIMIT_MS;
  let busy = await sampleBusy();
  if (busy > MAX_BUSY) say(`other work takes ${percent(busy)} of the processors: waiting up to a minute`);
  while (busy > MAX_BUSY && performance.now() < end) busy = await sampleBusy();
}

/** What the machine's processors have done so far. */
export function readProcessorTime(): ProcessorTime {
  let busy = 0;
  let all = 0;
  for (const { times } of cpus()) {
    const working = times.user + times.nice + times.sys + times.irq;
    busy += working / 1_000;
    all += (working + times.idle) / 1_000;
  }
  return { busy, all };
}

/** A share as text. */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

async function sampleBusy(): Promise<number> {
  const before = readProcessorTime();
  await new Promise((resolve) => setTimeout(resolve, SAMPLE_MS));
  const after = readProcessorTime();
  return (after.busy - before.busy) / (after.all - before.all);
}
