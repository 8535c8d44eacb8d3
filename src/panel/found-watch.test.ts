import { expect, it } from 'vitest';
import { channelOf } from '../core/channels';
import type { Channel } from '../core/entry';
import { sampleConnection } from '../core/sample-entry';
import { NO_FINDINGS } from '../core/verdicts';
import { createFoundWatch } from './found-watch';

it('another verdict on a channel or a connection is told once, other numbers in one are not', () => {
  const connection = sampleConnection();
  const channel = channelOf(connection, 'private-encrypted-a') as Channel;
  const hasChanged = createFoundWatch();
  const look = () => hasChanged([connection]);
  expect(look()).toBe(false);
  channel.findings = [{ id: 'ably-clear-on-cipher', clear: 1, encrypted: 1 }];
  expect([look(), look()]).toEqual([true, false]);
  channel.findings = [{ id: 'ably-clear-on-cipher', clear: 2, encrypted: 1 }];
  expect(look()).toBe(false);
  connection.findings = [{ id: 'no-nacl' }];
  expect(look()).toBe(true);
  channel.findings = NO_FINDINGS;
  expect([look(), look()]).toEqual([true, false]);
});
