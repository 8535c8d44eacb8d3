import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import type { Entry } from '../core/entry';
import { sampleEntry } from '../core/sample-entry';
import type { Fact, Sealed } from '../core/sealed';
import type { FromPanel } from '../messages';
import { createOpener, type Opener } from './opener';

type OpenRequest = Extract<FromPanel, { type: 'open' }>;

describe('live payloads', () => {
  it('of one turn go in one request, in their order', async () => {
    const { opener, sent } = startOpener();
    for (const id of [1, 2, 3]) openLive(opener, id);
    expect(sent).toEqual([]);
    await Promise.resolve();
    expect(sent.map(idsOf)).toEqual([[1, 2, 3]]);
  });

  it('that are more than a chunk go in several, of which three are under way', async () => {
    const { opener, sent, answer } = startOpener();
    for (let id = 1; id <= 1000; id++) openLive(opener, id);
    await Promise.resolve();
    expect(sent.map(({ payloads }) => payloads.length)).toEqual([256, 256, 256]);
    answer(sent[0]);
    expect(sent.map(({ payloads }) => payloads.length)).toEqual([256, 256, 256, 232]);
  });

  it('that come while all requests are under way are not forgotten', async () => {
    const { opener, sent, answer, applied } = startOpener();
    for (let id = 1; id <= 1000; id++) openLive(opener, id);
    await Promise.resolve();
    openLive(opener, 1001);
    for (let index = 0; index < sent.length; index++) answer(sent[index]);
    expect(applied).toEqual(numbers(1, 1001));
  });

  it('that are many go in their order, though those far behind are read again from their entries', async () => {
    const { opener, sent, answer } = startOpener();
    for (let id = 1; id <= 6000; id++) openLive(opener, id);
    await Promise.resolve();
    for (let index = 0; index < sent.length; index++) answer(sent[index]);
    expect(sent.flatMap(idsOf)).toEqual(numbers(1, 6000));
  });

  it('have no progress to show', async () => {
    const { opener } = startOpener();
    openLive(opener, 1);
    await Promise.resolve();
    expect(opener.progress()).toBeUndefined();
  });
});

describe('answers', () => {
  it('are applied to the entries that were asked for', async () => {
    const { opener, sent, answer, applied } = startOpener();
    for (const id of [1, 2]) openLive(opener, id);
    await Promise.resolve();
    answer(sent[0]);
    expect(applied).toEqual([1, 2]);
  });

  it('that come twice or were never asked for change nothing', async () => {
    const { opener, sent, answer, applied } = startOpener();
    openLive(opener, 1);
    await Promise.resolve();
    answer(sent[0]);
    answer(sent[0]);
    opener.handleFacts(99, [{ outcome: 'no-key' }]);
    expect(applied).toEqual([1]);
  });

  it('that are lost are asked for again, under the same number', async () => {
    const { opener, sent, answer, applied } = startOpener();
    openLive(opener, 1);
    await Promise.resolve();
    opener.repeat();
    expect(sent).toHaveLength(2);
    expect(sent[1]).toEqual(sent[0]);
    answer(sent[0]);
    answer(sent[1]);
    expect(applied).toEqual([1]);
  });

  it('with fewer or more facts than payloads do no harm', async () => {
    const { opener, sent, applied } = startOpener();
    for (const id of [1, 2]) openLive(opener, id);
    await Promise.resolve();
    opener.handleFacts(sent[0]?.request ?? 0, [{ outcome: 'no-key' }]);
    expect(applied).toEqual([1]);
  });
});

