import { encode } from '@msgpack/msgpack';
import fc from 'fast-check';
import { createDelta, createStringDelta } from 'fossil-delta';
import { beforeAll, describe, expect, it } from 'vitest';
import { fromBase64, toBase64, toUtf8 } from '../../bytes';
import type { Payload } from '../../frame';
import vectors from '../../vectors/sockudo-deltas.json' with { type: 'json' };
import type { Decode, DecodedEvent, Protocol } from '../protocol';
import { protocol as pusher } from '../pusher/protocol';
import { createBases } from './delta-bases';
import { protocol as sockudo } from './protocol';

const event = 'tick';
const channel = 'market';
const frames = [1, 2, 3].map((price) => {
  const data = JSON.stringify({
    asset: 'BTC',
    price: `100.0${price}`,
    exchange: 'demo-exchange',
    note: 'long enough',
  });
  return JSON.stringify({ event, channel, data });
});
/** One run of 2,097,152 bytes. */
const MEGABYTES = toBase64(
  Uint8Array.of(0xd6, 0xc3, 0xc4, 0, 0, 0, 14, 0x81, 0x80, 0x80, 0, 0, 1, 5, 0, 97, 0, 0x81, 0x80, 0x80, 0),
);
const [first = '', second = '', third = ''] = frames;

describe('before the libraries are here', () => {
  it('a delta asks for them, and nothing else does', async () => {
    const decode = pusher.createDecoder('app');
    decode({ text: marked(first, 0) }, 'received');
    const delta = deltaFrame('pusher', { delta: fossil(first, second), seq: 1, base_index: 0 });
    expect(decode({ text: delta }, 'received').events[0]?.content).toMatchObject({
      fault: { kind: 'unreadable' },
    });
    expect(pusher.prepare({ text: marked(first, 0) })).toBeUndefined();
    expect(pusher.prepare({ base64: 'AAEC' })).toBeUndefined();
    const loading = pusher.prepare({ text: delta });
    expect(loading).toBeInstanceOf(Promise);
    await loading;
    expect(pusher.prepare({ text: delta })).toBeUndefined();
  });
});

