import { describe, expect, it } from 'vitest';
import { channelOf } from '../core/channels';
import type { Entry } from '../core/entry';
import type { Reason } from '../core/reasons';
import { sampleConnection, sampleEntry } from '../core/sample-entry';
import { createTally, recountChannels } from './tally';

const dark = (id: number, reason: Reason) => sampleEntry(id, { state: 'dark', reason });

describe('a tally', () => {
  it('counts entries by state', () => {
    const tally = createTally();
    for (const state of ['clear', 'opened', 'clear'] as const) tally.add(sampleEntry(1, { state }));
    expect([tally.count('clear'), tally.count('opened'), tally.count('dark')]).toEqual([2, 1, 0]);
  });

  it('counts different reasons, and malformed ones by what is wrong', () => {
    const tally = createTally();
    for (const reason of [
      { kind: 'no-key' },
      { kind: 'wrong-key', tried: ['a'] },
      { kind: 'wrong-key', tried: ['b'] },
      { kind: 'malformed', fault: { kind: 'no-data' } },
      { kind: 'malformed', fault: { kind: 'bad-base64', member: 'nonce' } },
    ] as const satisfies Reason[])
      tally.add(dark(1, reason as Reason));
    expect(tally.reasons()).toBe(4);
    expect(tally.count('dark')).toBe(5);
  });

  it('forgets a reason when its last entry goes', () => {
    const tally = createTally();
    const entries = [dark(1, { kind: 'no-key' }), dark(2, { kind: 'no-key' })];
    for (const entry of entries) tally.add(entry);
    tally.remove(entries[0] as Entry);
    expect(tally.reasons()).toBe(1);
    tally.remove(entries[1] as Entry);
    expect(tally.reasons()).toBe(0);
    expect(tally.count('dark')).toBe(0);
  });

  it('is empty after it was cleared', () => {
    const tally = createTally();
    tally.add(dark(1, { kind: 'no-key' }));
    tally.clear();
    expect([tally.count('dark'), tally.reasons()]).toEqual([0, 0]);
  });
});

describe('entries whose answer is awaited', () => {
  it('have no reason yet, and are told apart from those that lack a key', () => {
    const tally = createTally();
    tally.add(dark(1, { kind: 'waiting' }));
    tally.add(dark(2, { kind: 'no-key' }));
    expect([tally.awaited(), tally.lackingKey(), tally.reasons()]).toEqual([1, 1, 1]);
  });
});

describe('channels counted anew', () => {
  it('count application events by state, and control events not at all', () => {
    const connection = sampleConnection();
    const states = ['opened', 'opened', 'dark', 'clear', 'control'] as const;
    const entries = states.map((state, index) =>
      sampleEntry(index, { connection, channel: 'orders', state }),
    );
    recountChannels([connection], entries);
    expect(connection.channels.get('orders')).toMatchObject({ events: 4, opened: 2, dark: 1 });
  });

  it('are at zero when none of their entries is held, and keep what else is known', () => {
    const connection = sampleConnection();
    const channel = channelOf(connection, 'orders');
    Object.assign(channel as object, { events: 7, opened: 5, dark: 2, subscription: 'subscribed' });
    recountChannels([connection], []);
    expect(channel).toMatchObject({ events: 0, opened: 0, dark: 0, subscription: 'subscribed' });
  });

  it('leave events of the connection itself out', () => {
    const connection = sampleConnection();
    recountChannels([connection], [sampleEntry(1, { connection, channel: '' })]);
    expect(connection.channels.size).toBe(0);
  });
});