describe('past payloads', () => {
  it('are all asked for, and progress counts those that have their answer', () => {
    const { opener, sent, answer, applied } = startOpener();
    openPast(opener, numbers(1, 1000));
    expect(opener.progress()).toEqual({ label: 'Opening', done: 0, total: 1000 });
    answer(sent[0]);
    expect(opener.progress()).toMatchObject({ done: 256, total: 1000 });
    for (let index = 1; index < sent.length; index++) answer(sent[index]);
    expect(opener.progress()).toBeUndefined();
    expect(applied).toEqual(numbers(1, 1000));
  });

  it('are not held once all have their answer', async () => {
    const { opener, sent, answer } = startOpener();
    const held = (() => {
      const entries = numbers(1, 300).map(entryOf);
      opener.openPast(entries);
      return entries.map((entry) => new WeakRef(entry));
    })();
    for (let request = sent.shift(); request !== undefined; request = sent.shift()) answer(request);
    // What was reached in this turn is held until it ends.
    await new Promise((resolve) => setTimeout(resolve));
    setFlagsFromString('--expose-gc');
    (runInNewContext('gc') as () => void)();
    expect(held.filter((entry) => entry.deref() !== undefined)).toEqual([]);
  });

  it('let live ones go first', async () => {
    const { opener, sent, answer } = startOpener();
    openPast(opener, numbers(1, 2000));
    openLive(opener, 9001);
    await Promise.resolve();
    answer(sent[0]);
    expect(idsOf(sent[3])[0]).toBe(9001);
    expect(idsOf(sent[3])).toHaveLength(256);
  });

  it('count as done when nothing in them can be opened', () => {
    const { opener, sent } = startOpener(() => undefined);
    openPast(opener, numbers(1, 600));
    expect(sent).toEqual([]);
    expect(opener.progress()).toBeUndefined();
  });

  it('of a newer key take the place of what still waits, and progress starts over', () => {
    const { opener, sent, answer, applied } = startOpener();
    openPast(opener, numbers(1, 2000));
    openPast(opener, numbers(2001, 2100));
    for (let index = 0; index < 3; index++) answer(sent[index]);
    expect(opener.progress()).toEqual({ label: 'Opening', done: 0, total: 100 });
    expect(applied).toEqual(numbers(1, 768));
    answer(sent[3]);
    expect(opener.progress()).toBeUndefined();
    expect(applied).toEqual([...numbers(1, 768), ...numbers(2001, 2100)]);
  });

  it('can be stopped: what is under way is applied, nothing more is asked', () => {
    const { opener, sent, answer, applied } = startOpener();
    openPast(opener, numbers(1, 2000));
    opener.stopPast();
    expect(opener.progress()).toBeUndefined();
    for (const request of sent.slice()) answer(request);
    expect(sent).toHaveLength(3);
    expect(applied).toEqual(numbers(1, 768));
  });

  it('are each asked for once over a stop of the background in the middle', () => {
    const { opener, sent, answer, applied } = startOpener();
    openPast(opener, numbers(1, 1500));
    answer(sent[1]);
    const lost = sent.splice(0);
    opener.repeat();
    expect(sent.map(idsOf)).toEqual([lost[0], lost[2], lost[3]].map(idsOf));
    for (let index = 0; index < sent.length; index++) answer(sent[index]);
    expect(applied.sort((a, b) => a - b)).toEqual(numbers(1, 1500));
  });
});

function startOpener(seal: (entry: Entry) => Sealed | undefined = ({ id }) => sealedOf(id)) {
  const sent: OpenRequest[] = [];
  const applied: number[] = [];
  const opener = createOpener(
    (message) => {
      if (message.type === 'open') sent.push(message);
    },
    seal,
    ({ id }) => applied.push(id),
  );
  const answer = (request: OpenRequest | undefined) => {
    const facts = request?.payloads.map((): Fact => ({ outcome: 'no-key' })) ?? [];
    opener.handleFacts(request?.request ?? -1, facts);
  };
  return { opener, sent, applied, answer };
}

function openLive(opener: Opener, id: number): void {
  opener.openLive(entryOf(id), sealedOf(id));
}

function openPast(opener: Opener, ids: readonly number[]): void {
  opener.openPast(ids.map(entryOf));
}

function entryOf(id: number): Entry {
  return sampleEntry(id, { state: 'dark', findings: [{ id: 'no-key' }] });
}

/** The ciphertext names the entry; nothing here opens it. */
function sealedOf(id: number): Sealed {
  return { cipher: 'secretbox', app: undefined, channel: 'c', nonce: '', ciphertext: String(id) };
}

function idsOf(request: OpenRequest | undefined): number[] {
  return request?.payloads.map(({ ciphertext }) => Number(ciphertext)) ?? [];
}

function numbers(from: number, through: number): number[] {
  return Array.from({ length: through - from + 1 }, (_, index) => from + index);
}

it('large payloads go in requests that a port takes', async () => {
  const { opener, sent } = startOpener();
  const large: Sealed = { ...sealedOf(1), ciphertext: 'A'.repeat(3_000_000) };
  for (let id = 1; id <= 10; id++) opener.openLive(entryOf(id), large);
  await Promise.resolve();
  expect(sent.map(({ payloads }) => payloads.length)).toEqual([2, 2, 2]);
});
