import { describe, expect, it } from 'vitest';
import { toBase64 } from '../../bytes';
import vectors from '../../vectors/pusher-frames.json' with { type: 'json' };
import type { Content, DecodedEvent } from '../protocol';
import { protocol } from './protocol';

const channel = 'private-encrypted-a';
const nonce = 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYX';
const ciphertext = 'F5DrhxWg5CB4xzaQnYSE+Q6S6ezXNzc=';

/** What the decoder says to each diagnosis of the vectors; whatever needs a key to be told is sealed here. */
const faults: Record<string, object> = {
  'unencrypted-string': { kind: 'not-encrypted' },
  'short-nonce': { kind: 'nonce-length', bytes: 20 },
  'short-ciphertext': { kind: 'ciphertext-short', bytes: 10 },
  'bad-base64': { kind: 'bad-base64', member: 'ciphertext' },
};

describe('the known frames', () => {
  for (const { id, frame } of vectors.cases) {
    it(`are told apart: ${id}`, () => {
      const content = decode(frame)?.content;
      const fault = faults[id];
      expect(content).toMatchObject(fault ? { kind: 'malformed', fault } : { kind: 'sealed' });
    });
  }
});

describe('an event on an encrypted channel', () => {
  it.each([
    ['a string', JSON.stringify({ nonce, ciphertext })],
    ['an object', { nonce, ciphertext }],
    ['an object with other members and another order', { v: 1, ciphertext, nonce }],
  ])('is sealed when its envelope comes as %s', (_, data) => {
    expect(contentOf(data)).toEqual({
      kind: 'sealed',
      sealed: { cipher: 'secretbox', app: 'app', channel, nonce, ciphertext },
    });
  });

  it('is sealed on an encrypted cache channel too', () => {
    expect(contentOf({ nonce, ciphertext }, 'e', 'private-encrypted-cache-a').kind).toBe('sealed');
  });

  it.each([
    ['no data', undefined, { kind: 'no-data' }],
    ['null', null, { kind: 'no-data' }],
    ['null as JSON', 'null', { kind: 'no-data' }],
    ['an empty text', '', { kind: 'no-data' }],
    ['a text', 'hello', { kind: 'not-encrypted' }],
    ['a number', 5, { kind: 'not-encrypted' }],
    ['an object', { total: 5 }, { kind: 'not-encrypted' }],
    ['an object as JSON', '{"total":5}', { kind: 'not-encrypted' }],
    ['an array with an envelope', [{ nonce, ciphertext }], { kind: 'not-encrypted' }],
    ['an envelope that is cut off', '{"nonce":"AAECAwQFBgcI', { kind: 'cut-off' }],
    [
      'an envelope encoded twice that can not be opened',
      JSON.stringify(JSON.stringify({ nonce })),
      { kind: 'double-encoded' },
    ],
    ['no nonce', { ciphertext }, { kind: 'member-missing', member: 'nonce' }],
    ['an empty nonce', { nonce: '', ciphertext }, { kind: 'member-missing', member: 'nonce' }],
    ['no ciphertext', { nonce }, { kind: 'member-missing', member: 'ciphertext' }],
    ['a ciphertext of null', { nonce, ciphertext: null }, { kind: 'member-missing', member: 'ciphertext' }],
    ['a nonce that is a number', { nonce: 5, ciphertext }, { kind: 'bad-base64', member: 'nonce' }],
    [
      'a ciphertext that is an object',
      { nonce, ciphertext: {} },
      { kind: 'bad-base64', member: 'ciphertext' },
    ],
    [
      'a letter that base64 does not have',
      { nonce, ciphertext: `!!!!${ciphertext}` },
      { kind: 'bad-base64', member: 'ciphertext' },
    ],
    ['three equals signs', { nonce: `${nonce}===`, ciphertext }, { kind: 'bad-base64', member: 'nonce' }],
    [
      'a letter too many',
      { nonce, ciphertext: `${ciphertext.slice(0, -4)}A` },
      { kind: 'bad-base64', member: 'ciphertext' },
    ],
    [
      'a URL-safe nonce of 12 bytes',
      { nonce: 'AAECAwQFBgcICQ-_', ciphertext },
      { kind: 'nonce-length', bytes: 12 },
    ],
    ['a nonce of 12 bytes', { nonce: 'AAECAwQFBgcICQoL', ciphertext }, { kind: 'nonce-length', bytes: 12 }],
  ])('is malformed with %s', (_, data, fault) => {
    expect(contentOf(data)).toMatchObject({ kind: 'malformed', fault });
  });

  it.each([
    [
      'no padding',
      { nonce, ciphertext: ciphertext.replace('=', '') },
      ciphertext,
      { member: 'ciphertext', form: 'unpadded' },
    ],
    [
      'a line feed',
      { nonce: `${nonce}\n`, ciphertext },
      ciphertext,
      { member: 'nonce', form: 'white space' },
    ],
    [
      'spaces',
      { nonce, ciphertext: `${ciphertext.slice(0, 9)} ${ciphertext.slice(9)}` },
      ciphertext,
      { member: 'ciphertext', form: 'white space' },
    ],
    [
      'URL-safe letters',
      { nonce, ciphertext: '-8xX9H1PfkkCpm3e9mHPolfJqg_=' },
      '+8xX9H1PfkkCpm3e9mHPolfJqg/=',
      { member: 'ciphertext', form: 'url-safe' },
    ],
  ])('is sealed as standard base64 when its base64 has %s, and says so', (_, data, standard, oddity) => {
    expect(contentOf(data)).toMatchObject({ sealed: { nonce, ciphertext: standard } });
    expect(findingsOf(data)).toEqual([{ id: 'bad-base64', ...oddity }]);
  });

  it('is sealed when its envelope is encoded twice, and says that client libraries drop it', () => {
    const data = JSON.stringify(JSON.stringify({ nonce, ciphertext }));
    expect(contentOf(data)).toMatchObject({ kind: 'sealed', sealed: { nonce, ciphertext } });
    expect(findingsOf(data)).toEqual([{ id: 'double-encoded-envelope' }]);
    expect(findingsOf({ nonce, ciphertext })).toBeUndefined();
  });

  it.each([
    ['close to it', 7_400, [{ id: 'size-budget', bytes: 9_948 }]],
    ['far from it', 5_000, undefined],
  ])('is measured against the limit of servers: %s', (_, bytes, found) => {
    const long = toBase64(new Uint8Array(bytes + 16));
    expect(findingsOf({ nonce, ciphertext: long })).toEqual(found);
  });

  it('is measured as it was published: PHP writes two characters for a slash', () => {
    const long = toBase64(new Uint8Array(5_000 + 16).fill(255));
    const data = JSON.stringify({ nonce, ciphertext: long }).replaceAll('/', '\\/');
    expect(findingsOf(data)).toEqual([{ id: 'size-budget', bytes: data.length }]);
  });

  it('keeps the text that went out in the clear', () => {
    expect(contentOf('{"total":5}')).toMatchObject({ text: '{"total":5}' });
    expect(contentOf({ total: 5 })).toMatchObject({ text: '{"total":5}' });
  });
});

