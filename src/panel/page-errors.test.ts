import { describe, expect, it } from 'vitest';
import type { Occurrence } from '../core/frame';
import { createDocument, type DocumentState, takeBatch } from './documents';
import { createIntake } from './intake';
import { DOCUMENT, eventText, sampleBatch, sampleFrame, sampleKnown } from './sample-traffic';

const message = 'Error: no nacl implementation available';
const errorAt = (seq: number): Occurrence => ({ kind: 'page-error', seq, connection: 0, at: 5, message });

describe('an error that says that the client has no encryption', () => {
  it('is an event of the latest connection that speaks Pusher, and a verdict on it', () => {
    const state = start([
      sampleKnown({ id: 1 }),
      sampleKnown({ id: 2 }),
      sampleKnown({ id: 3, protocol: null }),
      sampleKnown({ id: 4, protocol: 'ably', url: 'wss://realtime.example/' }),
    ]);
    const [taken] = takeIn(state, [errorAt(1)]);
    expect(taken).toMatchObject({
      event: '(page error)',
      state: 'control',
      text: message,
      at: 5,
      findings: [{ id: 'no-nacl' }],
    });
    expect(taken?.connection).toBe(state.connections.get(2));
    expect(Array.from(state.connections.values(), ({ findings }) => findings.length)).toEqual([0, 1, 0, 0]);
  });

  it('that comes before the connection is told as soon as there is one, before its first event', () => {
    const state = start([]);
    const toEntries = createIntake();
    expect([errorAt(1), errorAt(2)].flatMap((error) => toEntries(state, error))).toEqual([]);
    takeBatch(state, sampleBatch([], { connections: [sampleKnown()] }));
    const taken = toEntries(state, sampleFrame(3, eventText('headline', 'news', {})));
    expect(taken.map(({ entry }) => `${entry.id} ${entry.event}`)).toEqual([
      '1 (page error)',
      '2 (page error)',
      '3 headline',
    ]);
    expect(toEntries(state, sampleFrame(4, eventText('headline', 'news', {})))).toHaveLength(1);
  });

  it('waits three times at most, and for ever where nothing speaks Pusher', () => {
    const state = start([sampleKnown({ protocol: null })]);
    expect(takeIn(state, [1, 2, 3, 4, 5].map(errorAt))).toEqual([]);
    expect(state.pageErrors).toHaveLength(3);
  });
});

it('a healthy page has no verdict', () => {
  const state = start([sampleKnown()]);
  takeIn(state, [sampleFrame(1, eventText('headline', 'news', {}))]);
  expect(state.connections.get(1)?.findings).toEqual([]);
});

function start(connections: ReturnType<typeof sampleKnown>[]): DocumentState {
  const state = createDocument(DOCUMENT, 1000, true);
  takeBatch(state, sampleBatch([], { connections }));
  return state;
}

function takeIn(state: DocumentState, occurrences: readonly Occurrence[]) {
  const toEntries = createIntake();
  return occurrences.flatMap((occurrence) => toEntries(state, occurrence)).map(({ entry }) => entry);
}
