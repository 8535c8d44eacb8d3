import { describe, expect, it } from 'vitest';
import vectors from '../../vectors/pusher-frames.json' with { type: 'json' };
import type { Content } from '../protocol';
import { decode } from './decode';

const channel = 'private-encrypted-a';
const nonce = 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYX';
const ciphertext = 'F5DrhxWg5CB4xzaQnYSE+Q6S6ezXNzc=';

/** What the decoder says to each diagnosis of the vectors; whatever needs a key to be told is sealed here. */
const faults: Record<string, object> = {
  'unencrypted-string': { kind: 'not-encrypted' },
  'double-encoded-envelope': { kind: 'double-encoded' },
  'short-nonce': { kind: 'nonce-length', bytes: 20 },
  'short-ciphertext': { kind: 'ciphertext-short', bytes: 10 },
  'bad-base64': { kind: 'bad-base64', member: 'ciphertext' },
  'urlsafe-base64': { kind: 'bad-base64', member: 'ciphertext' },
};

describe('the known frames', () => {
  for (const { id, frame } of vectors.cases) {
    it(`are told apart: ${id}`, () => {
      const content = decode({ text: frame }, 'received', undefined).events[0]?.content;
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
    [
      'an envelope encoded twice',
      JSON.stringify(JSON.stringify({ nonce, ciphertext })),
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
      'an unpadded ciphertext',
      { nonce, ciphertext: ciphertext.replace('=', '') },
      { kind: 'bad-base64', member: 'ciphertext' },
    ],
    [
      'a line feed after the nonce',
      { nonce: `${nonce}\n`, ciphertext },
      { kind: 'bad-base64', member: 'nonce' },
    ],
    ['a nonce of 12 bytes', { nonce: 'AAECAwQFBgcICQoL', ciphertext }, { kind: 'nonce-length', bytes: 12 }],
  ])('is malformed with %s', (_, data, fault) => {
    expect(contentOf(data)).toMatchObject({ kind: 'malformed', fault });
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
});

function contentOf(data: unknown, event = 'e', name = channel): Content {
  const text = JSON.stringify({ event, channel: name, data });
  const content = decode({ text }, 'received', 'app').events[0]?.content;
  if (!content) throw new Error('no event');
  return content;
}
