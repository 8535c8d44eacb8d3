import { describe, expect, it } from 'vitest';
import {
  encryptedChannelOf,
  entriesOf,
  introduce,
  namesOf,
  OPENED,
  startInspection,
} from './sample-inspection';
import {
  DOCUMENT,
  ENCRYPTED_CHANNEL,
  encryptedFrames,
  eventText,
  sampleBatch,
  sampleFrame,
  sampleKnown,
} from './sample-traffic';

describe('batches', () => {
  it('are acknowledged up to what was taken in', () => {
    const { inspection } = startInspection();
    expect(inspection.takeIn(sampleBatch(encryptedFrames(1, 5)))).toBe(5);
    expect(inspection.next()).toEqual([[DOCUMENT, 6]]);
  });

  it('that come twice change nothing', () => {
    const { inspection } = startInspection();
    for (let time = 0; time < 2; time++) inspection.takeIn(sampleBatch(encryptedFrames(1, 5)));
    expect(namesOf(inspection)).toEqual(['e1', 'e2', 'e3', 'e4', 'e5']);
    expect(inspection.dropped()).toBe(0);
  });

  it('of a document that was never introduced or was left are not acknowledged', () => {
    const { inspection } = startInspection();
    inspection.forgetBefore(2000);
    expect(inspection.takeIn(sampleBatch(encryptedFrames(1, 5)))).toBeUndefined();
    expect(inspection.capture.length).toBe(0);
  });

  it('with a gap before them count as dropped, and the row after the gap says so', () => {
    const { inspection } = startInspection();
    inspection.takeIn(sampleBatch(encryptedFrames(1, 2)));
    inspection.takeIn(sampleBatch(encryptedFrames(5, 6)));
    expect(inspection.dropped()).toBe(2);
    expect(entriesOf(inspection).map(({ droppedBefore }) => droppedBefore)).toEqual([0, 0, 2, 0]);
  });

  it('of a document that is introduced again go on where they were', () => {
    const { inspection } = startInspection();
    inspection.takeIn(sampleBatch(encryptedFrames(1, 3)));
    introduce(inspection);
    inspection.takeIn(sampleBatch(encryptedFrames(2, 4)));
    expect(namesOf(inspection)).toEqual(['e1', 'e2', 'e3', 'e4']);
  });
});

describe('what is cleared', () => {
  it('is gone with its counts, and comes back as it was', async () => {
    const { inspection, answer } = startInspection();
    inspection.takeIn(sampleBatch(encryptedFrames(1, 3)));
    await answer(OPENED);
    const removed = inspection.clear();
    expect(inspection.rows.list().length).toBe(0);
    expect(encryptedChannelOf(inspection)).toMatchObject({ events: 0, opened: 0 });
    inspection.takeIn(sampleBatch(encryptedFrames(4, 4)));
    inspection.restore(removed, 0);
    expect(namesOf(inspection)).toEqual(['e1', 'e2', 'e3', 'e4']);
    expect(encryptedChannelOf(inspection)).toMatchObject({ events: 4, opened: 3, dark: 0 });
    expect(inspection.rows.list().length).toBe(4);
  });

  it('takes the count of what was dropped with it', () => {
    const { inspection } = startInspection();
    inspection.takeIn(sampleBatch(encryptedFrames(7, 8), { connections: [sampleKnown()] }));
    expect(inspection.dropped()).toBe(6);
    inspection.clear();
    expect(inspection.dropped()).toBe(0);
  });

  it('opens when its answer comes, and is open when it is put back', async () => {
    const { inspection, answer } = startInspection();
    inspection.takeIn(sampleBatch(encryptedFrames(1, 1)));
    const removed = inspection.clear();
    await answer(OPENED);
    expect(inspection.tally.count('opened')).toBe(0);
    inspection.restore(removed, 0);
    expect(inspection.tally.count('opened')).toBe(1);
    expect(encryptedChannelOf(inspection)).toMatchObject({ opened: 1, dark: 0 });
  });
});

describe('a full capture', () => {
  it('drops the oldest entries and counts them', () => {
    const { inspection } = startInspection(1500);
    inspection.takeIn(sampleBatch(encryptedFrames(1, 50)));
    const held = inspection.capture.length;
    expect(held).toBeLessThan(10);
    expect(inspection.dropped()).toBe(50 - held);
    expect(inspection.rows.list().length).toBe(held);
    expect(inspection.tally.count('dark')).toBe(held);
  });
});

describe('a navigation', () => {
  it('forgets older documents with their entries and keeps the new one, whichever comes first', () => {
    const { inspection } = startInspection();
    inspection.takeIn(sampleBatch(encryptedFrames(1, 3)));
    const next = '00000000-0000-4000-8000-000000000002';
    introduce(inspection, next, 2000);
    inspection.takeIn(sampleBatch(encryptedFrames(1, 2), { document: next }));
    inspection.forgetBefore(2000);
    inspection.forgetBefore(2000);
    expect(namesOf(inspection)).toEqual(['e1', 'e2']);
    expect(inspection.next()).toEqual([[next, 3]]);
    expect(inspection.connections()).toHaveLength(1);
    expect(inspection.tally.count('dark')).toBe(2);
  });
});

describe('a document that has gone', () => {
  it('leaves its entries, with its connections closed and their channels gone', () => {
    const { inspection } = startInspection();
    const subscribed = `{"event":"pusher_internal:subscription_succeeded","channel":"${ENCRYPTED_CHANNEL}"}`;
    inspection.takeIn(sampleBatch([sampleFrame(1, subscribed), ...encryptedFrames(2, 2)]));
    inspection.leave(DOCUMENT);
    expect(inspection.capture.length).toBe(2);
    expect(inspection.connections()[0]?.state).toBe('closed');
    expect(encryptedChannelOf(inspection)?.subscription).toBe('unsubscribed');
  });
});

it('frames of unknown sockets are counted over all documents', () => {
  const { inspection } = startInspection();
  introduce(inspection, '00000000-0000-4000-8000-000000000002', 1000);
  inspection.takeIn(sampleBatch([sampleFrame(1, eventText('a', 'b', {}))], { unknownFrames: 3 }));
  inspection.takeIn(sampleBatch([], { document: '00000000-0000-4000-8000-000000000002', unknownFrames: 4 }));
  expect(inspection.unknownFrames()).toBe(7);
});

it('a full capture takes what it drops out of the counts of its channel', () => {
  const { inspection } = startInspection(1500);
  inspection.setHasKeys(false);
  inspection.takeIn(sampleBatch(encryptedFrames(1, 50)));
  const held = inspection.capture.length;
  expect(encryptedChannelOf(inspection)).toMatchObject({ events: held, dark: held });
});

it('an undone clear brings the count of what was dropped back', () => {
  const { inspection } = startInspection();
  inspection.takeIn(sampleBatch(encryptedFrames(7, 8), { connections: [sampleKnown()] }));
  const dropped = inspection.dropped();
  inspection.restore(inspection.clear(), dropped);
  expect(inspection.dropped()).toBe(6);
});
