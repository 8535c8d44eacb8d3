import { encode } from '@msgpack/msgpack';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBase64, toUtf8 } from '../../bytes';
import vectors from '../../vectors/sockudo.json' with { type: 'json' };
import { pusherRecognizer } from '../pusher/recognize';
import { sockudoRecognizer } from './recognize';

const recognizers = [sockudoRecognizer, pusherRecognizer];
const isSockudo = (frame: string | Uint8Array) => sockudoRecognizer.recognizeFrame(frame);

describe('Sockudo V2 is recognised', () => {
  it.each(vectors.cases)('by a known frame: $id', ({ frame, frame_base64 }) => {
    const whole = frame ?? fromBase64(frame_base64 ?? '') ?? '';
    expect(isSockudo(whole)).toBe(true);
    expect(pusherRecognizer.recognizeFrame(whole)).toBe(false);
  });

  it.each([
    '{"event":"sockudo:connection_established","data":"{}"}',
    '{"event":"sockudo:subscribe","data":{"channel":"orders"}}',
    '{"channel":"c","event":"sockudo_internal:subscription_succeeded"}',
    '{"event":"e","channel":"c","data":{"a":[1]},"message_id":"m","stream_id":"s"}',
    '{"event":"e","channel":"c","message_id":"m","serial":1,"extras":{}}',
  ])('by the text %s', (text) => {
    expect(isSockudo(text)).toBe(true);
  });

  it.each<[string, Uint8Array]>([
    ['an answer to a ping in MessagePack', encode(['sockudo:pong', ...new Array(14).fill(null)])],
    [
      'an event without channel in MessagePack',
      encode(['e', null, ['json', '{}'], ...new Array(12).fill(null)]),
    ],
    [
      'an event with a long name in MessagePack',
      encode(['e'.repeat(100), 'c', null, ...new Array(12).fill(null)]),
    ],
    ['an answer to a ping in protobuf', Uint8Array.of(0x0a, 12, ...toUtf8('sockudo:pong'))],
    ['an event in protobuf', Uint8Array.of(0x0a, 1, 0x65, 0x12, 1, 0x63, 0x1a, 2, 0x0a, 0, 0x58, 7)],
    [
      'a long event in protobuf',
      Uint8Array.of(0x0a, 1, 0x65, 0x12, 1, 0x63, 0x1a, 0xff, 0x7f, ...new Uint8Array(4000)),
    ],
  ])('by bytes: %s', (_, bytes) => {
    expect(isSockudo(bytes)).toBe(true);
  });

  it('by the protocol in its URL', () => {
    expect(sockudoRecognizer.recognizeUrl(new URL('wss://h/p/app/key?protocol=2&format=protobuf'))).toBe(
      true,
    );
    expect(sockudoRecognizer.recognizeUrl(new URL('wss://h/app/key?protocol=7'))).toBe(false);
    expect(sockudoRecognizer.recognizeUrl(new URL('wss://h/other?protocol=2'))).toBe(false);
  });
});

describe('Sockudo V2 is not recognised', () => {
  it.each([
    '{"event":"pusher:ping"}',
    '{"event":"e","data":"\\"sockudo:ping\\""}',
    '{"data":{"event":"sockudo:ping"},"event":"e"}',
    '{"event":"e","channel":"c","message_id":"m","serial":1}',
    '{"event":"e","channel":"c","data":{"message_id":"m","stream_id":"s"}}',
    '{"event":{},"channel":"c","message_id":"m","stream_id":"s"}',
    '"sockudo:ping"',
    'sockudo:ping',
    '',
  ])('in the text %s', (text) => {
    expect(isSockudo(text)).toBe(false);
  });

  it.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array()],
    ['a map in MessagePack', encode({ action: 15, channel: 'c' })],
    ['15 numbers in MessagePack', encode(new Array(15).fill(1))],
    ['15 texts in MessagePack', encode(new Array(15).fill('a'))],
    ['an empty name in MessagePack', encode(['', 'c', ...new Array(13).fill(null)])],
    ['a line of text after a line feed', toUtf8('\n hello, this is a text')],
    ['an event alone in protobuf', Uint8Array.of(0x0a, 1, 0x65)],
    ['fields in another order', Uint8Array.of(0x0a, 1, 0x65, 0x1a, 0, 0x12, 1, 0x63)],
    ['a field of another type', Uint8Array.of(0x0a, 1, 0x65, 0x10, 1)],
    ['a frame that is cut off', Uint8Array.of(0x0a, 1, 0x65, 0x12, 9, 0x63)],
    ['a name of control characters', Uint8Array.of(0x0a, 1, 0x01, 0x12, 1, 0x63)],
  ])('in bytes: %s', (_, bytes) => {
    expect(isSockudo(bytes)).toBe(false);
  });

  it('where it is told by Pusher’s recognizer: bytes are none of its', () => {
    expect(pusherRecognizer.recognizeFrame(toUtf8('{"event":"pusher:ping"}'))).toBe(false);
  });
});

it('both recognizers take any text and any bytes without throwing', () => {
  const starts = fc.constantFrom([0x9f], [0x9f, 0xa1, 0x65], [0x0a], [0x0a, 1, 0x65, 0x12], []);
  const bytes = fc
    .tuple(starts, fc.uint8Array({ maxLength: 60 }))
    .map(([start, rest]) => Uint8Array.of(...start, ...rest));
  const texts = fc.oneof(
    fc.string(),
    fc.json().map((json) => `{"event":"sockudo:x","message_id":${json}`),
    fc.json().map((json) => `{"message_id":${json},"event":"pusher:x"}`),
  );
  fc.assert(
    fc.property(fc.oneof(bytes, texts), (frame) => {
      for (const recognizer of recognizers) expect(typeof recognizer.recognizeFrame(frame)).toBe('boolean');
    }),
    { numRuns: 2000 },
  );
});
