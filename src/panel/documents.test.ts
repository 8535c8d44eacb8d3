import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyLifecycle } from '../core/channels';
import type { Occurrence } from '../core/frame';
import { connectionOf, createDocument, type DocumentState, takeBatch } from './documents';
import { DOCUMENT, sampleBatch, sampleFrame, sampleKnown } from './sample-traffic';

const close = { at: 5, code: 1006, reason: '', wasClean: false };
const greeting = '{"event":"pusher:connection_established","data":"{\\"socket_id\\":\\"12.34\\"}"}';

describe('a batch', () => {
  it('is taken in once: sent again it has nothing new', () => {
    const state = start();
    const batch = sampleBatch(frames(1, 3));
    expect(seqsOf(takeBatch(state, batch).fresh)).toEqual([1, 2, 3]);
    expect(takeBatch(state, batch)).toEqual({ fresh: [], lost: 0 });
    expect(state.next).toBe(4);
  });

  it('that overlaps what came before gives only its new end', () => {
    const state = start();
    takeBatch(state, sampleBatch(frames(1, 3)));
    expect(takeBatch(state, sampleBatch(frames(2, 5)))).toMatchObject({ fresh: frames(4, 5), lost: 0 });
  });

  it('after a gap tells how many frames were lost, once', () => {
    const state = start();
    takeBatch(state, sampleBatch(frames(1, 3)));
    expect(takeBatch(state, sampleBatch(frames(10, 11))).lost).toBe(6);
    expect(state.droppedBefore).toBe(6);
    expect(takeBatch(state, sampleBatch(frames(12, 12))).lost).toBe(0);
  });

  it('after a gap without frames in it has lost nothing', () => {
    const state = start();
    takeBatch(state, sampleBatch(frames(1, 3)));
    const later = sampleBatch(frames(10, 11), { framesBefore: 3, framesThrough: 5 });
    expect(takeBatch(state, later)).toMatchObject({ lost: 0 });
    expect(state.frames).toBe(5);
  });

  it('at the start of a document may have lost what was before it', () => {
    expect(takeBatch(start(), sampleBatch(frames(100, 100), { framesBefore: 42 })).lost).toBe(42);
  });

  it('brings the number of frames of unknown sockets, which never goes down', () => {
    const state = start();
    takeBatch(state, sampleBatch(frames(1, 1), { unknownFrames: 9 }));
    takeBatch(state, sampleBatch(frames(2, 2), { unknownFrames: 3 }));
    expect(state.unknownFrames).toBe(9);
  });
});

describe('a connection', () => {
  it('has from its URL the app key and the client', () => {
    const connection = learn({});
    expect(connection).toMatchObject({
      app: 'app-key',
      client: 'pusher-js 8.6.0',
      version: '7',
      state: 'open',
      unknown: false,
    });
    expect(connection?.protocol?.id).toBe('pusher');
  });

  it('is connecting until it has a subprotocol, also an empty one', () => {
    expect(learn({ subprotocol: undefined })?.state).toBe('connecting');
    expect(learn({ subprotocol: '' })?.state).toBe('open');
  });

  it('has its socket_id from the greeting when the frame itself is gone', () => {
    expect(learn({ greeting: { text: greeting } })?.socketId).toBe('12.34');
    expect(learn({ greeting: { text: '{"event":"pusher:' } })?.socketId).toBeUndefined();
  });

  it('is unknown when no protocol was recognised, and undecided before', () => {
    expect(learn({ protocol: null })).toMatchObject({ unknown: true, protocol: undefined });
    expect(learn({ protocol: undefined })).toMatchObject({ unknown: false, protocol: undefined });
  });

  it('speaks no protocol that only an object of JavaScript would know', () => {
    for (const protocol of ['toString', '__proto__', 'graphql'])
      expect(learn({ protocol })?.protocol).toBeUndefined();
  });

  it('is closed when the batch says so, and its channels are gone', () => {
    const state = start();
    takeBatch(state, sampleBatch([], { connections: [sampleKnown()] }));
    const connection = connectionOf(state, 1);
    applyLifecycle(connection, { kind: 'subscribed', channel: 'a' }, 1);
    takeBatch(state, sampleBatch([], { connections: [sampleKnown({ close })] }));
    expect(connection).toMatchObject({ state: 'closed', close });
    expect(connection.channels.get('a')?.subscription).toBe('unsubscribed');
  });

  it('may have a URL that is none', () => {
    expect(learn({ url: 'not a url' })).toMatchObject({ url: undefined, app: undefined });
  });

  it('is named by document and number', () => {
    expect(learn({})?.key).toBe(`${DOCUMENT}:1`);
  });
});

it('however batches overlap, repeat and skip, each occurrence is new once and every frame is taken or lost', () => {
  const span = fc.record({ back: fc.nat(8), skip: fc.nat(4), length: fc.integer({ min: 1, max: 6 }) });
  fc.assert(
    fc.property(fc.array(span, { minLength: 1, maxLength: 40 }), (spans) => {
      const state = start();
      const taken: number[] = [];
      let lost = 0;
      let sentThrough = 0;
      for (const { back, skip, length } of spans) {
        const first = Math.max(1, sentThrough + 1 + skip - back);
        const result = takeBatch(state, sampleBatch(frames(first, first + length - 1)));
        taken.push(...seqsOf(result.fresh));
        lost += result.lost;
        sentThrough = Math.max(sentThrough, first + length - 1);
      }
      expect(taken).toEqual([...new Set(taken)].sort((a, b) => a - b));
      expect(taken.length + lost).toBe(sentThrough);
    }),
  );
});

function start(): DocumentState {
  return createDocument(DOCUMENT, 1000, true);
}

function learn(known: Parameters<typeof sampleKnown>[0]) {
  const state = start();
  takeBatch(state, sampleBatch([], { connections: [sampleKnown(known)] }));
  return state.connections.get(1);
}

function frames(from: number, through: number): Occurrence[] {
  return Array.from({ length: through - from + 1 }, (_, index) => sampleFrame(from + index, ''));
}

function seqsOf(occurrences: readonly Occurrence[]): number[] {
  return occurrences.map(({ seq }) => seq);
}

it('a document keeps a thousand connections, those that are over go first', () => {
  const state = createDocument('d', 0, true);
  const open = connectionOf(state, 1);
  for (let id = 2; id <= 1_000; id++) connectionOf(state, id).state = 'closed';
  for (let id = 1_001; id <= 1_500; id++) connectionOf(state, id).state = 'closed';
  expect(state.connections.size).toBe(1_000);
  expect(state.connections.get(1)).toBe(open);
  expect(state.connections.has(2)).toBe(false);
});

it('an open connection outlives a thousand that were never open', () => {
  const state = createDocument('d', 0, true);
  const open = connectionOf(state, 1);
  open.state = 'open';
  for (let id = 2; id <= 1_500; id++) connectionOf(state, id);
  expect(state.connections.size).toBe(1_000);
  expect(state.connections.get(1)).toBe(open);
});

it('a document remembers as many late frames as one batch may bring, the last', () => {
  const state = start();
  const lateOf = (round: number) =>
    sampleBatch([], { late: frames(1 + round * 4_096, (round + 1) * 4_096), last: round + 1 });
  for (let round = 0; round < 4; round++) expect(takeBatch(state, lateOf(round)).fresh).toHaveLength(4_096);
  expect(state.late.size).toBe(4_096);
  expect(takeBatch(state, lateOf(3)).fresh).toEqual([]);
});
