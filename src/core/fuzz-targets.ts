// For tests and the benchmark only: everything that reads what a page sends, with inputs that are nearly right.
import { encode } from '@msgpack/msgpack';
import fc from 'fast-check';
import { fromBase64, toBase64 } from './bytes';
import { stepsOf, undoEncoding } from './encoding-chain';
import type { Payload } from './frame';
import { hideMembers, mask } from './hide-secrets';
import { readPasted } from './pasted/read-pasted';
import { loadProtocol, protocolOf } from './protocols';
import { applyFossil } from './protocols/fossil';
import { readMessagePack } from './protocols/messagepack';
import { type ProtocolId, recognize } from './protocols/recognizers';
import { applyVcdiff } from './protocols/vcdiff';

/** One thing that reads, by name: `check` throws when it does, or when what it answers is not what it should be. */
export interface FuzzTarget {
  name: string;
  property: fc.IRawProperty<unknown>;
}

const PROTOCOLS: readonly ProtocolId[] = ['pusher', 'sockudo', 'ably'];

const TEXTS = [
  '{"event":"order","channel":"private-encrypted-a","data":"{\\"nonce\\":\\"AAECAwQFBgcICQoLDA0ODxAREhMUFRYX\\",\\"ciphertext\\":\\"F5DrhxWg5CB4xzaQnYSE+Q6S6ezXNzc=\\"}"}',
  '{"event":"pusher_internal:subscription_succeeded","channel":"presence-a","data":"{\\"presence\\":{\\"ids\\":[\\"1\\"],\\"hash\\":{\\"1\\":{\\"a\\":1}},\\"count\\":1}}"}',
  '{"event":"sockudo:delta","channel":"market","data":"{\\"event\\":\\"tick\\",\\"delta\\":\\"MjkKMUZAMCwxOjF1QDFHLGVKVm1hOw==\\",\\"seq\\":2}"}',
  '{"event":"sockudo:delta_cache_sync","channel":"market","data":{"conflation_key":"a","states":{"x":[{"content":"{}","seq":1}]}}}',
  '{"event":"tick","channel":"market","data":"1","__delta_seq":1,"__conflation_key":"a"}',
  '{"action":15,"id":"a:1","channel":"chat","timestamp":1,"messages":[{"name":"n","data":"ABEiM0RVZneImaq7zN3u/0PWlZGpqGl5PUAVJM8W9co=","encoding":"json/utf-8/cipher+aes-256-cbc/base64"}]}',
  '{"action":15,"id":"m:1","channel":"chat","messages":[{"data":"1sPEAAABKQANKQABBQIyExUCExMAFg==","encoding":"json/vcdiff/base64","extras":{"delta":{"from":"m:0:0","format":"vcdiff"}}}]}',
  '{"action":4,"connectionId":"a","connectionKey":"secret-key-of-it","connectionDetails":{"connectionKey":"secret-key-of-it"}}',
  '{"action":14,"channel":"chat","presence":[{"action":2,"clientId":"bob","data":"x"}]}',
];

const BYTES = [
  ...TEXTS.map((text) => encode(JSON.parse(text))),
  encode([
    'order.created',
    'a',
    ['string', '{}'],
    null,
    null,
    { t: 'x' },
    1,
    null,
    'm',
    's',
    2,
    null,
    { headers: { a: ['number', 5] } },
    3,
    'k',
  ]),
  ...[
    'Cg1vcmRlci5jcmVhdGVkEhZwcml2YXRlLWVuY3J5cHRlZC1yb29tGgQKAnt9SgNtLTFSA3MtMVgqajIKDgoGcmVnaW9uEgQKAmV1ChAKA3R0bBIJEQAAAAAAABRACgwKBnJlcGxheRICGAEgAA==',
    '1sPEAAABKQANKQABBQIyExUCExMAFg==',
    'MjkKMUZAMCwxOjF1QDFHLGVKVm1hOw==',
  ].map((base64) => fromBase64(base64) ?? new Uint8Array()),
];

/** Random bytes, and right ones with a few of them changed, cut or repeated. */
const bytes: fc.Arbitrary<Uint8Array> = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc
    .tuple(
      fc.constantFrom(...BYTES),
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 6 }),
      fc.nat(),
      fc.boolean(),
    )
    .map(([seed, changes, cut, isCut]) => {
      const changed = seed.slice(0, isCut ? cut % (seed.length + 1) : seed.length);
      for (const [at, byte] of changes) if (changed.length > 0) changed[at % changed.length] = byte;
      return changed;
    }),
);