describe('a client event on an encrypted channel', () => {
  it.each([{ typing: true }, 'hello', undefined, { nonce }])('is clear when it carries %j', (data) => {
    expect(contentOf(data, 'client-typing').kind).toBe('clear');
  });

  it('is sealed when it carries an envelope', () => {
    expect(contentOf({ nonce, ciphertext }, 'client-typing').kind).toBe('sealed');
  });

  it('is notable either way, and not encoded twice where it is in the clear', () => {
    const twice = JSON.stringify(JSON.stringify({ nonce, ciphertext }));
    expect(findingsOf(twice, 'client-typing')).toEqual([{ id: 'client-event-on-encrypted', sealed: false }]);
    expect(findingsOf({ nonce, ciphertext }, 'client-typing')).toEqual([
      { id: 'client-event-on-encrypted', sealed: true },
    ]);
  });
});

function contentOf(data: unknown, event = 'e', name = channel): Content {
  const content = decode(JSON.stringify({ event, channel: name, data }))?.content;
  if (!content) throw new Error('no event');
  return content;
}

function findingsOf(data: unknown, event = 'e'): DecodedEvent['findings'] {
  return decode(JSON.stringify({ event, channel, data }))?.findings;
}

function decode(text: string): DecodedEvent | undefined {
  return protocol.createDecoder('app')({ text }, 'received').events[0];
}