describe.each<[string, 'pusher' | 'sockudo', Protocol]>([
  ['Sockudo V1', 'pusher', pusher],
  ['Sockudo V2', 'sockudo', sockudo],
])('a delta of %s', (_, prefix, protocol) => {
  let decode: Decode;
  const take = (text: string): DecodedEvent | undefined => decode({ text }, 'received').events[0];
  const delta = (data: object, name = channel) => take(deltaFrame(prefix, data, name));
  const whole = (frame: string) => ({
    event,
    channel,
    content: { kind: 'clear', text: JSON.parse(frame).data },
    isRestored: true,
  });

  beforeAll(async () => {
    decode = protocol.createDecoder('app');
    await protocol.prepare({ text: deltaFrame(prefix, {}) });
  });

  it.each(vectors.cases)('is undone: $id', ({ base, delta_base64, expected }) => {
    decode = protocol.createDecoder('app');
    take(marked(base, 0));
    expect(delta({ delta: delta_base64, seq: 1, algorithm: 'fossil', base_index: 0 })).toEqual(
      whole(expected),
    );
  });

  it('builds on the one before', () => {
    decode = protocol.createDecoder('app');
    expect(take(marked(first, 0))).toMatchObject({ event, content: { kind: 'clear' } });
    expect(delta({ delta: fossil(first, second), seq: 1, base_index: 0 })).toEqual(whole(second));
    expect(delta({ delta: fossil(second, third), seq: 2, base_index: 1 })).toEqual(whole(third));
    expect(delta({ delta: fossil(third, first), seq: 3 })).toEqual(whole(first));
  });

  it('is undone where it is VCDIFF, also when the server names the algorithm once', () => {
    decode = protocol.createDecoder('app');
    take(marked(first, 0));
    expect(delta({ delta: vcdiff(first, second), seq: 1, algorithm: 'xdelta3' })).toEqual(whole(second));
    take(
      JSON.stringify({
        event: `${prefix}:delta_compression_enabled`,
        data: { enabled: true, algorithm: 'xdelta3' },
      }),
    );
    expect(delta({ delta: vcdiff(second, third), seq: 2 })).toEqual(whole(third));
  });

  it('builds on its own event and conflation key', () => {
    decode = protocol.createDecoder('app');
    const other = first.replace(event, 'trade');
    take(marked(first, 0, 'BTC'));
    take(marked(second, 0, 'E"TH'));
    take(marked(other, 0));
    expect(delta({ delta: fossil(first, third), seq: 1, conflation_key: 'BTC', base_index: 0 })).toEqual(
      whole(third),
    );
    expect(delta({ delta: fossil(second, third), seq: 1, conflation_key: 'E"TH', base_index: 0 })).toEqual(
      whole(third),
    );
    expect(delta({ event: 'trade', delta: fossil(other, third), seq: 1, base_index: 0 })).toMatchObject({
      event: 'trade',
      isRestored: true,
    });
  });

  it.each([
    ['with a conflation key', 'BTC', { conflation_key: 'asset' }, { conflation_key: 'BTC' }],
    ['without', 'tick', {}, {}],
  ])('builds on what the server hands to a new subscriber: %s', (_, state, sync, key) => {
    decode = protocol.createDecoder('app');
    const states = { [state]: [{ content: first, seq: 7 }, { content: 5 }, null], odd: 'x' };
    take(
      JSON.stringify({
        event: `${prefix}:delta_cache_sync`,
        channel,
        data: JSON.stringify({ ...sync, states }),
      }),
    );
    expect(delta({ delta: fossil(first, second), seq: 8, base_index: 7, ...key })).toEqual(whole(second));
  });

  it.each([
    ['created', ''],
    ['created:BTC', 'BTC'],
    ['BTC', 'BTC'],
  ])('of an event with a colon builds on the state that the server names %s', (state, key) => {
    decode = protocol.createDecoder('app');
    const name = 'order:created';
    const [before, after] = [first, second].map((frame) => frame.replace(event, name));
    const states = { [state]: [{ content: before, seq: 7 }] };
    take(JSON.stringify({ event: `${prefix}:delta_cache_sync`, channel, data: JSON.stringify({ states }) }));
    const data = { event: name, delta: fossil(before ?? '', after ?? ''), seq: 8, base_index: 7 };
    expect(delta({ ...data, conflation_key: key })).toMatchObject({
      event: name,
      content: { kind: 'clear' },
    });
  });

  it.each<[string, object, string]>([
    ['another channel', { delta: fossil(first, second) }, 'news'],
    ['another event', { event: 'trade', delta: fossil(first, second) }, channel],
    ['another conflation key', { delta: fossil(first, second), conflation_key: 'ETH' }, channel],
    ['another sequence', { delta: fossil(first, second), base_index: 5 }, channel],
  ])('without its base is malformed: %s', (_, data, name) => {
    decode = protocol.createDecoder('app');
    take(marked(first, 0));
    const restored = delta(data, name);
    expect(restored?.content).toMatchObject({ kind: 'malformed', fault: { kind: 'delta-base-missing' } });
    expect(restored).not.toHaveProperty('isRestored');
  });

  it.each([
    ['no delta', {}],
    ['no base64', { delta: '***' }],
    ['another algorithm', { delta: fossil(first, second), algorithm: 'bsdiff' }],
    ['the wrong algorithm', { delta: fossil(first, second), algorithm: 'xdelta3' }],
    ['a delta to another base', { delta: fossil(`x${first}`, second) }],
    ['a VCDIFF target of 2 MB', { delta: MEGABYTES, algorithm: 'xdelta3' }],
    ['a target of 4 GB', { delta: toBase64(toUtf8('3~~~~~\n1@0,')) }],
    ['a target that is no UTF-8', { delta: toBase64(createDelta(new Uint8Array(), Uint8Array.of(0xff))) }],
  ])('that is broken is malformed: %s', (_, data) => {
    decode = protocol.createDecoder('app');
    take(marked(first, 0));
    const restored = delta(data);
    expect(restored?.content).toMatchObject({ kind: 'malformed', fault: { kind: 'delta-broken' } });
    expect(restored).toMatchObject({ event, channel, isRestored: true });
  });

  it('is described by what it builds on', () => {
    const data = { delta: fossil(first, second), seq: 1, base_index: 0, algorithm: 'fossil' };
    expect(protocol.describe({ text: deltaFrame(prefix, data) }, 'received', 0).details).toEqual([
      { name: 'delta of', value: 'tick' },
      { name: 'delta sequence', value: '1' },
      { name: 'builds on', value: '0' },
      { name: 'delta algorithm', value: 'fossil' },
    ]);
  });

  it('keeps the event and the channel it was sent for, whatever it makes', () => {
    decode = protocol.createDecoder('app');
    take(marked(first, 0));
    const made = `{"event":"${prefix}:error","channel":"other","data":"x"}`;
    expect(delta({ delta: fossil(first, made), seq: 1 })).toMatchObject({
      event,
      channel,
      content: { text: 'x' },
    });
    expect(delta({ delta: fossil(made, 'no JSON'), seq: 2 })).toMatchObject({
      event,
      content: { text: 'no JSON' },
    });
  });

  it('of a frame that was not marked has no base', () => {
    decode = protocol.createDecoder('app');
    take(first);
    expect(delta({ delta: fossil(first, second) })?.content).toMatchObject({
      fault: { kind: 'delta-base-missing' },
    });
  });

  it('may be anything: nothing throws', () => {
    decode = protocol.createDecoder('app');
    take(marked(first, 0));
    const data = fc.record(
      {
        event: fc.oneof(fc.constant(event), fc.jsonValue()),
        delta: fc.oneof(fc.base64String(), fc.uint8Array().map(toBase64), fc.jsonValue()),
        seq: fc.jsonValue(),
        algorithm: fc.oneof(fc.constantFrom('fossil', 'xdelta3'), fc.jsonValue()),
        conflation_key: fc.jsonValue(),
      },
      { requiredKeys: [] },
    );
    const states = fc.record({
      states: fc.oneof(fc.jsonValue(), fc.dictionary(fc.string(), fc.array(fc.jsonValue()))),
    });
    fc.assert(
      fc.property(fc.oneof(data, states), fc.constantFrom('delta', 'delta_cache_sync'), (value, name) => {
        const text = JSON.stringify({ event: `${prefix}:${name}`, channel, data: value });
        expect(decode({ text }, 'received').events).toHaveLength(1);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('memory', () => {
  it('forgets the channels that were not used for longest', () => {
    const decode = sockudo.createDecoder('app');
    const text = (name: string) => marked(first.replace(channel, name), 0);
    decode({ text: text('oldest') }, 'received');
    for (let count = 0; count < 10_000; count++) decode({ text: text(`c${count}`) }, 'received');
    const restore = (name: string) => {
      const base = first.replace(channel, name);
      const frame = deltaFrame(
        'sockudo',
        { delta: fossil(base, base.replace('100', '101')), base_index: 0 },
        name,
      );
      return decode({ text: frame }, 'received').events[0]?.content.kind;
    };
    expect(restore('oldest')).toBe('malformed');
    expect(restore('c9999')).toBe('clear');
  });

  it('forgets long names too', () => {
    const bases = createBases();
    const group = (i: number) => ({ channel: 'm', event: 'tick', key: i + 'k'.repeat(1_000_000) });
    for (let i = 0; i < 100; i++) bases.remember(group(i), { seq: 0, text: '' });
    const kept = Array.from({ length: 100 }, (_, i) => bases.find(group(i), 0)).filter(Boolean);
    expect(kept).toHaveLength(15);
    bases.remember({ channel: 'm', event: 'tick', key: 'k'.repeat(9_000_000) }, { seq: 0, text: '' });
    expect(bases.find(group(99), 0)).toBeDefined();
  });

  it('forgets the largest frames first when they are too many', () => {
    const decode = sockudo.createDecoder('app');
    const large = (name: string) => JSON.stringify({ event, channel: name, data: 'x'.repeat(3_000_000) });
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) decode({ text: marked(large(name), 0) }, 'received');
    const kindOf = (name: string) =>
      decode({ text: deltaFrame('sockudo', { delta: '***' }, name) }, 'received').events[0]?.content;
    expect(kindOf('a')).toMatchObject({ fault: { kind: 'delta-base-missing' } });
    expect(kindOf('f')).toMatchObject({ fault: { kind: 'delta-broken' } });
  });
});

describe('a delta in MessagePack', () => {
  it('asks for both libraries, and builds on the JSON of the frame', async () => {
    const decode = sockudo.createDecoder('app');
    const data = JSON.parse(first).data;
    const full = pack([
      event,
      channel,
      ['string', data],
      null,
      null,
      { b: '1' },
      null,
      null,
      'm-1',
      null,
      1,
      null,
      null,
      0,
    ]);
    const base = `{"event":"tick","channel":"market","data":${JSON.stringify(data)},"tags":{"b":"1"},"message_id":"m-1","serial":1}`;
    const payload = pack([
      'sockudo:delta',
      channel,
      ['json', JSON.stringify({ event, delta: fossil(base, second), seq: 1, base_index: 0 })],
    ]);
    await sockudo.prepare(full);
    await sockudo.prepare(payload);
    decode(full, 'received');
    expect(decode(payload, 'received').events).toEqual([
      { event, channel, content: { kind: 'clear', text: JSON.parse(second).data }, isRestored: true },
    ]);
  });
});

function pack(frame: unknown[]): Payload {
  return { base64: toBase64(encode([...frame, ...new Array(15 - frame.length).fill(null)])) };
}

/** The frame as the server sends it where deltas may build on it. */
function marked(frame: string, seq: number, key?: string): string {
  const conflation = key === undefined ? '' : `,"__conflation_key":${JSON.stringify(key)}`;
  return `${frame.slice(0, -1)},"__delta_seq":${seq}${conflation}}`;
}

function deltaFrame(prefix: string, data: object, name = channel): string {
  return JSON.stringify({ event: `${prefix}:delta`, channel: name, data: { event, ...data } });
}

function fossil(base: string, target: string): string {
  return toBase64(toUtf8(createStringDelta(base, target)));
}

/** VCDIFF (RFC 3284) in one window: copy what both begin with, add the rest. */
function vcdiff(base: string, target: string): string {
  let same = 0;
  while (same < target.length && base[same] === target[same]) same += 1;
  const added = toUtf8(target.slice(same));
  // Instruction 19 copies (address in its own section), 1 adds; 0 as the size in the table means that it follows.
  const instructions = [19, ...varint(same), 1, ...varint(added.length)];
  const body = [
    ...varint(target.length),
    0,
    ...varint(added.length),
    ...varint(instructions.length),
    ...varint(1),
    ...added,
    ...instructions,
    0,
  ];
  const window = [1, ...varint(base.length), 0, ...varint(body.length), ...body];
  return toBase64(Uint8Array.of(0xd6, 0xc3, 0xc4, 0, 0, ...window));
}

function varint(value: number): number[] {
  const low = value & 0x7f;
  return value < 128 ? [low] : [...varint(value >> 7).map((byte) => byte | 0x80), low];
}

it('the samples are what they should be', () => {
  expect(fromBase64(fossil(first, second))?.length).toBeLessThan(first.length);
});