const text: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.json(),
  fc
    .tuple(
      fc.constantFrom(...TEXTS),
      fc.nat(),
      fc.nat(12),
      fc.oneof(fc.string(), fc.json(), fc.constantFrom('null', '{}', '[]', '1e999', '"', '\\')),
    )
    .map(
      ([seed, at, length, other]) =>
        seed.slice(0, at % seed.length) + other + seed.slice((at % seed.length) + length),
    ),
);

const payload: fc.Arbitrary<Payload> = fc.oneof(
  text.map((value) => ({ text: value })),
  bytes.map((value) => ({ base64: toBase64(value) })),
  fc.constant({ omitted: 'too-large', bytes: 1 } as const),
);

const encoding = fc.oneof(
  fc.string(),
  fc
    .array(
      fc.constantFrom(
        'json',
        'utf-8',
        'base64',
        'vcdiff',
        'cipher+aes-128-cbc',
        'cipher+aes-256-cbc',
        'x',
        '',
      ),
    )
    .map((steps) => steps.join('/')),
);

/** Every decoder. Loads what they need first. */
export async function fuzzTargets(): Promise<FuzzTarget[]> {
  for (const id of PROTOCOLS) await loadProtocol(id);
  for (const id of PROTOCOLS) {
    for (const value of TEXTS) await protocolOf(id)?.prepare({ text: value });
    for (const value of BYTES) await protocolOf(id)?.prepare({ base64: toBase64(value) });
  }
  return [
    ...PROTOCOLS.map(decoderTarget),
    {
      name: 'recognizers',
      property: fc.property(fc.string(), fc.oneof(text, bytes), (url, frame) => void recognize(url, [frame])),
    },
    {
      name: 'encoding chain',
      property: fc.property(
        fc.oneof(
          text.map((value) => ({ text: value })),
          bytes.map((value) => ({ bytes: value })),
        ),
        encoding,
        chainHolds,
      ),
    },
    { name: 'MessagePack', property: fc.property(bytes, (value) => void readMessagePack(value, true)) },
    {
      name: 'VCDIFF',
      property: fc.property(bytes, bytes, (base, delta) => isBytes(applyVcdiff(base, delta))),
    },
    {
      name: 'fossil delta',
      property: fc.property(bytes, bytes, (base, delta) => isBytes(applyFossil(base, delta))),
    },
    { name: 'pasted texts', property: fc.property(text, fc.string(), pastedHolds) },
    {
      name: 'hidden secrets',
      property: fc.property(payload, (value) =>
        keepsLength(value, hideMembers(value, ['connectionKey'], hideAll)),
      ),
    },
  ];
}

/** A decoder is fed a few frames in a row: what one leaves behind must not make the next one fail. */
function decoderTarget(id: ProtocolId): FuzzTarget {
  const direction = fc.constantFrom('sent' as const, 'received' as const);
  const frames = fc.array(fc.tuple(payload, direction), { minLength: 1, maxLength: 4 });
  return {
    name: id,
    property: fc.property(frames, (list) => {
      const protocol = protocolOf(id);
      const decode = protocol?.createDecoder('app');
      for (const [frame, way] of list) {
        const events = decode?.(frame, way).events ?? [];
        // What is no frame of the protocol is one event: it must not vanish.
        if (events.length === 0) throw new Error('a frame without an event');
        for (let index = 0; index < events.length; index++)
          JSON.stringify(protocol?.describe(frame, way, index));
        protocol?.showBinary(frame);
        if (protocol && !keepsLength(frame, protocol.hideSecrets(frame))) throw new Error('other bytes');
      }
    }),
  };
}

/** What is taken is frames; what is not says why. */
function pastedHolds(value: string, channel: string): boolean {
  const reading = readPasted(value, channel);
  if (reading.outcome === 'ready') return reading.pasted.frames.length > 0;
  return reading.outcome === 'empty' || (reading.problem !== '' && reading.remedy !== '');
}

// Empty steps mean nothing and may go.
function chainHolds(data: { text: string } | { bytes: Uint8Array }, chain: string): boolean {
  const { done, remaining } = undoEncoding(data, chain);
  const whole = [...stepsOf(remaining).toReversed(), ...done.toReversed()];
  return whole.filter(Boolean).join('/') === stepsOf(chain).toReversed().filter(Boolean).join('/');
}

function hideAll(name: string, value: string, conceal = mask): string {
  return name === '' ? value : conceal(value);
}

/** Bytes in which texts are hidden are as many as before. */
function keepsLength(before: Payload, after: Payload): boolean {
  if ('base64' in before) return 'base64' in after && before.base64.length === after.base64.length;
  return Object.keys(before).join() === Object.keys(after).join();
}

function isBytes(made: unknown): boolean {
  return made === undefined || made instanceof Uint8Array;
}
