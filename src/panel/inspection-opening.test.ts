import { describe, expect, it } from 'vitest';
import type { Fact } from '../core/sealed';
import { encryptedChannelOf, entriesOf, OPENED, startInspection } from './sample-inspection';
import { encryptedFrames, sampleBatch } from './sample-traffic';

const wrongKey: Fact = { outcome: 'wrong-key', tried: ['abc'] };
describe('encrypted events', () => {
  it('are asked for in one request and open in place', async () => {
    const { inspection, changed, answer } = startInspection();
    inspection.takeIn(sampleBatch(encryptedFrames(1, 3)));
    expect(inspection.tally.count('dark')).toBe(3);
    await answer(OPENED);
    expect(entriesOf(inspection).map(({ state, text }) => [state, text])).toEqual(
      Array(3).fill(['opened', '{"a":1}']),
    );
    expect(changed).toEqual([1, 2, 3]);
    expect(inspection.tally.count('dark')).toBe(0);
    expect(encryptedChannelOf(inspection)).toMatchObject({ events: 3, opened: 3, dark: 0 });
  });

  it('are not asked for while there is no key, and have that as their reason', async () => {
    const { inspection, sent } = startInspection();
    inspection.setHasKeys(false);
    inspection.takeIn(sampleBatch(encryptedFrames(1, 1)));
    await Promise.resolve();
    expect(sent).toEqual([]);
    expect(inspection.capture.at(0)?.findings).toEqual([{ id: 'no-key' }]);
    expect(encryptedChannelOf(inspection)).toMatchObject({ events: 1, dark: 1 });
  });

  it('that were asked for when a key comes are asked for again: the answer may be of before', async () => {
    const { inspection, sent } = startInspection();
    inspection.takeIn(sampleBatch(encryptedFrames(1, 1)));
    await Promise.resolve();
    const [live] = sent.splice(0);
    inspection.retryDark();
    const [past] = sent.splice(0);
    inspection.opener.handleFacts(live?.request ?? 0, [wrongKey]);
    inspection.opener.handleFacts(past?.request ?? 0, [OPENED]);
    expect(inspection.capture.at(0)).toMatchObject({ state: 'opened', text: '{"a":1}' });
  });

  it('of the past are asked for when a key comes, newest first', async () => {
    const { inspection, sent, answer } = startInspection();
    inspection.setHasKeys(false);
    inspection.takeIn(sampleBatch(encryptedFrames(1, 3)));
    inspection.setHasKeys(true);
    inspection.retryDark();
    expect(sent.flatMap(({ payloads }) => payloads.map(({ ciphertext }) => atob(ciphertext)))).toEqual(
      ['e3', 'e2', 'e1'].map((name) => name.padEnd(16, '.')),
    );
    await answer(OPENED);
    expect(inspection.tally.count('opened')).toBe(3);
  });

  it('under a wrong key are asked for again when another comes', async () => {
    const { inspection, answer } = startInspection();
    inspection.takeIn(sampleBatch(encryptedFrames(1, 1)));
    await answer(wrongKey);
    expect(inspection.capture.at(0)?.findings).toEqual([
      { id: 'wrong-key', tried: ['abc'], readings: 'usual' },
    ]);
    inspection.retryDark();
    await answer(OPENED);
    expect(inspection.capture.at(0)).toMatchObject({ state: 'opened', findings: [] });
  });

  it('that are malformed are not asked for again', async () => {
    const { inspection, sent, answer } = startInspection();
    inspection.takeIn(sampleBatch(encryptedFrames(1, 1)));
    await answer({ outcome: 'malformed', fault: { kind: 'nonce-length', bytes: 12 } });
    inspection.retryDark();
    await Promise.resolve();
    expect(sent).toEqual([]);
    expect(inspection.tally.reasons()).toBe(1);
  });

  it('that are asked for twice are opened and counted once', async () => {
    const { inspection, answer } = startInspection();
    inspection.setHasKeys(false);
    inspection.takeIn(sampleBatch(encryptedFrames(1, 2)));
    const before = inspection.capture.bytes;
    inspection.retryDark();
    inspection.retryDark();
    await answer(OPENED);
    expect(encryptedChannelOf(inspection)).toMatchObject({ events: 2, opened: 2, dark: 0 });
    expect(inspection.capture.bytes).toBe(before + 2 * '{"a":1}'.length);
  });

  it('stay open when an older answer comes late', async () => {
    const { inspection, sent } = startInspection();
    inspection.setHasKeys(false);
    inspection.takeIn(sampleBatch(encryptedFrames(1, 1)));
    inspection.retryDark();
    inspection.retryDark();
    const [first, second] = sent;
    inspection.opener.handleFacts(second?.request ?? 0, [OPENED]);
    inspection.opener.handleFacts(first?.request ?? 0, [wrongKey]);
    expect(inspection.capture.at(0)).toMatchObject({ state: 'opened', findings: [] });
  });

  it('that push themselves out of a full capture leave no row behind', async () => {
    for (let room = 40_000; room < 40_400; room += 40) {
      const { inspection, answer } = startInspection(room);
      inspection.setHasKeys(false);
      inspection.takeIn(sampleBatch(encryptedFrames(1, 200)));
      inspection.setHasKeys(true);
      inspection.retryDark();
      await answer(openedAs('x'.repeat(120)));
      const rows = inspection.rows.list();
      expect([room, rows.length]).toEqual([room, inspection.capture.length]);
      expect(rows.at(0)).toBe(inspection.capture.at(0));
    }
  });
});

function openedAs(text: string): Fact {
  return { outcome: 'opened', plaintext: { text }, key: 'abc', derivation: 'A', remaining: '' };
}
