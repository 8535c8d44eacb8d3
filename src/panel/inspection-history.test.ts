import { describe, expect, it } from 'vitest';
import type { KeySummary } from '../core/key-summary';
import type { Fact } from '../core/sealed';
import type { VerdictId } from '../core/verdicts';
import { createNarrowing } from './narrowing';
import { createProofs } from './proofs';
import { encryptedChannelOf, entriesOf, OPENED, startInspection } from './sample-inspection';
import {
  ENCRYPTED_CHANNEL,
  encryptedFrames,
  encryptedText,
  eventText,
  sampleBatch,
  sampleFrame,
} from './sample-traffic';

const opened = (key: string): Fact => ({ ...OPENED, key }) as Fact;
const masterKey = (id: string, addedAt: number): KeySummary => ({
  id,
  kind: 'pusher-master',
  label: id,
  scope: { app: undefined, channel: undefined },
  remembered: false,
  addedAt,
});
const keys = [masterKey('old', 1), masterKey('new', 2)];
const hasFinding = (id: VerdictId) => (entry: { findings: readonly { id: VerdictId }[] }) =>
  entry.findings.some((finding) => finding.id === id);

/** Six encrypted events, opened with old, old, new, old, new and none. */
async function startRotation(order: 'as they came' | 'newest first') {
  const { inspection, sent } = startInspection();
  inspection.setKeys(keys);
  inspection.takeIn(sampleBatch(encryptedFrames(1, 6)));
  await Promise.resolve();
  const [request] = sent.splice(0);
  const facts = ['old', 'old', 'new', 'old', 'new'].map(opened);
  const none: Fact = { outcome: 'wrong-key', tried: ['old', 'new'] };
  if (order === 'as they came') {
    inspection.opener.handleFacts(request?.request ?? 0, [...facts, none]);
  } else {
    inspection.opener.handleFacts(request?.request ?? 0, Array<Fact>(6).fill(none));
    inspection.retryDark();
    const [past] = sent.splice(0);
    inspection.settle();
    inspection.opener.handleFacts(past?.request ?? 0, [none, ...facts.reverse()]);
  }
  inspection.settle();
  return inspection;
}

describe('a rotation', () => {
  it.each(['as they came', 'newest first'] as const)('is the same for answers %s', async (order) => {
    const inspection = await startRotation(order);
    expect(encryptedChannelOf(inspection)?.findings).toEqual([
      { id: 'rotation', from: 'old', to: 'new', at: 1003, stragglers: 1, authRequests: 0 },
    ]);
    expect(entriesOf(inspection).map(hasFinding('previous-key'))).toEqual([
      false,
      false,
      false,
      true,
      false,
      false,
    ]);
    expect(encryptedChannelOf(inspection)?.eventFindings.get('previous-key')).toBe(1);
  });

  it('goes with a clear, and comes back with its events', async () => {
    const inspection = await startRotation('as they came');
    const cleared = inspection.clear();
    inspection.settle();
    expect(encryptedChannelOf(inspection)).toMatchObject({ findings: [], openings: undefined });
    inspection.restore(cleared, 0);
    inspection.settle();
    expect(encryptedChannelOf(inspection)?.findings).toMatchObject([{ id: 'rotation', stragglers: 1 }]);
  });
});

describe('counts of what went over the wire', () => {
  const leak = (seq: number) => sampleFrame(seq, eventText('leak', ENCRYPTED_CHANNEL, { a: 1 }));

  it('follow answers, evictions, clears and what is put back', async () => {
    const { inspection, answer } = startInspection(4_000);
    inspection.takeIn(sampleBatch([...encryptedFrames(1, 3), leak(4)]));
    expect(encryptedChannelOf(inspection)?.forms).toMatchObject({ encrypted: 3, clear: 1 });
    await answer(OPENED);
    expect(encryptedChannelOf(inspection)?.forms).toMatchObject({ encrypted: 3, clear: 1 });
    inspection.takeIn(sampleBatch(encryptedFrames(5, 40)));
    await answer(OPENED);
    const held = entriesOf(inspection);
    expect(held.length).toBeLessThan(40);
    expect(encryptedChannelOf(inspection)?.forms).toMatchObject({ encrypted: held.length, clear: 0 });
    const cleared = inspection.clear();
    expect(encryptedChannelOf(inspection)?.forms).toMatchObject({ encrypted: 0 });
    inspection.restore(cleared, 0);
    expect(encryptedChannelOf(inspection)?.forms).toMatchObject({ encrypted: held.length });
  });

  it('make a proof, whose leaks are those that are held', () => {
    const { inspection } = startInspection();
    const prove = createProofs(inspection);
    inspection.takeIn(sampleBatch([...encryptedFrames(1, 2), leak(3)]));
    const place = { connection: inspection.connections()[0] as never, channel: ENCRYPTED_CHANNEL };
    expect(prove(place, true).leaks).toMatchObject([{ event: 'leak', id: 3 }]);
    inspection.takeIn(sampleBatch([leak(4)]));
    expect(prove(place, true).leaks).toHaveLength(2);
    expect(prove(undefined, true)).toMatchObject({ encrypted: { encrypted: 2, clear: 2 }, uncounted: 0 });
    inspection.clear();
    expect(prove(place, true)).toMatchObject({ leaks: [], encrypted: { clear: 0 } });
    expect(prove(undefined, true).leaks).toEqual([]);
  });
});

describe('a connection that was refused', () => {
  const close = { kind: 'close', connection: 1, at: 1100, reason: 'no such app', wasClean: true } as const;

  it('has the code of its close as a finding, on the row as well', () => {
    const { inspection } = startInspection();
    inspection.takeIn(
      sampleBatch([sampleFrame(1, encryptedText('e1')), { ...close, seq: 2, code: 4001 }], {
        framesThrough: 1,
      }),
    );
    expect(inspection.connections()[0]?.findings).toMatchObject([{ id: 'close-code', code: 4001 }]);
    expect(entriesOf(inspection).at(-1)?.findings).toMatchObject([{ id: 'close-code', code: 4001 }]);
  });

  it('has none where the client connects again', () => {
    const { inspection } = startInspection();
    inspection.takeIn(
      sampleBatch([sampleFrame(1, encryptedText('e1')), { ...close, seq: 2, code: 4200 }], {
        framesThrough: 1,
      }),
    );
    expect(inspection.connections()[0]?.findings).toEqual([]);
    expect(entriesOf(inspection).at(-1)?.findings).toEqual([]);
  });

  it('is found by reason and by severity, though control events are folded away', () => {
    const { inspection } = startInspection();
    const narrowing = createNarrowing(inspection.rows.setTest);
    const error = JSON.stringify({ event: 'pusher:error', data: { code: 4009, message: 'No.' } });
    const pong = JSON.stringify({ event: 'pusher:pong', data: {} });
    inspection.takeIn(sampleBatch([sampleFrame(1, pong), sampleFrame(2, error)]));
    expect(inspection.rows.list().length).toBe(0);
    for (const [query, shown] of Object.entries({
      'reason:close-code': 1,
      'is:fault': 1,
      'reason:rotation': 0,
      'is:warning': 0,
      '-reason:rotation': 0,
      'is:control': 2,
    })) {
      narrowing.setQuery(query);
      expect([query, inspection.rows.list().length]).toEqual([query, shown]);
    }
    expect(narrowing.asksForReasons()).toBe(false);
    narrowing.setQuery('reason:rotation');
    expect(narrowing.asksForReasons()).toBe(true);
  });
});
