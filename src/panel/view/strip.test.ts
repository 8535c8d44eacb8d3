import { describe, expect, it } from 'vitest';
import type { AuthExchange } from '../../core/auth/exchange';
import { orderKeys } from '../../core/history/key-order';
import { createOpeningHistory, noteOpened, noteSealed } from '../../core/history/opening-history';
import { formatTime } from './formats';
import { toStrip } from './strip';
import { stripWords } from './strip-words';

const START = 1_700_000_000_000;
const nameKey = (id: string) => `“${id}”`;

/** A letter is an event that this key opened, an upper-case one a cached one, `.` one that none did; one a second. */
function stripOf(story: string, exchanges: readonly AuthExchange[] = []) {
  const history = createOpeningHistory();
  Array.from(story).forEach((letter, index) => {
    const key = letter.toLowerCase();
    const event = { id: index + 1, at: START + index * 1000, cached: letter !== key };
    noteSealed(history, event);
    if (key !== '.') noteOpened(history, event, { key, derivation: 'A', detour: undefined });
  });
  history.order = orderKeys(history);
  return toStrip(history, exchanges, nameKey);
}

const at = (second: number) => formatTime(START + second * 1000);
const exchange = (second: number) => ({ at: START + second * 1000 }) as AuthExchange;

describe('the chart of a channel', () => {
  it('has a lane for each key and one for none, in the order of their first events', () => {
    const { lanes } = stripOf('.aabb.');
    expect(lanes.map(({ label, events }) => `${label} ${events}`)).toEqual([
      '“a” 2',
      '“b” 2',
      'not opened 2',
    ]);
  });

  it('has the switch where the first event of the new key is', () => {
    const { switches } = stripOf('aaaab');
    expect(switches).toEqual([{ at: START + 4000, place: 100, label: '“b”' }]);
    expect(stripOf('aaaa').switches).toEqual([]);
  });

  it('marks what came under the old key after the switch, and what a cache replayed', () => {
    const [old, next] = stripOf('aabbAbab').lanes;
    expect(old?.blocks.map(({ kind }) => kind)).toEqual(['live', 'live', 'straggler', 'cached']);
    expect(next?.blocks.every(({ kind }) => kind === 'live')).toBe(true);
  });

  it('stays within its width, auth requests of another time at its edges', () => {
    const { lanes, ticks } = stripOf('ab'.repeat(200), [exchange(-60), exchange(200), exchange(9000)]);
    const blocks = lanes.flatMap((lane) => lane.blocks);
    for (const { start, width } of blocks) {
      expect(start).toBeGreaterThanOrEqual(0);
      expect(start + width).toBeLessThanOrEqual(100.001);
    }
    expect(blocks.length).toBeLessThanOrEqual(240);
    expect(ticks.map(({ place }) => Math.round(place))).toEqual([0, 50, 100]);
  });

  it('draws one event alone', () => {
    const { lanes } = stripOf('a');
    expect(lanes[0]?.blocks).toEqual([{ start: 0, width: 0, kind: 'live' }]);
  });

  it('has six lanes of keys at most', () => {
    expect(stripOf('abcdefghij').lanes.map(({ label }) => label)).toEqual([
      '“a”',
      '“b”',
      '“c”',
      '“d”',
      '“e”',
      '5 other keys',
    ]);
  });
});

describe('the chart in words', () => {
  it('says what opened how many events when, the switch, the stragglers and the auth requests', () => {
    const words = stripWords({ ...stripOf('Aaabb.a', [exchange(0), exchange(3)]), stragglers: 1 });
    expect(words).toEqual([
      `${at(0)} to ${at(6)}: “a” opened 4 events, 1 of them replayed by the cache, sealed before the switch`,
      `${at(3)} to ${at(4)}: “b” opened 2 events`,
      expect.stringMatching(/: 1 event not opened$/),
      `switch at ${at(3)}: from here on “b”`,
      '1 straggler under an older key',
      `2 auth requests: ${at(0)}, ${at(3)}`,
    ]);
  });

  it('says little where nothing changed', () => {
    expect(stripWords(stripOf('aaa'))).toEqual([`${at(0)} to ${at(2)}: “a” opened 3 events`]);
    expect(stripWords(stripOf('A'))).toEqual([`${at(0)}: “a” opened 1 event, replayed by the cache`]);
  });

  it('lists a few auth requests and counts them all', () => {
    const words = stripWords(
      stripOf(
        'a',
        Array.from({ length: 9 }, (_, second) => exchange(second)),
      ),
    );
    expect(words.at(-1)).toBe(`9 auth requests: ${[0, 1, 2, 3, 4].map(at).join(', ')} …`);
  });
});
