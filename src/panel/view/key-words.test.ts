import { describe, expect, it } from 'vitest';
import type { TestedReading } from '../../core/key-reading';
import type { Captured } from '../store';
import { readingText, testText } from './key-words';
import { sampleTested } from './sample-readings';

const captured: Captured = { secretbox: 3, 'aes-cbc': 0, isCut: false, seen: [] };
const orders = 'private-encrypted-orders';

it('what was understood is said with what was mended', () => {
  const said = (change: Partial<TestedReading>) => {
    const tested = sampleTested(change);
    return readingText({ name: '0', reading: tested, tested });
  };
  expect(said({})).toBe('32 bytes from base64');
  expect(said({ notes: ['there were quotes around it', 'its padding was missing'] })).toBe(
    '32 bytes from base64; there were quotes around it; its padding was missing',
  );
  expect(said({ slip: 'quotes', bytes: 46 })).toBe('46 bytes: with quotes around it');
});

describe('what came of the test is said', () => {
  it.each<[string, Partial<TestedReading>, Partial<Captured>, string]>([
    ['what it opens', { opened: 2, channels: 1 }, {}, 'opens 2 of 3 events on 1 channel'],
    [
      'that only the newest were tried',
      { opened: 2, channels: 1 },
      { isCut: true },
      'opens 2 of 3 events on 1 channel, of the newest',
    ],
    ['the proof of an auth reply', { proved: [orders] }, {}, `is proved by the auth reply of ${orders}`],
    [
      'both',
      { opened: 3, channels: 2, proved: [orders, 'b', 'c'] },
      {},
      `opens 3 of 3 events on 2 channels, proved by the auth reply of ${orders} and 2 more channels`,
    ],
    [
      'the padding alone',
      { kind: 'ably-cipher', unverified: 3 },
      { 'aes-cbc': 3 },
      'fits 3 of 3 events by the padding alone, as 1 wrong key in 256 does',
    ],
    [
      'that an app secret opens nothing',
      { kind: 'app-secret', of: 0 },
      {},
      'opens nothing: signatures are checked with it',
    ],
  ])('%s', (_, change, held, said) => {
    expect(testText(sampleTested(change), { ...captured, ...held })).toBe(said);
  });
});

describe('that it opens nothing is said with the likeliest reason', () => {
  it.each<[string, Partial<TestedReading>, Partial<Captured>, RegExp]>([
    ['nothing is encrypted', { of: 0 }, { secretbox: 0 }, /nothing captured is encrypted yet/],
    ['another app or channel', { of: 0, outside: 1 }, {}, /it opens 1 event of another app or channel/],
    ['another kind of key', { kind: 'ably-cipher', of: 0 }, {}, /encrypted for another kind of key/],
    ['nothing in its scope', { of: 0 }, {}, /nothing of the app and channel that are chosen/],
    [
      'another size',
      { kind: 'ably-cipher', otherSize: 3, bytes: 16 },
      { 'aes-cbc': 3 },
      /a key of 32 bytes, and this one has 16/,
    ],
    [
      'another environment, as an auth reply tells',
      {},
      { seen: [orders] },
      /does not derive the secret of the auth reply of private-encrypted-orders/,
    ],
    ['another environment, as it seems', {}, {}, /sealed with another key/],
    [
      'another environment of Ably',
      { kind: 'ably-cipher' },
      { 'aes-cbc': 3 },
      /it may be the key of another environment/,
    ],
  ])('%s', (_, change, held, said) => {
    expect(testText(sampleTested(change), { ...captured, ...held })).toMatch(/^opens nothing here: /);
    expect(testText(sampleTested(change), { ...captured, ...held })).toMatch(said);
  });
});
