import { describe, expect, it } from 'vitest';
import { channelOf } from '../../core/channels';
import type { Connection } from '../../core/entry';
import { sampleConnection } from '../../core/sample-entry';
import { placeOf, samePlace } from './places';
import { factsLine, factsTitle, hostOf, indexAfterKey, keyOf, listSidebar } from './sidebar-items';

function connection(key: string, rest: Partial<Connection> = {}): Connection {
  const made = sampleConnection({
    key,
    url: new URL('wss://ws.example:6001/app/278d425b'),
    app: '278d425b',
    client: 'pusher-js 8.6.0',
    version: '7',
    socketId: '1.2',
    ...rest,
  });
  channelOf(made, 'news');
  return made;
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

  it('names protocol and client in the line, app and socket too in the title', () => {
    expect(factsLine(connection('a'), false)).toBe('Pusher 7 · pusher-js 8.6.0');
    expect(factsLine(connection('a'), true)).toBe('app 278d42… · Pusher 7 · pusher-js 8.6.0');
    expect(factsTitle(connection('a'))).toBe('Pusher 7\napp 278d425b\npusher-js 8.6.0\nsocket 1.2');
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
