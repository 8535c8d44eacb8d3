import fc from 'fast-check';
import { expect, it } from 'vitest';
import { payloadBytes } from './frame';

it('a text counts its bytes as UTF-8, of any length', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.integer({ min: 1, max: 3_000 }),
      (part, times) => {
        const text = part.repeat(times);
        expect(payloadBytes({ text })).toBe(Buffer.byteLength(text));
      },
    ),
    { numRuns: 200 },
  );
});

it('bytes count themselves, and what was not kept what it had', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      expect(payloadBytes({ base64: Buffer.from(bytes).toString('base64') })).toBe(bytes.length);
    }),
  );
  expect(payloadBytes({ omitted: 'too-large', bytes: 7 })).toBe(7);
});
