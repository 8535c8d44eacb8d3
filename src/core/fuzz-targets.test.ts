import fc from 'fast-check';
import { describe, it } from 'vitest';
import { fuzzTargets } from './fuzz-targets';

const targets = await fuzzTargets();

describe('takes any input without throwing', () => {
  it.each(targets.map(({ name, property }) => [name, property] as const))('%s', (_, property) => {
    fc.assert(property, { numRuns: 2_000 });
  });
});
