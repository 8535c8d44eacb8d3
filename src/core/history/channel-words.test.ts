import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wordsOf } from './channel-words';

describe('the words of a channel name', () => {
  it.each([
    ['private-encrypted-cache-Orders', 'orders'],
    ['presence-cache-room', 'room'],
    ['cache-weather', 'weather'],
    ['private-', 'private-'],
    ['orders.42', 'orders.42'],
  ])('of %s are without the prefix of its kind: %s', (name, core) => {
    expect(wordsOf(name).core).toBe(core);
  });

  it.each<[string, string[]]>([
    ['orders', []],
    ['private-app.orders', ['app', 'orders']],
    ['App\\Events\\Orders', ['app', 'app\\events', 'events\\orders', 'orders']],
    ['chat:room-live', ['chat', 'chat:room', 'live', 'room-live']],
    ['orders.42', []],
    ['orders.0f3a99c2d1e4', []],
    ['x.orders', ['orders']],
  ])('of %s have the parts %j', (name, parts) => {
    expect([...wordsOf(name).parts].sort()).toEqual(parts);
  });

  it('are bounded, whatever the page calls its channels', () => {
    expect(wordsOf('a.'.repeat(1e6)).parts).toEqual([]);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (name) => {
        expect(wordsOf(name).parts.length).toBeLessThanOrEqual(8);
      }),
    );
  });
});
