import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createFakePage, type FakePage, type FakeSocket } from './fake-page';
import { dataOf, settle, spanOf, stream } from './sample-stream';
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

describe('a frame', () => {
  it('of a socket that speaks no known protocol is counted, not kept', () => {
    const socket = openSocket();
    socket.receive('a');
    page.send(['decide', 1, false]);
    socket.receive('b');
    socket.send('c');
    const [batch] = stream(page, 1);
    expect(batch?.[4]).toBe(3);
    expect(dataOf([batch as HookBatch])).not.toContain('b');
  });

  it('that the page itself has dispatched is none', () => {
    const socket = openSocket();
    socket.receive('a', false);
    expect(dataOf(stream(page, 1, 3))).toEqual([]);
  });

  it('of bytes is copied when it comes, whole or the part that a view shows', () => {
    const socket = openSocket();
    const bytes = new Uint8Array([1, 2, 3, 4]);
    socket.receive(bytes.buffer);
    socket.send(bytes.subarray(1, 3));
    socket.send(new DataView(bytes.buffer, 3));
    bytes.fill(0);
    const data = dataOf(stream(page, 1, 3)) as ArrayBuffer[];
    expect(data.map((buffer) => Array.from(new Uint8Array(buffer)))).toEqual([[1, 2, 3, 4], [2, 3], [4]]);
  });

  it('larger than the backlog leaves its length, and everything else where it is', () => {
    const socket = openSocket();
    socket.receive('before');
    socket.receive('x'.repeat(5_000_000));
    socket.receive(new ArrayBuffer(6_000_000));
    socket.receive('after');
    expect(dataOf(stream(page, 1, 3))).toEqual(['before', 5_000_000, 6_000_000, 'after']);
  });

  it('of bytes is told to the bridge among the first, unless it is long', () => {
    const socket = openSocket();
    socket.receive(new Uint8Array([0x81, 1]).buffer);
    socket.receive(new ArrayBuffer(3_000));
    const samples = page.posted().filter(([type]) => type === 'sample');
    expect(samples.map(([, , start]) => start)).toEqual([new Uint8Array([0x81, 1]).buffer, '']);
  });

  it('that send refuses is not recorded, and the error is the page’s', () => {
    const socket = page.openSocket();
    expect(() => socket.send('too early')).toThrow('CONNECTING');
    expect(dataOf(stream(page, 1))).toEqual(['wss://ws.example/app/key']);
  });

  it('sent as an object is converted once, and recorded as it was sent', () => {
    const socket = openSocket();
    let calls = 0;
    socket.send({ toString: () => `call ${++calls}` });
    expect([socket.sent, dataOf(stream(page, 1, 3))]).toEqual([['call 1'], ['call 1']]);
  });
});

describe('at pagehide', () => {
  it('what is left is handed over at once, bytes included', () => {
    const socket = openSocket();
    page.send(['decide', 1, true]);
    stream(page, 1);
    socket.receive('on its way');
    settle(page);
    socket.receive('last');
    socket.receive(new Uint8Array([0, 255]).buffer);
    socket.receive(new Blob(['lost']));
    page.leave();
    const [farewell, ...handed] = page.posted();
    expect(farewell).toEqual(['leave']);
    const batches = handed.map(([, ...batch]) => batch as HookBatch);
    expect(batches.map(spanOf)).toEqual([[4, 1, 4, 3]]);
    expect(dataOf(batches)).toEqual(['last', new Uint8Array([0, 255]).buffer, expect.any(Blob)]);
  });

  it('what comes after it goes at once, until the bridge speaks again', () => {
    const socket = openSocket();
    page.send(['decide', 1, true]);
    stream(page, 1);
    page.leave();
    page.posted();
    socket.receive('after');
    expect(dataOf(page.batches())).toEqual(['after']);
    page.send(['credit', 0]);
    socket.receive('back');
    expect(page.posted()).toEqual([]);
    expect(dataOf(settle(page))).toEqual(['back']);
  });

  it('nothing is handed over while nobody has asked', () => {
    openSocket().receive('a');
    page.posted();
    page.leave();
    expect(page.posted()).toEqual([]);
  });
});
