import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Opening } from '../entry';
import { orderKeys } from './key-order';
import {
  createOpeningHistory,
  NOT_OPENED,
  noteOpened,
  noteSealed,
  type OpeningHistory,
} from './opening-history';
import { MAX_BUCKETS } from './time-buckets';

interface Event {
  id: number;
  at: number;
  cached: boolean;
  key: string | undefined;
}

const opening = (key: string, change: Partial<Opening> = {}): Opening => ({
  key,
  derivation: 'A',
  detour: undefined,
  ...change,
});

/** Events come in their order; the answers to them come in the order of `answers`. */
function historyOf(events: readonly Event[], answers: readonly Event[] = events): OpeningHistory {
  const history = createOpeningHistory();
  for (const event of events) noteSealed(history, event);
  for (const event of answers) if (event.key !== undefined) noteOpened(history, event, opening(event.key));
  return history;
}

const event = (id: number, key: string | undefined, change: Partial<Event> = {}): Event => ({
  id,
  at: 1000 * id,
  cached: false,
  key,
  ...change,
});

describe('the history of a channel', () => {
  it('counts what each key opened and what none did, with the times', () => {
    const history = historyOf([
      event(1, 'a'),
      event(2, 'a', { cached: true }),
      event(3, undefined),
      event(4, 'b'),
    ]);
    expect(history).toMatchObject({ from: 1000, through: 4000, notOpened: 1 });
    expect(history.keys.get('a')).toMatchObject({
      live: 1,
      cached: 1,
      from: 1000,
      through: 2000,
      firstId: 1,
    });
    expect(history.keys.get('b')).toMatchObject({ live: 1, cached: 0, firstId: 4, firstAt: 4000 });
  });

  it('counts a detour and another derivation as their key, and takes no time from a slip', () => {
    const history = createOpeningHistory();
    const openings: Partial<Opening>[] = [
      { derivation: 'B' },
      { detour: { kind: 'other-channel', channel: 'x' } },
      { detour: { kind: 'direct' } },
      { detour: { kind: 'slip', slip: 'quotes' } },
    ];
    for (const [index, change] of openings.entries()) {
      const one = event(10 - index, 'a');
      noteSealed(history, one);
      noteOpened(history, one, opening('a', change));
    }
    expect(history.keys.size).toBe(1);
    expect(history.keys.get('a')).toMatchObject({ live: 4, firstId: 8 });
  });

  it('stays bounded, whatever times a page claims', () => {
    const history = createOpeningHistory();
    for (let id = 1; id <= 5000; id++) noteSealed(history, event(id, undefined, { at: id * id * 7 }));
    noteSealed(history, event(5001, undefined, { at: 0 }));
    noteSealed(history, event(5002, undefined, { at: 9e15 }));
    expect(history.buckets.cells.size).toBeLessThanOrEqual(MAX_BUCKETS);
    const counted = [...history.buckets.cells.values()].flat().reduce((sum, { live }) => sum + live, 0);
    expect(counted).toBe(5002);
  });

  it('has no more keys than it can show, and loses no event of the others', () => {
    const history = historyOf(Array.from({ length: 80 }, (_, index) => event(index + 1, `key${index}`)));
    expect(history.keys.size).toBe(50);
    expect(history.notOpened).toBe(30);
  });

  const events = fc
    .array(
      fc.record({
        gap: fc.integer({ min: 0, max: 100_000 }),
        cached: fc.boolean(),
        key: fc.constantFrom(undefined, 'a', 'b', 'c'),
      }),
      { maxLength: 60 },
    )
    .map((drafts) => {
      let at = 0;
      return drafts.map(({ gap, cached, key }, index): Event => {
        at += gap;
        return { id: index + 1, at, cached, key };
      });
    });

  it('comes out the same in whatever order the events are opened', () => {
    const both = events.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(both, ([list, answers]) => {
        const shuffled = historyOf(list, answers);
        const plain = historyOf(list);
        expect(chartOf(shuffled)).toEqual(chartOf(plain));
        expect(orderKeys(shuffled)).toEqual(orderKeys(plain));
      }),
    );
  });

  it('counts every event once, in the chart too', () => {
    fc.assert(
      fc.property(events, (list) => {
        const history = historyOf(list);
        const cells = [...history.buckets.cells.values()].flat();
        const sum = cells.reduce((count, { live, cached }) => count + live + cached, 0);
        expect(sum).toBe(list.length);
        const dark = cells.filter(({ opener }) => opener === NOT_OPENED);
        expect(dark.reduce((count, { live, cached }) => count + live + cached, 0)).toBe(history.notOpened);
      }),
    );
  });
});

/** All that is kept, without the order in which it was first named. */
function chartOf({ buckets, keys, from, through, notOpened }: OpeningHistory) {
  const cells = [...buckets.cells]
    .map(([index, list]) => [index, [...list].sort((a, b) => a.opener.localeCompare(b.opener))] as const)
    .sort(([a], [b]) => a - b);
  return {
    cells,
    width: buckets.widthMs,
    keys: [...keys.values()].sort((a, b) => a.key.localeCompare(b.key)),
    from,
    through,
    notOpened,
  };
}
