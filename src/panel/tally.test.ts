import { describe, expect, it } from 'vitest';
import { channelOf } from '../core/channels';
import type { Entry } from '../core/entry';
import { sampleConnection, sampleEntry } from '../core/sample-entry';
import type { Finding } from '../core/verdicts';
import { createTally, recountChannels } from './tally';

const dark = (id: number, finding: Finding) => sampleEntry(id, { state: 'dark', findings: [finding] });

describe('a tally', () => {
  it('counts entries by state', () => {
    const tally = createTally();
    for (const state of ['clear', 'opened', 'clear'] as const) tally.add(sampleEntry(1, { state }));
    expect([tally.count('clear'), tally.count('opened'), tally.count('dark')]).toEqual([2, 1, 0]);
  });

  it('counts different reasons by their ids', () => {
    const tally = createTally();
    const findings: Finding[] = [
      { id: 'no-key' },
      { id: 'wrong-key', tried: ['a'], readings: 'all' },
      { id: 'wrong-key', tried: ['b'], readings: 'all' },
      { id: 'no-data' },
      { id: 'bad-base64', member: 'nonce', form: 'illegal' },
    ];
    for (const finding of findings) tally.add(dark(1, finding));
    expect(tally.reasons()).toBe(4);
    expect(tally.count('dark')).toBe(5);
  });

  it('counts no reason that is none for being dark', () => {
    const tally = createTally();
    const findings: Finding[] = [{ id: 'client-event-on-encrypted', sealed: true }, { id: 'no-key' }];
    tally.add(sampleEntry(1, { state: 'dark', findings }));
    expect(tally.reasons()).toBe(1);
  });

  it('forgets a reason when its last entry goes', () => {
    const tally = createTally();
    const entries = [dark(1, { id: 'no-key' }), dark(2, { id: 'no-key' })];
    for (const entry of entries) tally.add(entry);
    tally.remove(entries[0] as Entry);
    expect(tally.reasons()).toBe(1);
    tally.remove(entries[1] as Entry);
    expect(tally.reasons()).toBe(0);
    expect(tally.count('dark')).toBe(0);
  });

  it('is empty after it was cleared', () => {
    const tally = createTally();
    tally.add(dark(1, { id: 'no-key' }));
    tally.clear();
    expect([tally.count('dark'), tally.reasons()]).toEqual([0, 0]);
  });
});

describe('entries whose answer is awaited', () => {
  it('have no reason yet, and are told apart from those that lack a key', () => {
    const tally = createTally();
    tally.add(sampleEntry(1, { state: 'dark', awaited: true }));
    tally.add(dark(2, { id: 'no-key' }));
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
