import { encode } from '@msgpack/msgpack';
import { describe, expect, it } from 'vitest';
import { fromBase64, fromUtf8, toBase64 } from '../../bytes';
import type { Payload } from '../../frame';
import { protocol } from './protocol';

await protocol.prepare({ base64: '' });

const SECRET = 'abcdSECRET0123456789';
const API_KEY = 'xVLyHw.A-pwh7:SECRET0123456789';
const url = (name: string, value = SECRET) => `Bad request wss://h/?v=6&${name}=${value}&format=json`;

describe.each<[string, (frame: unknown) => Payload]>([
  ['JSON', (frame) => ({ text: JSON.stringify(frame) })],
  ['MessagePack', (frame) => ({ base64: toBase64(encode(frame)) })],
])('what is shown of a frame of %s', (_, pack) => {
  it.each<[string, Record<string, unknown>]>([
    ['an ERROR that quotes a URL', { action: 9, error: { code: 1, message: url('access_token') } }],
    ['an ERROR that quotes a key', { action: 9, error: { code: 1, message: url('key', API_KEY) } }],
    [
      'a CONNECTED',
      { action: 4, connectionKey: SECRET, connectionDetails: { connectionKey: SECRET, clientId: 'é' } },
    ],
    ['an AUTH', { action: 17, auth: { accessToken: SECRET } }],
    ['an ATTACH with parameters', { action: 10, channel: 'c', params: { token: SECRET, key: API_KEY } }],
    ['a list of tokens', { action: 10, channel: 'c', params: { token: [SECRET] } }],
    ['a message for another', { action: 15, messages: [{ name: 'n', data: 'x', connectionKey: SECRET }] }],
    ['a frame of messages', { action: 15, connectionKey: SECRET, messages: [{ data: 'x' }] }],
    ['an annotation', { action: 21, annotations: [{ type: 'x', recover: SECRET, resume: SECRET }] }],
    ['an entry that is none', { action: 15, messages: [[{ connectionKey: SECRET }]] }],
  ])('has no secret: %s', (_, frame) => {
    const payload = pack(frame);
    const hidden = protocol.hideSecrets(payload);
    expect(spelled(payload)).toContain('SECRET');
    expect(spelled(hidden)).not.toContain('SECRET');
    if ('base64' in payload) expect(spelled(hidden)).toHaveLength(spelled(payload).length);
    // It reads as before.
    const eventsOf = (each: Payload) => protocol.createDecoder('app')(each, 'received').events;
    expect(eventsOf(hidden).map(({ event }) => event)).toEqual(eventsOf(payload).map(({ event }) => event));
  });

  it.each<[string, Record<string, unknown>]>([
    ['as JSON', { action: 15, messages: [{ data: `{"accessToken":"${SECRET}"}`, encoding: 'json' }] }],
    ['as an object', { action: 15, messages: [{ data: { accessToken: SECRET, key: API_KEY } }] }],
    ['as a text', { action: 15, messages: [{ data: url('token') }] }],
    [
      'of a member',
      { action: 14, presence: [{ action: 2, clientId: 'a', data: { connectionKey: SECRET } }] },
    ],
    ['in headers', { action: 15, messages: [{ extras: { headers: { resume: SECRET } } }] }],
    ['in an object', { action: 19, state: [{ operation: { mapSet: { key: SECRET, token: SECRET } } }] }],
  ])('has all that is the app’s own: %s', (_, frame) => {
    const payload = pack(frame);
    expect(protocol.hideSecrets(payload)).toBe(payload);
  });

  it('has the key of a map, an empty credential, and what is no text', () => {
    const payload = pack({ action: 4, params: { key: 'long name of an entry', token: '', resume: 5 } });
    expect(protocol.hideSecrets(payload)).toBe(payload);
  });
});

it('a frame of any depth is looked through', () => {
  const text = `{"action":4,"x":${'['.repeat(100_000)}{"token":"${SECRET}"}${']'.repeat(100_000)}}`;
  expect(spelled(protocol.hideSecrets({ text }))).not.toContain('SECRET');
});

it('a frame of many secrets is soon looked through', () => {
  const params = Array.from({ length: 20_000 }, (_, i) => ({ token: `${SECRET}${i}` }));
  const frame = { action: 10, channel: 'x'.repeat(2_000_000), params };
  const start = performance.now();
  for (const payload of [{ text: JSON.stringify(frame) }, { base64: toBase64(encode(frame)) }]) {
    expect(protocol.hideSecrets(payload)).not.toBe(payload);
  }
  expect(performance.now() - start).toBeLessThan(2000);
});

describe('a frame that can not be read', () => {
  const connected = { action: 4, connectionKey: SECRET, connectionDetails: { connectionKey: SECRET } };
  const error = { action: 9, error: { code: 1, message: url('access_token') } };
  it.each<[string, Payload]>([
    ['a CONNECTED with a byte behind it', { base64: toBase64(new Uint8Array([...encode(connected), 1])) }],
    ['an ERROR that is cut off', { base64: toBase64(encode(error).subarray(0, -3)) }],
    ['a CONNECTED that is cut off', { text: JSON.stringify(connected).slice(0, -5) }],
    ['an ERROR with rubbish behind it', { text: `${JSON.stringify(error)}x` }],
    ['a text that is no JSON', { text: url('resume') }],
    ['JSON that is no frame', { text: JSON.stringify({ token: SECRET }) }],
  ])('shows no secret: %s', (_, payload) => {
    const hidden = protocol.hideSecrets(payload);
    expect(spelled(hidden)).not.toContain('SECRET');
    if ('base64' in payload) expect(spelled(hidden)).toHaveLength(spelled(payload).length);
    const [event] = protocol.createDecoder('app')(payload, 'received').events;
    const shown = event?.content.kind === 'malformed' ? event.content.text : undefined;
    expect(shown).toBe('text' in hidden ? hidden.text : 'base64' in hidden ? hidden.base64 : '');
  });

  it('keeps its JSON readable behind a value of API key form only', () => {
    const payload = { text: '{"key":"long name of an entry"' };
    expect(protocol.hideSecrets(payload)).toBe(payload);
    expect(spelled(protocol.hideSecrets({ text: `{"key":"${API_KEY}"` }))).toBe('{"key":"xVLy…"');
  });
});

/** A payload as text: of bytes those that are no UTF-8 as Latin-1, one character each. */
function spelled(payload: Payload): string {
  if ('text' in payload) return payload.text;
  const bytes = 'base64' in payload ? (fromBase64(payload.base64) ?? new Uint8Array()) : new Uint8Array();
  return fromUtf8(bytes) ?? String.fromCharCode(...bytes);
}
