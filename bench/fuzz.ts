import fc from 'fast-check';
import { fuzzTargets } from '../src/core/fuzz-targets';
import { secondsSince } from '../tools/run';

const INPUTS = 100_000;

/** Gives every decoder 100,000 inputs and answers the exit code: 1 when any of them threw or lost a frame. */
export async function runFuzz(): Promise<number> {
  const seed = Date.now() % 2 ** 31;
  let failed = 0;
  const targets = await fuzzTargets();
  for (const { name, property } of targets) {
    const start = performance.now();
    const details = await fc.check(property, { numRuns: INPUTS, seed });
    if (details.failed) failed++;
    const said = details.failed ? `failed\n${fc.defaultReportMessage(details)}` : 'ok';
    console.log(`${name}: ${details.numRuns.toLocaleString('en')} inputs, ${secondsSince(start)}, ${said}`);
  }
  console.log(`\nSeed ${seed}. ${targets.length - failed} ok, ${failed} failed`);
  return failed > 0 ? 1 : 0;
}
