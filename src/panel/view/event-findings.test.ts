import { describe, expect, it } from 'vitest';
import { channelOf } from '../../core/channels';
import type { Channel, Entry } from '../../core/entry';
import { sampleConnection, sampleEntry } from '../../core/sample-entry';
import type { VerdictId } from '../../core/verdicts';
import type { RowList } from '../store';
import { eventFindingsOf, newestWith } from './event-findings';

function channelWith(...found: [VerdictId, number][]): Channel {
  const channel = channelOf(sampleConnection(), 'private-encrypted-a') as Channel;
  for (const [id, count] of found) channel.eventFindings.set(id, count);
  return channel;
}

describe('what was found on the events of a channel', () => {
  it('is told the worst first, then the most frequent', () => {
    const channel = channelWith(
      ['previous-key', 9],
      ['double-encoded-plaintext', 1],
      ['key-slip', 2],
      ['wrong-key', 3],
    );
    expect(eventFindingsOf(channel).map(({ id, events }) => `${events} ${id}`)).toEqual([
      '3 wrong-key',
      '2 key-slip',
      '1 double-encoded-plaintext',
      '9 previous-key',
    ]);
  });

  it('leads to the newest of its rows that has it', () => {
    const on = (id: number, channel: string, ...findings: Entry['findings']) =>
      sampleEntry(id, { channel, findings });
    const rows = [
      on(1, 'private-encrypted-a', { id: 'no-key' }),
      on(2, 'private-encrypted-a', { id: 'no-key' }),
      on(3, 'private-encrypted-a'),
      on(4, 'private-encrypted-b', { id: 'no-key' }),
    ];
    const list: RowList = { length: rows.length, at: (index) => rows[index], indexOf: () => -1 };
    expect(newestWith(list, channelWith(), 'no-key')?.id).toBe(2);
    expect(newestWith(list, channelWith(), 'key-slip')).toBeUndefined();
  });
});
