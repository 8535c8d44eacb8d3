import { BinaryWriter } from '@bufbuild/protobuf/wire';
import { encode } from '@msgpack/msgpack';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { fromBase64, toBase64, toUtf8 } from '../../bytes';
import { openSecretbox } from '../../crypto/secretbox';
import { deriveSharedSecret } from '../../crypto/shared-secret';
import type { Payload } from '../../frame';
import vectors from '../../vectors/sockudo.json' with { type: 'json' };
import type { DecodedEvent, DecodedFrame } from '../protocol';
import { protocol } from './protocol';

const packed = { base64: toBase64(encode([])) };
const tagged = { base64: 'CgA=' };

beforeAll(async () => {
  expect(decode(packed).events[0]?.content).toMatchObject({
    fault: { kind: 'unreadable', form: 'MessagePack' },
  });
  await protocol.prepare(packed);
  await protocol.prepare(tagged);
});

describe('a known frame', () => {
  for (const vector of vectors.cases) {
    const payload: Payload = vector.frame ? { text: vector.frame } : { base64: vector.frame_base64 ?? '' };

    it(`is read and sealed: ${vector.id}`, () => {
      const [event] = decode(payload).events;
      expect(event).toMatchObject({ event: vector.expected.event, channel: vector.channel });
      if (event?.content.kind !== 'sealed' || event.content.sealed.cipher !== 'secretbox') {
        throw new Error(`not sealed but ${event?.content.kind}`);
      }
      const { nonce, ciphertext } = event.content.sealed;
      const key = deriveSharedSecret('A', vector.channel, bytesOf(vector.master_key.value));
      const plaintext = openSecretbox(bytesOf(ciphertext), bytesOf(nonce), key);
      expect(new TextDecoder().decode(plaintext ?? new Uint8Array())).toBe(vector.expected.plaintext);
    });

    it(`says the same beside its payload in every form: ${vector.id}`, () => {
      expect(protocol.describe(payload, 'received', 0).details).toEqual([
        { name: 'message id', value: 'm-1' },
        { name: 'serial', value: '42' },
        { name: 'stream id', value: 's-1' },
        { name: 'header region', value: 'eu' },
        { name: 'header ttl', value: '5' },
        { name: 'header replay', value: 'true' },
        { name: 'echo', value: 'false' },
        { name: 'never encrypted', value: 'event name, channel, user_id, time and size' },
      ]);
    });
  }

  it('that is binary is shown as JSON', () => {
    const shown = vectors.cases.flatMap(({ frame_base64 }) =>
      frame_base64 ? [protocol.showBinary({ base64: frame_base64 })] : [],
    );
    for (const text of shown)
      expect(JSON.parse(text ?? '')).toEqual(JSON.parse(vectors.cases[0]?.frame ?? ''));
    expect(shown[0]).toMatch(/^\{\n {2}"event": "order\.created",\n/);
    expect(protocol.showBinary({ text: vectors.cases[0]?.frame ?? '' })).toBeUndefined();
  });
});

describe('MessagePack', () => {
  const megabyte = new Uint8Array(1_000_000);
  it.each<[string, unknown]>([
    ['a frame', megabyte],
    ['extras', ['e', 'c', ['string', '1'], ...new Array(9).fill(null), megabyte, null, null]],
    ['headers', ['e', 'c', ['string', '1'], ...new Array(9).fill(null), { headers: megabyte }, null, null]],
    ['a header', ['e', 'c', ['string', '1'], ...new Array(9).fill(null), { headers: { a: megabyte } }]],
    ['a member of extras', ['e', 'c', ['string', '1'], ...new Array(9).fill(null), { ai: megabyte }]],
    ['structured data', ['e', 'c', ['structured', megabyte]]],
    ['tags', ['e', 'c', ['string', '1'], null, null, megabyte]],
    ['data with marks of deltas', ['e', 'c', ['binary', megabyte], ...new Array(10).fill(null), 1, null]],
  ])('has no member for each byte where %s should be none', (_, value) => {
    const packed = value instanceof Uint8Array ? value : [...(value as unknown[])];
    if (Array.isArray(packed)) while (packed.length < 15) packed.push(null);
    const payload = { base64: toBase64(encode(packed)) };
    const start = performance.now();
    decode(payload);
    protocol.describe(payload, 'received', 0);
    protocol.showBinary(payload);
    expect(performance.now() - start).toBeLessThan(300);
  });

  it.each<[string, unknown, object]>([
    ['a text', ['string', 'hello'], { kind: 'clear', text: 'hello' }],
    ['JSON', ['json', '{"a":1}'], { kind: 'clear', text: '{"a":1}' }],
    ['bytes', ['binary', Uint8Array.of(0, 255)], { kind: 'clear', text: 'AP8=', binary: true }],
    [
      'an array of members',
      ['structured', [null, 'c', null, { a: 'b' }]],
      { kind: 'clear', text: '{"channel":"c","a":"b"}' },
    ],
    ['a map of members', ['structured', { channel: 'c' }], { kind: 'clear', text: '{"channel":"c"}' }],
    ['nothing', null, { kind: 'clear', text: '' }],
    ['a bare text', 'hello', { kind: 'clear', text: 'hello' }],
    ['a bare number', 2n ** 63n, { kind: 'clear', text: '9223372036854775808' }],
  ])('carries %s', (_, data, content) => {
    expect(decodePacked(['e', 'c', data])?.content).toEqual(content);
  });

  it('is read where it is a map', () => {
    expect(decodePacked({ event: 'e', channel: 'c', data: 'x' })).toMatchObject({ event: 'e', channel: 'c' });
  });

  it('keeps numbers exact, and reads extras as the server writes them', () => {
    const extras = [{ region: ['string', 'eu'] }, null, null, true, [{ run: 'r' }, null]];
    const frame = [
      'e',
      'c',
      null,
      null,
      'u',
      { type: 'goal' },
      null,
      null,
      'm',
      's',
      2n ** 63n,
      null,
      extras,
    ];
    const base64 = toBase64(encode(frame, { useBigInt64: true }));
    expect(protocol.describe({ base64 }, 'received', 0).details).toEqual([
      { name: 'message id', value: 'm' },
      { name: 'serial', value: '9223372036854775808' },
      { name: 'stream id', value: 's' },
      { name: 'tag type', value: 'goal' },
      { name: 'header region', value: 'eu' },
      { name: 'echo', value: 'true' },
      { name: 'ai', value: '{"transport":{"run":"r"}}' },
    ]);
    expect(decode({ base64 }).events[0]?.userId).toBe('u');
  });

  it.each<[string, Uint8Array]>([
    ['a text of 4 GB', Uint8Array.of(0x9f, 0xdb, 0xff, 0xff, 0xff, 0xff)],
    ['an array of 4 G items', Uint8Array.of(0xdd, 0xff, 0xff, 0xff, 0xff)],
    ['an event that is no text', encode([5, 'c'])],
    ['an empty array', encode([])],
    ['a number', encode(5_000_000_000)],
    ['more behind it', Uint8Array.of(...encode(['e']), 0)],
    ['__proto__', Uint8Array.of(0x81, 0xa9, ...toUtf8('__proto__'), 0x80)],
    ['nesting without end', new Uint8Array(100_000).fill(0x91)],
  ])('that is none of it is malformed: %s', (_, bytes) => {
    expect(decode({ base64: toBase64(bytes) }).events[0]?.content).toMatchObject({
      kind: 'malformed',
      fault: { kind: 'unreadable', form: 'MessagePack' },
    });
  });
});

describe('protobuf', () => {
  it.each<[string, (writer: BinaryWriter) => BinaryWriter, object]>([
    ['a text', (data) => data.tag(1, 2).string('hello'), { kind: 'clear', text: 'hello' }],
    ['JSON', (data) => data.tag(3, 2).string('{"a":1}'), { kind: 'clear', text: '{"a":1}' }],
    [
      'bytes',
      (data) => data.tag(4, 2).bytes(Uint8Array.of(0, 255)),
      { kind: 'clear', text: 'AP8=', binary: true },
    ],
    [
      'members',
      (data) =>
        data
          .tag(2, 2)
          .fork()
          .tag(2, 2)
          .string('c')
          .tag(4, 2)
          .fork()
          .tag(1, 2)
          .string('a')
          .tag(2, 2)
          .string('b')
          .join()
          .join(),
      { kind: 'clear', text: '{"channel":"c","a":"b"}' },
    ],
    ['nothing', (data) => data, { kind: 'clear', text: '' }],
  ])('carries %s', (_, write, content) => {
    const writer = write(
      new BinaryWriter().tag(1, 2).string('e').tag(2, 2).string('c').tag(3, 2).fork(),
    ).join();
    expect(decode({ base64: toBase64(writer.finish()) }).events[0]?.content).toEqual(content);
  });

  it('keeps numbers exact, gathers maps and passes over what it does not know', () => {
    const writer = new BinaryWriter()
      .tag(1, 2)
      .string('e')
      .tag(11, 0)
      .uint64(2n ** 64n - 1n)
      .tag(99, 2)
      .string('?');
    for (const key of ['a', '__proto__']) {
      writer.tag(6, 2).fork().tag(1, 2).string(key).tag(2, 2).string('1').join();
    }
    const base64 = toBase64(writer.tag(5, 0).int32(7).finish());
    expect(protocol.describe({ base64 }, 'received', 0).details).toEqual([
      { name: 'serial', value: '18446744073709551615' },
      { name: 'tag a', value: '1' },
      { name: 'tag __proto__', value: '1' },
    ]);
    expect(decode({ base64 }).events[0]?.userId).toBeUndefined();
  });

  it.each<[string, Uint8Array]>([
    ['a text that is cut off', Uint8Array.of(0x0a, 5, 0x65)],
    ['a length of 4 GB', Uint8Array.of(0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f)],
    ['a text that is no UTF-8', Uint8Array.of(0x0a, 1, 0xff)],
    ['fields without end', new Uint8Array(40_000).map((_, index) => (index % 2 === 0 ? 0x38 : 1))],
    ['no event', Uint8Array.of(0x12, 1, 0x63)],
    ['a number without end', Uint8Array.of(0x0a, 1, 0x65, 0x38, ...new Array(20).fill(0xff))],
    ['nothing', new Uint8Array()],
    ['groups in groups', new Uint8Array(10_000).fill(0x7b)],
  ])('that is none of it is malformed: %s', (_, bytes) => {
    expect(decode({ base64: toBase64(bytes) }).events[0]?.content).toMatchObject({
      kind: 'malformed',
      fault: { kind: 'unreadable', form: 'protobuf' },
    });
  });
});

describe('hostile frames', () => {
  const names = fc.constantFrom(
    'e',
    'sockudo:delta',
    'sockudo:error',
    'sockudo_internal:message',
    'sockudo:message.update',
  );
  const bytes = fc.uint8Array({ maxLength: 200 });
  const frames = fc
    .tuple(names, fc.array(fc.anything({ withBigInt: false, withNullPrototype: false }), { maxLength: 14 }))
    .map(([name, rest]) => tryToEncode([name, ...rest]));

  it('of any bytes are taken without throwing', () => {
    fc.assert(
      fc.property(fc.oneof(bytes, bytes.map(asFrame), frames), (frame) => {
        const payload = { base64: toBase64(frame) };
        expect(decode(payload).events).toHaveLength(1);
        protocol.describe(payload, 'received', 0);
        protocol.showBinary(payload);
      }),
      { numRuns: 2000 },
    );
  });

  it('that are no base64 are unreadable', () => {
    expect(decode({ base64: '***' }).events[0]?.content.kind).toBe('malformed');
  });
});

function decodePacked(value: unknown): DecodedEvent | undefined {
  return decode({ base64: toBase64(encode(value, { useBigInt64: true })) }).events[0];
}

function decode(payload: Payload): DecodedFrame {
  return protocol.createDecoder('app')(payload, 'received');
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return fromBase64(base64) ?? new Uint8Array();
}

/** The bytes as the rest of a protobuf frame that begins well. */
function asFrame(bytes: Uint8Array): Uint8Array {
  return Uint8Array.of(0x0a, 1, 0x65, ...bytes);
}

function tryToEncode(value: unknown): Uint8Array {
  try {
    return encode(value);
  } catch {
    return new Uint8Array();
  }
}
