import { describe, expect, it } from 'vitest';
import type { Counts } from '../store';
import { emptyStateOf, noKeyText, type Situation } from './empty-state';

const NONE: Counts = {
  shown: 0,
  untested: 0,
  held: 0,
  dropped: 0,
  dark: 0,
  lackingKey: 0,
  reasons: 0,
  waiting: 0,
  unknownFrames: 0,
  unknownConnections: 0,
  folded: 0,
  foldedWaiting: 0,
};

function situation(counts: Partial<Counts>, rest: Partial<Situation> = {}): Situation {
  return {
    counts: { ...NONE, ...counts },
    link: 'connected',
    runsEverywhere: true,
    connections: 0,
    openConnections: 0,
    channels: 0,
    place: undefined,
    ...rest,
  };
}

describe('emptyStateOf', () => {
  it('says nothing while there are rows', () => {
    expect(emptyStateOf(situation({ shown: 1, held: 1 }))).toBeUndefined();
  });

  it('says nothing until the background has answered', () => {
    expect(emptyStateOf(situation({}, { link: 'connecting' }))).toBeUndefined();
  });

  it('asks for a reload when no socket was seen', () => {
    expect(emptyStateOf(situation({}))?.kind).toBe('no-socket');
  });

  it('says that sites have to be allowed where nothing was seen and the user has narrowed them', () => {
    const narrowed = { runsEverywhere: false };
    expect(emptyStateOf(situation({}, narrowed))?.kind).toBe('no-access');
    expect(emptyStateOf(situation({ unknownConnections: 1 }, narrowed))?.kind).toBe('no-protocol');
    expect(emptyStateOf(situation({}, { ...narrowed, connections: 1 }))?.kind).toBe('no-events');
  });

  it('counts sockets of no known protocol', () => {
    expect(emptyStateOf(situation({ unknownConnections: 2 }))).toEqual({
      kind: 'no-protocol',
      text: '2 WebSockets here speak no channel protocol that Cipherscope knows.',
    });
    expect(emptyStateOf(situation({ unknownConnections: 1 }))?.text).toMatch(/^1 WebSocket here speaks /);
  });

  it('waits for events when only folded control events came', () => {
    expect(
      emptyStateOf(situation({ held: 4, folded: 4 }, { connections: 1, openConnections: 1, channels: 3 })),
    ).toEqual({ kind: 'no-events', text: 'Connected. Waiting for events on 3 channels.' });
    expect(emptyStateOf(situation({}, { connections: 1, openConnections: 1 }))?.text).toBe(
      'Connected. No channel is subscribed yet.',
    );
    expect(emptyStateOf(situation({}, { connections: 1 }))?.text).toBe('The connection is closed.');
  });

  it('names the filter when it hides everything', () => {
    expect(emptyStateOf(situation({ held: 18_224, folded: 4 }, { connections: 1 }))).toEqual({
      kind: 'filtered',
      text: 'No event matches. 18,220 are hidden by the filter.',
    });
  });

  it('counts what waits for the table to go on, not what is folded away in it', () => {
    const open = { connections: 1, openConnections: 1, channels: 1 };
    expect(emptyStateOf(situation({ held: 9, folded: 4, waiting: 9, foldedWaiting: 4 }, open))).toEqual({
      kind: 'paused',
      text: 'Paused. 5 events are waiting.',
    });
    expect(emptyStateOf(situation({ held: 4, folded: 4, waiting: 4, foldedWaiting: 4 }, open))?.kind).toBe(
      'no-events',
    );
  });

  it('names the filter also while the table is paused, and folded events wait', () => {
    expect(
      emptyStateOf(situation({ held: 9, folded: 5, waiting: 6, foldedWaiting: 4 }, { connections: 1 })),
    ).toEqual({ kind: 'filtered', text: 'No event matches. 2 are hidden by the filter.' });
  });

  it('speaks of no filter where a channel without events is chosen', () => {
    expect(emptyStateOf(situation({ held: 9 }, { connections: 1, place: 'channel' }))).toEqual({
      kind: 'elsewhere',
      text: 'No event on this channel. 9 are on others.',
    });
  });
});

it('counts the events that wait for a key', () => {
  expect([noKeyText(1), noKeyText(31)]).toEqual([
    '1 encrypted event waits for a key.',
    '31 encrypted events wait for a key.',
  ]);
});
