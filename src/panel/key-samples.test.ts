import { expect, it } from 'vitest';
import type { AuthExchange, SecretSighting } from '../core/auth/exchange';
import { takeKeySamples } from './key-samples';
import { encryptedChannelOf, OPENED, startInspection } from './sample-inspection';
import { ENCRYPTED_CHANNEL, encryptedFrames, sampleBatch } from './sample-traffic';

function exchange(
  channel: string,
  secret: SecretSighting,
  app: string | undefined = 'app-key',
): AuthExchange {
  return {
    at: 1,
    durationMs: 1,
    endpoint: 'http://localhost/auth',
    method: 'POST',
    status: 200,
    socketId: '1.2',
    channel,
    reply: { kind: 'answered', app, hasChannelData: false, secret },
  };
}

it('samples are the encrypted payloads that are held, opened ones too', async () => {
  const { inspection, answer } = startInspection();
  inspection.takeIn(sampleBatch(encryptedFrames(1, 2)));
  await answer(OPENED);
  inspection.takeIn(sampleBatch(encryptedFrames(3, 3)));
  const { samples, isCut } = takeKeySamples(inspection.capture, inspection.connections());
  expect(samples.map(({ cipher, channel }) => [cipher, channel])).toEqual(
    Array(3).fill(['secretbox', ENCRYPTED_CHANNEL]),
  );
  expect(isCut).toBe(false);
});

it('of a channel the newest 500 are taken, so that a busy one does not hide the others', () => {
  const { inspection } = startInspection(1e8);
  inspection.takeIn(sampleBatch(encryptedFrames(1, 600)));
  const { samples, isCut } = takeKeySamples(inspection.capture, inspection.connections());
  expect(samples).toHaveLength(500);
  expect(isCut).toBe(true);
});

it('of the auth replies of a channel the newest good secret counts', () => {
  const { inspection } = startInspection();
  inspection.takeIn(sampleBatch(encryptedFrames(1, 1)));
  const channel = encryptedChannelOf(inspection);
  if (channel === undefined) throw new Error('no channel');
  channel.authExchanges = [
    exchange(ENCRYPTED_CHANNEL, { kind: 'good', id: 'old' }),
    exchange(ENCRYPTED_CHANNEL, { kind: 'good', id: 'new' }),
    exchange(ENCRYPTED_CHANNEL, { kind: 'none' }),
  ];
  const { seen } = takeKeySamples(inspection.capture, inspection.connections());
  expect(seen).toEqual([{ app: 'app-key', channel: ENCRYPTED_CHANNEL, id: 'new' }]);
});
