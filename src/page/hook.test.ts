import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createFakePage, type FakePage, type FakeSocket } from './fake-page';
import { dataOf, itemsOf, MANY, settle, spanOf, stream } from './sample-stream';
import type { HookBatch } from './wire';

let page: FakePage;

beforeEach(async () => {
  page = createFakePage();
  for (const [name, value] of Object.entries(page.globals)) vi.stubGlobal(name, value);
  vi.resetModules();
  await import('./hook.iife');
  return () => vi.unstubAllGlobals();
});

/** An open socket; its two items are 1 and 2. */
function openSocket(): FakeSocket {
  const socket = page.openSocket();
  socket.open();
  page.posted();
  return socket;
}

describe('while the bridge asks for nothing', () => {
  it('only new sockets and the first eight frames of undecided ones are posted', () => {
    const socket = page.openSocket('wss://a');
    socket.open();
    expect(page.posted()).toEqual([['socket', 1, 'wss://a']]);
    for (let i = 0; i < 20; i++) socket.receive(`text ${i}`);
    page.runTimers();
    expect(page.posted()).toEqual(Array.from({ length: 8 }, (_, i) => ['sample', 1, `text ${i}`]));
  });

  it('samples stop when the bridge has decided, and are never longer than 2,048 characters', () => {
    const socket = openSocket();
    socket.receive('a'.repeat(5_000));
    page.send(['decide', 1, true]);
    socket.receive('b');
    expect(page.posted()).toEqual([['sample', 1, 'a'.repeat(2_048)]]);
  });
});

describe('a long URL', () => {
  it('is told as far as the bridge takes it, past a token to what says app and library', () => {
    const url = `wss://a/?access_token=${'e'.repeat(2_100)}&format=json&v=6`;
    page.openSocket(url);
    page.openSocket(`${url}&rest=${'r'.repeat(10_000)}`);
    expect(page.posted()).toEqual([
      ['socket', 1, url],
      ['socket', 2, expect.stringMatching(/^wss:.{8188}$/)],
    ]);
  });
});

describe('a stream', () => {
  it('begins with the connections and everything that is held', () => {
    const socket = page.openSocket('wss://a');
    socket.open('sub');
    socket.receive('hello');
    socket.send('hi');
    socket.closeWith(4000, 'bye');
    const [batch, ...more] = stream(page, 3);
    expect(more).toEqual([]);
    expect(batch?.slice(0, 5)).toEqual([3, 1, 0, 2, 0]);
    const at = expect.any(Number);
    expect(batch?.[5]).toEqual([[1, 'wss://a', at, 'sub', 'hello', [at, 4000, 'bye', true]]]);
    expect(itemsOf(batch as HookBatch)).toEqual([
      [2, 1, at, 'wss://a', 7],
      [3, 1, at, 'sub', 3],
      [0, 1, at, 'hello', 5],
      [1, 1, at, 'hi', 2],
      [4, 1, at, [at, 4000, 'bye', true], 0],
    ]);
  });

  it('goes on with what comes, in batches by timer, without the connections', () => {
    const socket = openSocket();
    stream(page, 1);
    socket.receive('a');
    socket.receive('b');
    expect(page.batches()).toEqual([]);
    const batches = settle(page);
    expect(batches.map(spanOf)).toEqual([[3, 0, 2, 2]]);
    expect(batches[0]?.[5]).toBeUndefined();
  });

  it('posts at once when a batch is full, by items or by bytes', () => {
    const socket = openSocket();
    stream(page, 1);
    // An item weighs 4,096 beside its bytes, and a batch holds 256 times that.
    for (let i = 0; i < 253; i++) socket.receive('a');
    expect(page.batches().map(spanOf)).toEqual([[3, 0, 253, 253]]);
    socket.receive('a'.repeat(1_048_576));
    expect(page.batches().map(spanOf)).toEqual([[256, 253, 254, 1]]);
  });

  it('waits the whole time after a full batch, whatever the one before it was waiting for', () => {
    const socket = openSocket();
    stream(page, 1);
    for (let i = 0; i < 253; i++) socket.receive('a');
    page.posted();
    socket.receive('b');
    page.runTimers(1);
    expect(page.batches()).toEqual([]);
    page.runTimers(1);
    expect(dataOf(page.batches())).toEqual(['b']);
  });

  it('waits twice as long after a batch of more items than anybody reads, until one of few comes', () => {
    const socket = openSocket();
    stream(page, 1);
    const waitAfter = (items: number) => {
      for (let i = 0; i < items; i++) socket.receive('a');
      page.runTimers();
      page.timerMs();
      socket.receive('b');
      return page.timerMs();
    };
    expect(waitAfter(20)).toEqual([40]);
    // One of them is the "b" of before.
    expect(waitAfter(20)).toEqual([80]);
    expect(waitAfter(1)).toEqual([40]);
  });

  it('hands a long backlog over in batches of at most 256, one a turn', () => {
    const socket = openSocket();
    for (let i = 0; i < 600; i++) socket.receive(`${i}`);
    page.posted();
    page.send(['stream', 1, 1, MANY, MANY]);
    expect(page.batches()).toHaveLength(1);
    page.runTimers();
    expect(page.batches()).toHaveLength(1);
    const all = [...stream(page, 2)];
    expect(all.map(spanOf)).toEqual([
      [1, 0, 250, 252],
      [253, 250, 502, 252],
      [505, 502, 600, 98],
    ]);
    expect(dataOf(all).slice(2)).toEqual(Array.from({ length: 600 }, (_, i) => `${i}`));
  });

  it('begins where it is asked to', () => {
    const socket = openSocket();
    for (const text of ['a', 'b', 'c']) socket.receive(text);
    expect(dataOf(stream(page, 1, 4))).toEqual(['b', 'c']);
    const [batch] = stream(page, 2, 100);
    expect(spanOf(batch as HookBatch)).toEqual([6, 3, 3, 0]);
  });

  it('ends when it is told to, and loses nothing until the next', () => {
    const socket = openSocket();
    stream(page, 1);
    socket.receive('a');
    page.send(['stop']);
    socket.receive('b');
    expect(settle(page)).toEqual([]);
    expect(dataOf(stream(page, 2, 3))).toEqual(['a', 'b']);
  });
});

describe('back-pressure', () => {
  it('posts nothing without credit, and goes on where it was when there is some', () => {
    const socket = openSocket();
    stream(page, 1, 1, MANY, 1);
    socket.receive('a');
    socket.receive('b');
    expect(settle(page)).toEqual([]);
    page.send(['credit', 1_000]);
    expect(settle(page).map(spanOf)).toEqual([[3, 0, 2, 2]]);
  });

  it('drops the oldest when the backlog is full, and the counts say how many', () => {
    const socket = openSocket();
    // Room for ten items of 65 bytes; credit for the first batch only.
    stream(page, 1, 1, 650, 1);
    for (let i = 0; i < 30; i++) socket.receive(String(i % 10));
    page.send(['credit', 1_000_000]);
    const [batch] = settle(page);
    expect(spanOf(batch as HookBatch)).toEqual([23, 20, 30, 10]);
  });

  it('holds no frame that is larger than the backlog, and counts it', () => {
    const socket = openSocket();
    stream(page, 1, 1, 1_000, MANY);
    socket.receive('a'.repeat(2_000));
    socket.receive('b');
    const batches = settle(page);
    expect(dataOf(batches)).toEqual(['b']);
    expect(batches.at(-1)?.slice(1, 4)).toEqual([4, 1, 2]);
  });
});
