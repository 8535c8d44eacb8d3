import { cpus } from 'node:os';

const SAMPLE_MS = 1_000;
const LIMIT_MS = 60_000;
/** A desktop at rest stays below this. */
const MAX_BUSY = 0.1;

/**
 * Waits until the machine has little else to do, at most a minute, and answers which share of its processors other
 * work took in the last second: times say little about a busy machine.
 */
export async function untilQuiet(say: (text: string) => void): Promise<number> {
  const end = performance.now() + LIMIT_MS;
  let busy = await sampleBusy();
  if (busy > MAX_BUSY) say(`the machine is busy with other work (${percent(busy)}): waiting up to a minute`);
  while (busy > MAX_BUSY && performance.now() < end) busy = await sampleBusy();
  return busy;
}

/** A share as text. */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

async function sampleBusy(): Promise<number> {
  const before = readTimes();
  await new Promise((resolve) => setTimeout(resolve, SAMPLE_MS));
  const after = readTimes();
  return 1 - (after.idle - before.idle) / (after.all - before.all);
}

function readTimes(): { idle: number; all: number } {
  let idle = 0;
  let all = 0;
  for (const { times } of cpus()) {
    idle += times.idle;
    all += times.user + times.nice + times.sys + times.idle + times.irq;
  }
  return { idle, all };
}
