import { describe, expect, it } from 'vitest';
import type { Channel, Connection } from '../../core/entry';
import { protocols } from '../../core/protocols';
import { placeOf, samePlace } from './places';
import { factsOf, hostOf, indexAfterKey, keyOf, listSidebar } from './sidebar-items';

function connection(key: string, rest: Partial<Connection> = {}): Connection {
  const channel: Channel = {
    name: 'news',
    kind: 'public',
    subscription: 'subscribed',
    problem: undefined,
    events: 0,
    opened: 0,
    dark: 0,
  };
  return {
    key,
    document: 'd',
    url: new URL('wss://ws.example:6001/app/278d425b'),
    protocol: protocols.pusher,
    unknown: false,
    app: '278d425b',
    client: 'js 8.6.0',
    socketId: '1.2',
    state: 'open',
    close: undefined,
    channels: new Map([['news', channel]]),
    ...rest,
  };
}

describe('the sidebar', () => {
  it('lists connections of a known protocol with facts and channels, and counts the others', () => {
    const items = listSidebar([connection('a'), connection('b', { protocol: undefined })], new Set(), 1);
    expect(items.map(keyOf)).toEqual(['all', 'connection a', 'facts a', 'channel a news', 'unknown']);
  });

  it('hides what is under a collapsed connection', () => {
    const items = listSidebar([connection('a'), connection('b')], new Set(['a']), 0);
    expect(items.map(keyOf)).toEqual(['all', 'connection a', 'connection b', 'facts b', 'channel b news']);
  });

  it('shortens the app key in the line and has it whole in the title', () => {
    expect(factsOf(connection('a'))).toBe('app 278d… · js 8.6.0 · 1.2');
    expect(factsOf(connection('a'), true)).toBe('app 278d425b\njs 8.6.0\nsocket 1.2');
    expect(hostOf(connection('a'))).toBe('ws.example:6001');
    expect(hostOf(connection('a', { url: undefined }))).toBe('unknown host');
  });

  it('is walked with the arrow keys, past the facts', () => {
    const items = listSidebar([connection('a')], new Set(), 0);
    const next = (at: number, key: string) => indexAfterKey(items, at, key);
    expect([next(0, 'ArrowDown'), next(1, 'ArrowDown'), next(3, 'ArrowUp')]).toEqual([1, 3, 1]);
    expect([next(3, 'ArrowDown'), next(0, 'ArrowUp')]).toEqual([undefined, undefined]);
    expect([next(1, 'Home'), next(0, 'End'), next(0, 'x')]).toEqual([0, 3, undefined]);
  });

  it('narrows to what its lines stand for', () => {
    const [all, line, , channel] = listSidebar([connection('a')], new Set(), 0);
    const places = [all, line, channel].map((item) => item && placeOf(item));
    expect(places.map((place) => place?.channel)).toEqual([undefined, undefined, 'news']);
    expect(samePlace(places[1], places[1])).toBe(true);
    expect(samePlace(places[1], places[2])).toBe(false);
    expect(samePlace(undefined, places[1])).toBe(false);
  });
});
