import { expect, it } from 'vitest';
import { readPasted } from '../core/pasted/read-pasted';
import { isPasted, preparePasted } from './pasted';
import { entriesOf, introduce, namesOf, OPENED, startInspection } from './sample-inspection';
import { encryptedFrames, sampleBatch } from './sample-traffic';

const CHANNEL = 'private-encrypted-orders';
const ENVELOPE =
  '{"nonce":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYX","ciphertext":"F5DrhxWg5CB4xzaQnYSE+Q6S6ezXNzc="}';
const MESSAGE = '{"name":"hi","data":"there","timestamp":1700000000000}';

it('what was pasted is an entry like any other: it is asked for, and opens', async () => {
  const { inspection, sent, answer } = startInspection();
  const [entry] = inspection.takePasted(await read(ENVELOPE), 'app-key');
  expect(entry).toMatchObject({ event: '(pasted)', channel: CHANNEL, direction: 'received', awaited: true });
  await Promise.resolve();
  expect(sent[0]?.payloads).toMatchObject([{ cipher: 'secretbox', app: 'app-key', channel: CHANNEL }]);
  await answer(OPENED);
  expect(entry).toMatchObject({ state: 'opened', text: '{"a":1}' });
  inspection.retryDark();
  expect(inspection.tally.count('opened')).toBe(1);
});

it('an app that is not said leaves every key to be tried', async () => {
  const { inspection, sent } = startInspection();
  inspection.takePasted(await read(ENVELOPE), undefined);
  await Promise.resolve();
  expect(sent[0]?.payloads[0]?.app).toBeUndefined();
});

it('its time is that of the text, else now', async () => {
  const { inspection } = startInspection();
  const before = Date.now();
  const [message] = inspection.takePasted(await read(MESSAGE), undefined);
  const [envelope] = inspection.takePasted(await read(ENVELOPE), undefined);
  expect(message?.at).toBe(1_700_000_000_000);
  expect(envelope?.at).toBeGreaterThanOrEqual(before);
});

it('it stands on a connection of its own for each protocol and app, without URL and socket', async () => {
  const { inspection } = startInspection();
  for (const app of [undefined, 'a', undefined]) inspection.takePasted(await read(ENVELOPE), app);
  inspection.takePasted(await read(MESSAGE), undefined);
  const connections = inspection.connections();
  expect(connections.every(isPasted)).toBe(true);
  expect(connections.map(({ protocolName, app, url }) => [protocolName, app, url])).toEqual([
    ['pusher', undefined, undefined],
    ['pusher', 'a', undefined],
    ['ably', undefined, undefined],
  ]);
  expect(connections[0]?.channels.get(CHANNEL)).toMatchObject({ kind: 'encrypted', events: 2 });
});

it('the background is told of no document of it, and none can speak for it', async () => {
  const { inspection } = startInspection();
  const next = inspection.next();
  const [entry] = inspection.takePasted(await read(ENVELOPE), undefined);
  expect(inspection.next()).toEqual(next);
  const forged = sampleBatch(encryptedFrames(1, 1), { document: entry?.connection.document ?? '' });
  expect(inspection.takeIn(forged)).toBeUndefined();
});

it('it stays when the page is left', async () => {
  const { inspection } = startInspection();
  inspection.takeIn(sampleBatch(encryptedFrames(1, 2)));
  inspection.takePasted(await read(ENVELOPE), undefined);
  inspection.leaveBefore(5_000);
  inspection.forgetBefore(5_000);
  inspection.forgetGone();
  expect(namesOf(inspection)).toEqual(['(pasted)']);
  expect(inspection.connections()).toHaveLength(1);
});

it('it goes with a clear, its connection too, and both come back when that is undone', async () => {
  const { inspection, answer } = startInspection();
  inspection.takePasted(await read(ENVELOPE), undefined);
  const removed = inspection.clear();
  expect(inspection.connections().some(isPasted)).toBe(false);
  inspection.takePasted(await read(MESSAGE), undefined);
  inspection.restore(removed, 0);
  await answer(OPENED);
  expect(namesOf(inspection)).toEqual(['(pasted)', 'hi']);
  expect(inspection.connections().filter(isPasted)).toHaveLength(2);
  expect(entriesOf(inspection)[0]?.connection.channels.get(CHANNEL)).toMatchObject({ events: 1, opened: 1 });
});

it('frames of one text build on each other, and on none of the text before', async () => {
  const { inspection } = startInspection();
  const base = '{"action":15,"channel":"c","id":"m:1","messages":[{"data":"hello"}]}';
  // A VCDIFF that is none: with its base it is broken, without it is missing.
  const delta =
    '{"action":15,"channel":"c","id":"m:2","messages":[{"data":"AAAA","encoding":"vcdiff/base64","extras":{"delta":{"from":"m:1:0"}}}]}';
  const [, together] = inspection.takePasted(await read(`${base}\n${delta}`), undefined);
  const [alone] = inspection.takePasted(await read(delta), undefined);
  expect(together?.findings[0]?.id).not.toBe(alone?.findings[0]?.id);
});

it('the full capture pushes the oldest of it out', async () => {
  const { inspection } = startInspection(2_000);
  introduce(inspection);
  inspection.takePasted(await read(`${ENVELOPE}\n`.repeat(50)), undefined);
  expect(inspection.capture.length).toBeLessThan(10);
  expect(inspection.dropped()).toBe(50 - inspection.capture.length);
});

async function read(text: string) {
  const reading = readPasted(text, CHANNEL);
  if (reading.outcome !== 'ready') throw new TypeError(`expected a ready reading, got ${reading.outcome}`);
  await preparePasted(reading.pasted);
  return reading.pasted;
}
