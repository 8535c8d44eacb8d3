import { signal } from '@preact/signals';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { applyLifecycle } from '../core/channels';
import type { Connection } from '../core/entry';
import { sampleConnection } from '../core/sample-entry';
import { createLostPlace, type LostPlace } from './lost-place';
import type { Place } from './store';

let connections: Connection[];
let place: { value: Place | undefined };
let lost: LostPlace;

beforeEach(() => {
  vi.useFakeTimers();
  const before = withChannel(sampleConnection());
  connections = [before];
  const chosen = signal<Place | undefined>({ connection: before, channel: 'orders' });
  place = chosen;
  lost = createLostPlace(
    {
      place: chosen,
      setPlace: (next) => {
        chosen.value = next;
      },
    },
    () => connections,
  );
  return () => vi.useRealTimers();
});

function withChannel(connection: Connection, channel = 'orders'): Connection {
  applyLifecycle(connection, { kind: 'subscribing', channel }, 1);
  return connection;
}

/** The page is reloaded: it has these connections, and in the next draw the place is looked for. */
function reload(...next: Connection[]): void {
  connections = [];
  lost.leave();
  connections = next;
  lost.seek();
}

describe('a place that its page has taken with it', () => {
  it('is chosen again when the next page has that channel', () => {
    const next = sampleConnection({ key: 'next:1' });
    reload(next);
    expect(place.value).toBeUndefined();
    withChannel(next, 'news');
    lost.seek();
    expect(place.value).toBeUndefined();
    withChannel(next);
    lost.seek();
    expect(place.value).toEqual({ connection: next, channel: 'orders' });
  });

  it('is the whole connection where that was chosen', () => {
    place.value = { connection: connections[0] as Connection, channel: undefined };
    const next = sampleConnection({ key: 'next:1' });
    reload(next);
    expect(place.value).toEqual({ connection: next, channel: undefined });
  });

  it.each<[string, Partial<Connection>]>([
    ['another host', { url: new URL('ws://other/app/app-key') }],
    ['another app', { app: 'other' }],
    ['no known protocol', { unknown: true }],
  ])('is not looked for at %s', (_, change) => {
    reload(withChannel(sampleConnection({ key: 'next:1', ...change })));
    expect(place.value).toBeUndefined();
  });

  it('is forgotten when the user has chosen another', () => {
    const other = sampleConnection({ key: 'next:2', app: 'other' });
    reload(other);
    place.value = { connection: other, channel: undefined };
    lost.seek();
    place.value = undefined;
    connections.push(withChannel(sampleConnection({ key: 'next:1' })));
    lost.seek();
    expect(place.value).toBeUndefined();
  });

  it('is forgotten after ten seconds', () => {
    reload();
    vi.advanceTimersByTime(10_001);
    connections = [withChannel(sampleConnection({ key: 'next:1' }))];
    lost.seek();
    expect(place.value).toBeUndefined();
  });

  it('stays as it is while its connection is there', () => {
    const chosen = place.value;
    lost.leave();
    lost.seek();
    expect(place.value).toBe(chosen);
  });
});
