import { encode } from '@msgpack/msgpack';
import { describe, expect, it } from 'vitest';
import { fromUtf8, toBase64, toUtf8 } from '../../bytes';
import vectors from '../../vectors/ably-vcdiff.json' with { type: 'json' };
import type { Decode, DecodedEvent } from '../protocol';
import { baseOf, createDeltaBases, rememberBase } from './deltas';
import { protocol } from './protocol';

await protocol.prepare({ text: 'vcdiff' });
await protocol.prepare({ base64: '' });

const [full, delta] = vectors.cases[0]?.messages ?? [];

describe('a delta', () => {
  it('is restored from the message before it, also in the same frame, and is a base itself', () => {
    const decode = protocol.createDecoder(undefined);
    expect(last(decode, [full, delta])).toMatchObject({
      isRestored: true,
      content: { kind: 'clear', text: '{"foo":"bar","count":2,"status":"active"}' },
    });
    const again = { ...delta, id: 'm:2:0', extras: { delta: { from: 'm:1:0', format: 'vcdiff' } } };
    expect(last(decode, [again])).toMatchObject({ isRestored: true });
  });

  it('in MessagePack is restored too', () => {
    const decode = protocol.createDecoder(undefined);
    const bytes = Uint8Array.from(atob(delta?.data ?? ''), (letter) => letter.charCodeAt(0));
    const packed = { ...delta, data: bytes, encoding: 'json/vcdiff' };
    const base64 = toBase64(encode({ action: 15, channel: 'c', messages: [full, packed] }));
    expect(decode({ base64 }, 'received').events.at(-1)).toMatchObject({ isRestored: true });
  });

  it.each([
    ['nothing came before it', []],
    ['another message came before it', [full, { id: 'm:9:0', data: 'x' }]],
    ['a message without data came before it', [{ id: 'm:0:0' }]],
  ])('has no base where %s', (_, before) => {
    expect(last(protocol.createDecoder(undefined), [...before, delta])).toMatchObject({
      content: { kind: 'malformed', fault: { kind: 'delta-base-missing' }, text: delta?.data },
    });
  });

  it('has no base on another channel, nor in what the page sent', () => {
    const decode = protocol.createDecoder(undefined);
    last(decode, [full], 'other');
    decode(frame([full], 'c'), 'sent');
    expect(last(decode, [delta])).toMatchObject({ content: { fault: { kind: 'delta-base-missing' } } });
  });

  it.each([
    ['is none', toBase64(toUtf8('no delta'))],
    ['is no base64', '*'],
  ])('is broken where it %s, and no base for the next', (_, data) => {
    const decode = protocol.createDecoder(undefined);
    expect(last(decode, [full, { ...delta, data }])).toMatchObject({ content: { kind: 'malformed' } });
    const next = { ...delta, extras: { delta: { from: delta?.id } } };
    expect(last(decode, [next])).toMatchObject({ content: { fault: { kind: 'delta-base-missing' } } });
  });

  it('builds on a message that is encrypted or can not be read', () => {
    const decode = protocol.createDecoder(undefined);
    const dark = { ...full, encoding: 'json/rot13' };
    expect(last(decode, [dark, delta])).toMatchObject({ isRestored: true });
  });

  it('makes 32 MB in one frame at most, and a little more', () => {
    // One run of 8,192,000 bytes.
    const run = [
      0xd6, 0xc3, 0xc4, 0, 0, 1, 0, 0, 14, 0x83, 0xf4, 0x80, 0, 0, 1, 5, 0, 120, 0, 0x83, 0xf4, 0x80, 0,
    ];
    const data = toBase64(Uint8Array.from(run));
    const bomb = { id: 'm:0:0', data, encoding: 'vcdiff/base64' };
    const start = performance.now();
    const { events } = protocol.createDecoder(undefined)(
      frame([full, ...new Array(1000).fill(bomb)], 'c'),
      'received',
    );
    expect(events.filter(({ isRestored }) => isRestored)).toHaveLength(4);
    expect(events).toHaveLength(1001);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

describe('the bases', () => {
  it('are those of the last 500 channels', () => {
    const bases = createDeltaBases();
    for (let i = 0; i < 600; i++) rememberBase(bases, `c${i}`, 'id', { text: 'x' }, '');
    expect(bases.channels.size).toBe(500);
    expect(baseOf(bases, 'c99', 'id')).toBeUndefined();
    expect(baseOf(bases, 'c100', 'id')).toEqual(toUtf8('x'));
    expect(bases.keptBytes).toBe(500);
  });

  it('are 16 MB at most, and the last message of a channel replaces the one before', () => {
    const bases = createDeltaBases();
    for (let i = 0; i < 50; i++) rememberBase(bases, 'same', `${i}`, { text: 'x'.repeat(1_000_000) }, '');
    expect(bases.keptBytes).toBe(1_000_000);
    for (let i = 0; i < 50; i++) rememberBase(bases, `c${i}`, 'id', { text: 'x'.repeat(1_000_000) }, '');
    expect(bases.channels.size).toBe(16);
    rememberBase(bases, 'large', 'id', { bytes: new Uint8Array(17_000_000) }, '');
    expect(bases).toEqual({ channels: new Map(), keptBytes: 0 });
  });

  it('are freed of base64, and of nothing where it is none', () => {
    const bases = createDeltaBases();
    rememberBase(bases, 'c', 'id', { text: 'aGk=' }, 'utf-8/base64');
    expect(fromUtf8(baseOf(bases, 'c', 'id') ?? new Uint8Array(1))).toBe('hi');
    expect(baseOf(bases, 'c', 'other')).toBeUndefined();
    expect(baseOf(bases, 'c', undefined)).toEqual(toUtf8('hi'));
  });
});

function frame(messages: unknown[], channel: string): { text: string } {
  return { text: JSON.stringify({ action: 15, channel, messages }) };
}

function last(decode: Decode, messages: unknown[], channel = 'c'): DecodedEvent | undefined {
  return decode(frame(messages, channel), 'received').events.at(-1);
}
