import { encode } from '@msgpack/msgpack';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ablyRecognizer } from './recognize';

const { recognizeUrl, recognizeFrame } = ablyRecognizer;

describe('Ably is recognised by its URL', () => {
  it.each([
    'wss://main.realtime.ably.net/?access_token=xVLyHw.T&format=json&heartbeats=true&v=6&agent=ably-js%2F2.28.0%20browser',
    'wss://realtime.example.com:443/?key=a.b%3Ac&format=msgpack&v=1.2',
    'ws://localhost:8080/ably/?v=2&format=json&key=a.b:c&resume=d',
  ])('%s', (url) => {
    expect(recognizeUrl(new URL(url))).toBe(true);
  });
});

describe('Ably is not recognised by a URL', () => {
  it.each([
    ['of Pusher', 'wss://ws-eu.pusher.com/app/key?protocol=7&client=js&version=8.6.0&flash=false'],
    ['of Sockudo V2', 'wss://localhost/app/key?protocol=2&format=json&token=x'],
    ['without a credential', 'wss://a/?v=6&format=json'],
    ['without a form', 'wss://a/?v=6&key=a.b:c'],
    ['without a version', 'wss://a/?key=a.b:c&format=json'],
    ['of another form', 'wss://a/?v=6&key=x&format=xml'],
    ['of Discord', 'wss://gateway.discord.gg/?v=10&encoding=json'],
  ])('%s', (_, url) => {
    expect(recognizeUrl(new URL(url))).toBe(false);
  });
});

const frames: [string, Record<string, unknown>][] = [
  ['CONNECTED', { action: 4, connectionId: 'c', connectionKey: 'c!k', connectionDetails: { clientId: '*' } }],
  ['ATTACH with parameters', { action: 10, channel: 'chat', params: { delta: 'vcdiff' } }],
  ['ATTACHED', { action: 11, channel: 'chat', channelSerial: 's', flags: 983_040 }],
  ['MESSAGE', { action: 15, id: 'c:1', channel: 'chat', messages: [{ name: 'a', data: 'b' }] }],
  ['PRESENCE', { action: 14, channel: 'chat', presence: [{ action: 2, clientId: 'bob' }] }],
  ['SYNC', { action: 16, channel: 'chat', channelSerial: 's:', presence: [] }],
  ['ACK', { action: 1, msgSerial: 0, count: 1 }],
  ['OBJECT', { action: 19, channel: 'chat', state: [] }],
  ['ANNOTATION', { action: 21, channel: 'chat', annotations: [] }],
];

describe('Ably is recognised by a frame', () => {
  it.each(frames)('%s', (_, frame) => {
    expect(recognizeFrame(JSON.stringify(frame))).toBe(true);
    expect(recognizeFrame(JSON.stringify(frame, undefined, 2))).toBe(true);
    expect(recognizeFrame(encode(frame))).toBe(true);
  });

  it('whose payload is cut off', () => {
    const long = { action: 15, channel: 'chat', messages: [{ data: 'x'.repeat(10_000) }] };
    expect(recognizeFrame(JSON.stringify(long).slice(0, 2048))).toBe(true);
    expect(recognizeFrame(encode(long).subarray(0, 2048))).toBe(true);
  });
});

describe('Ably is not recognised by a frame', () => {
  it.each([
    ['of Pusher', '{"event":"pusher:subscribe","data":{"auth":"","channel":"orders"}}'],
    ['of Pusher with a number for action', '{"event":"e","action":15,"channel":"c","messages":[]}'],
    ['of socket.io', '42["message",{"action":15,"channel":"chat","messages":[]}]'],
    ['of a gateway with actions', '{"action":"sendmessage","channel":"chat","messages":[]}'],
    ['with an action and no more', '{"action":15}'],
    ['with an action and a channel', '{"action":10,"channel":"chat"}'],
    ['of a game', '{"action":4,"x":1,"y":2}'],
    ['that holds one', '{"type":"log","frame":{"action":15,"channel":"chat","messages":[]}}'],
    ['that quotes one', JSON.stringify({ data: '{"action":15,"channel":"chat","messages":[]}' })],
    ['that lists some', '[{"action":15,"channel":"chat","messages":[]}]'],
    ['with a fraction for action', '{"action":15.5,"channel":"chat","messages":[]}'],
    ['that is empty', ''],
  ])('%s', (_, text) => {
    expect(recognizeFrame(text)).toBe(false);
  });

  it.each<[string, Uint8Array]>([
    ['of no bytes', new Uint8Array(0)],
    ['of Sockudo V2', encode(['sockudo:ping', null, null])],
    ['of another map', encode({ action: 'join', channel: 'c', messages: [] })],
    ['of another map with a number', encode({ action: 15, room: 'c' })],
    ['of text', new TextEncoder().encode('{"action":15}')],
    ['of zeros', new Uint8Array(2048)],
  ])('%s', (_, bytes) => {
    expect(recognizeFrame(bytes)).toBe(false);
  });
});

it('takes any text and any bytes without throwing', () => {
  const marks = fc.constantFrom('{', '}', '[', ':', ',', '"', '\\', '"action"', '"channel"', '15', ' ', 'x');
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: marks }));
  const bytes = fc.oneof(
    fc.uint8Array(),
    fc
      .uint8Array()
      .map((any) => Uint8Array.from([0x83, 0xa6, ...new TextEncoder().encode('action'), ...any])),
  );
  fc.assert(
    fc.property(fc.oneof(text, bytes), (frame) => {
      recognizeFrame(frame);
    }),
    { numRuns: 2000 },
  );
});
