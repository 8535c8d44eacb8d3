import { describe, expect, it } from 'vitest';
import type { AuthExchange } from '../auth/exchange';
import { sampleEntry } from '../sample-entry';
import { keyInUse, NO_ORDER, orderKeys } from './key-order';
import { createOpeningHistory, noteOpened, noteSealed, type OpeningHistory } from './opening-history';
import { findPreviousKey, findRotation, isStragglerOf } from './rotation';

const opening = (key: string) => ({ key, derivation: 'A' as const, detour: undefined });

/** A letter is an event that this key opened, a `(letter)` a cached one, `.` one that none did; one event a second. */
function play(story: string, addedAt: Record<string, number> = {}, kinds: Record<string, string> = {}) {
  const history = createOpeningHistory();
  const entries = Array.from(story.matchAll(/\((\w)\)|[\w.]/g), ([text, cachedKey], index) => {
    const key = cachedKey ?? text;
    const id = index + 1;
    const cached = cachedKey !== undefined;
    const entry = sampleEntry(id, { at: id * 1000, cached, state: key === '.' ? 'dark' : 'opened' });
    noteSealed(history, entry);
    if (key === '.') return entry;
    entry.opening = opening(key);
    noteOpened(history, entry, entry.opening);
    Object.assign(history.keys.get(key) ?? {}, {
      kind: kinds[key] ?? 'pusher-master',
      addedAt: addedAt[key] ?? 1,
    });
    return entry;
  });
  history.order = orderKeys(history);
  history.stragglers = entries.filter((entry) => isStragglerOf(history.order, entry)).length;
  return { history, entries };
}

const rotationOf = (history: OpeningHistory) => findRotation(history, []);
const markedOf = ({ history, entries }: ReturnType<typeof play>) =>
  entries.flatMap((entry) => findPreviousKey(entry, history.order)?.key ?? []).join('');

describe('a rotation', () => {
  it('is a second key that opens after the first: the switch is its first event', () => {
    const { history } = play('aaabb');
    expect(rotationOf(history)).toEqual({
      id: 'rotation',
      from: 'a',
      to: 'b',
      at: 4000,
      stragglers: 0,
      authRequests: 0,
    });
  });

  it.each([
    ['one key all along', 'aaaa'],
    ['nothing opened', '....'],
    ['one key and dark events', 'aa..aa'],
    ['one key, live and cached', '(a)aa(a)'],
  ])('is none with %s', (_, story) => {
    const { history } = play(story);
    expect(history.order).toBe(NO_ORDER);
    expect(rotationOf(history)).toBeUndefined();
  });

  it('counts events under the old key after the switch, and cached ones not', () => {
    const { history } = play('aab(a)abab');
    expect(rotationOf(history)).toMatchObject({ at: 3000, stragglers: 2 });
  });

  it('is told once where two publishers take turns', () => {
    const { history } = play('abababab');
    expect(rotationOf(history)).toMatchObject({ from: 'a', to: 'b', at: 2000, stragglers: 3 });
  });

  it('is told of the last of several', () => {
    const { history } = play('aabbcac');
    expect(rotationOf(history)).toMatchObject({ from: 'b', to: 'c', at: 5000, stragglers: 1 });
    expect([1, 3, 6, 0].map((id) => keyInUse(history.order, id))).toEqual(['a', 'b', 'c', undefined]);
  });

  it('is told where only a cached event is of the old key', () => {
    const { history } = play('(a)bbb');
    expect(rotationOf(history)).toMatchObject({ from: 'a', to: 'b', at: 2000, stragglers: 0 });
  });

  it('is not told of a cached event that nothing has followed yet: it may be the newest', () => {
    expect(rotationOf(play('bbb(a)').history)).toBeUndefined();
    expect(rotationOf(play('bbb(a)b').history)).toMatchObject({ from: 'a', to: 'b' });
  });

  it('is none between a master key and a shared secret, which may come of it', () => {
    const { history } = play('ssmm', {}, { s: 'pusher-shared-secret', m: 'pusher-master' });
    expect(rotationOf(history)).toBeUndefined();
  });

  it('is none where a key that was known before comes now and then among many of the newer one', () => {
    const story = play('bbbbabbbbb', { a: 1, b: 2 });
    expect(rotationOf(story.history)).toBeUndefined();
    expect(markedOf(story)).toBe('a');
  });

  it('is told by the wire where the older key was pasted later', () => {
    const story = play('aaaabbbbbab', { a: 2, b: 1 });
    expect(rotationOf(story.history)).toMatchObject({ from: 'a', to: 'b', at: 5000, stragglers: 1 });
    expect(markedOf(story)).toBe('a');
  });

  it('counts the auth requests since the switch', () => {
    const { history } = play('aab');
    const exchange = (at: number): AuthExchange => ({
      at,
      durationMs: 10,
      endpoint: 'http://localhost/pusher/auth',
      method: 'POST',
      status: 200,
      socketId: '1.2',
      channel: 'private-encrypted-x',
      reply: { kind: 'answered', app: 'app-key', hasChannelData: false, secret: { kind: 'none' } },
    });
    const found = findRotation(history, [exchange(500), exchange(2990), exchange(3500)]);
    expect(found).toMatchObject({ authRequests: 2 });
  });
});

describe('an older key', () => {
  it('is named on what it opened after the switch, and not on what it opened before', () => {
    const { history, entries } = play('aabab');
    expect(entries.map((entry) => findPreviousKey(entry, history.order)?.id)).toEqual([
      undefined,
      undefined,
      undefined,
      'previous-key',
      undefined,
    ]);
  });

  it('is named on a cached event wherever that came', () => {
    const { history, entries } = play('(a)bb(a)');
    expect(entries.map((entry) => findPreviousKey(entry, history.order))).toEqual([
      { id: 'previous-key', key: 'a', newer: 'b', cached: true },
      undefined,
      undefined,
      { id: 'previous-key', key: 'a', newer: 'b', cached: true },
    ]);
  });

  it('is not named on what a slip of a key opened', () => {
    const { history, entries } = play('aabb');
    const [first] = entries;
    if (first?.opening) first.opening.detour = { kind: 'slip', slip: 'quotes' };
    expect(first && findPreviousKey({ ...first, id: 9 }, history.order)).toBeUndefined();
    expect(first && isStragglerOf(history.order, { ...first, id: 9 })).toBe(false);
  });
});
