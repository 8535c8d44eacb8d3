import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesPattern } from './channel-pattern';

describe('a pattern', () => {
  it.each([
    ['orders', 'orders', true],
    ['orders', 'orders-2', false],
    ['', '', true],
    ['*', '', true],
    ['*', 'anything', true],
    ['chat:*', 'chat:', true],
    ['chat:*', 'chat:1', true],
    ['chat:*', 'achat:1', false],
    ['*-orders', 'private-encrypted-orders', true],
    ['*-orders', 'private-encrypted-orders-2', false],
    ['a*b*c', 'abc', true],
    ['a*b*c', 'a-b-b-c', true],
    ['a*b*c', 'acb', false],
    ['a*a', 'a', false],
    ['a*a*a', 'aa', false],
    ['*ab*ab', 'ab', false],
    ['**', 'x', true],
    ['a.c', 'abc', false],
    ['[?delta=vcdiff]*', '[?delta=vcdiff]chat', true],
  ])('%j on %j: %s', (pattern, channel, fits) => {
    expect(matchesPattern(pattern, channel)).toBe(fits);
  });

  it('means what the regular expression means', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '*', '.', '\n'), maxLength: 12 });
    fc.assert(
      fc.property(text, text, (pattern, channel) => {
        const escaped = pattern.replaceAll('.', '\\.').replaceAll('*', '[^]*');
        expect(matchesPattern(pattern, channel)).toBe(new RegExp(`^${escaped}$`).test(channel));
      }),
      { numRuns: 2000 },
    );
  });

  it('with many stars is quick on a name that almost fits', () => {
    const started = performance.now();
    expect(matchesPattern(`${'a*'.repeat(50)}b`, 'a'.repeat(100_000))).toBe(false);
    expect(matchesPattern(`${'*a'.repeat(50)}*b*`, 'a'.repeat(100_000))).toBe(false);
    expect(performance.now() - started).toBeLessThan(200);
  });
});
