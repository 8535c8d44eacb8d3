import { describe, expect, it } from 'vitest';
import { createRecognition } from './recognition';

const PUSHER_URL = 'wss://ws-eu.pusher.com/app/key?protocol=7&client=js';
const PLAIN_URL = 'wss://chat.example/socket';
const GREETING = '{"event":"pusher:connection_established","data":"{}"}';

describe('a connection', () => {
  it('is known at once by its URL', () => {
    const recognition = createRecognition();
    expect(recognition.addConnection(1, PUSHER_URL)).toBe(true);
    expect([recognition.isKnown(1), recognition.protocolOf(1)]).toEqual([true, 'pusher']);
  });

  it('is known by a text that comes before its eighth frame is over, and stays known', () => {
    const recognition = createRecognition();
    expect(recognition.addConnection(1, PLAIN_URL)).toBeUndefined();
    for (let i = 0; i < 7; i++) expect(recognition.addSample(1, 'hello')).toBeUndefined();
    expect(recognition.isKnown(1)).toBeUndefined();
    expect(recognition.addSample(1, GREETING)).toBe(true);
    expect(recognition.addSample(1, 'hello')).toBe(true);
    expect(recognition.protocolOf(1)).toBe('pusher');
  });

  it('speaks no known protocol after eight frames that say nothing, and then for good', () => {
    const recognition = createRecognition();
    recognition.addConnection(1, PLAIN_URL);
    const answers = Array.from({ length: 8 }, () => recognition.addSample(1, ''));
    expect(answers).toEqual([...Array<undefined>(7).fill(undefined), false]);
    expect(recognition.addSample(1, GREETING)).toBe(false);
    expect([recognition.isKnown(1), recognition.protocolOf(1)]).toEqual([false, null]);
  });

  it('is all known while each one is', () => {
    const recognition = createRecognition();
    expect(recognition.areAllKnown()).toBe(true);
    recognition.addConnection(1, PUSHER_URL);
    expect(recognition.areAllKnown()).toBe(true);
    recognition.addConnection(2, PLAIN_URL);
    expect(recognition.areAllKnown()).toBe(false);
    for (let i = 0; i < 8; i++) recognition.addSample(2, '');
    expect(recognition.areAllKnown()).toBe(false);
  });

  it('is open to either while nothing was decided', () => {
    const recognition = createRecognition();
    recognition.addConnection(1, PLAIN_URL);
    expect([recognition.isKnown(1), recognition.protocolOf(1)]).toEqual([undefined, undefined]);
  });

  it('that was never made is not known', () => {
    const recognition = createRecognition();
    expect(recognition.addSample(7, GREETING)).toBe(false);
    expect([recognition.isKnown(7), recognition.protocolOf(7)]).toEqual([false, undefined]);
  });

  it('whose URL is none is decided by its texts', () => {
    const recognition = createRecognition();
    expect(recognition.addConnection(1, 'no url')).toBeUndefined();
    expect(recognition.addSample(1, GREETING)).toBe(true);
  });
});

describe('decisions', () => {
  it('are told once each', () => {
    const recognition = createRecognition();
    recognition.addConnection(1, PUSHER_URL);
    recognition.addConnection(2, PLAIN_URL);
    expect(recognition.takeDecided().map(({ id, url }) => [id, url])).toEqual([[1, PUSHER_URL]]);
    expect(recognition.takeDecided()).toEqual([]);
    recognition.addSample(2, GREETING);
    recognition.addSample(2, GREETING);
    expect(recognition.takeDecided().map(({ id }) => id)).toEqual([2]);
  });

  it('and connections are bounded: the oldest are forgotten, and still known', () => {
    const recognition = createRecognition();
    for (let id = 1; id <= 1_001; id++) recognition.addConnection(id, PUSHER_URL);
    expect([recognition.protocolOf(1), recognition.protocolOf(2)]).toEqual([undefined, 'pusher']);
    expect([1, 2, 1_001, 1_002].map(recognition.isKnown)).toEqual([true, true, true, false]);
    expect(recognition.takeDecided()).toHaveLength(1_000);
  });
});

it('a recognised connection outlives a thousand that are not', () => {
  const recognition = createRecognition();
  recognition.addConnection(1, PUSHER_URL);
  for (let id = 2; id <= 1_500; id++) recognition.addConnection(id, PLAIN_URL);
  expect([recognition.isKnown(1), recognition.isKnown(2), recognition.isKnown(1_500)]).toEqual([
    true,
    false,
    undefined,
  ]);
});

it('decisions are told again to a stream that starts again', () => {
  const recognition = createRecognition();
  recognition.addConnection(1, PUSHER_URL);
  recognition.takeDecided();
  recognition.repeatDecided();
  expect(recognition.takeDecided().map(({ id }) => id)).toEqual([1]);
});

it('a connection that was closed undecided is none, and stays it', () => {
  const recognition = createRecognition();
  recognition.addConnection(1, PLAIN_URL);
  expect([recognition.end(1), recognition.isKnown(1), recognition.protocolOf(1)]).toEqual([
    false,
    false,
    null,
  ]);
  recognition.addConnection(2, PUSHER_URL);
  expect([recognition.end(2), recognition.isKnown(2), recognition.end(3)]).toEqual([
    undefined,
    true,
    undefined,
  ]);
});

it('none of any number of undecided connections is ever taken for a known one', () => {
  const recognition = createRecognition();
  for (let id = 1; id <= 5_000; id++) recognition.addConnection(id, PLAIN_URL);
  const known = Array.from({ length: 5_000 }, (_, index) => recognition.isKnown(index + 1));
  expect(known.filter(Boolean)).toEqual([]);
  expect(recognition.areAllKnown()).toBe(false);
});
