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

  it.each([
    ['makes 4 MB in one frame at most', 0, [], 'clear', 4],
    ['counts where it is broken at its end', 4, [0, 0, 0, 1], 'delta-broken', 4],
  ])('%s, and the rest has no base', (_, indicator, sum, outcome, count) => {
    // One run of 1,000,000 bytes, and the Adler-32 of something else.
    const run = [
      ...[0xd6, 0xc3, 0xc4, 0, 0, indicator, 12 + sum.length],
      ...[0xbd, 0x84, 0x40, 0, 1, 4, 0, ...sum, 120, 0, 0xbd, 0x84, 0x40],
    ];
    const bomb = { id: 'm:0:0', data: toBase64(Uint8Array.from(run)), encoding: 'vcdiff/base64' };
    const messages = new Array(1000).fill([full, bomb]).flat();
    const start = performance.now();
    const { events } = protocol.createDecoder(undefined)(frame(messages, 'c'), 'received');
    expect(performance.now() - start).toBeLessThan(1000);
    const outcomes = events
      .filter((_, index) => index % 2 === 1)
      .map(({ content }) => (content.kind === 'malformed' ? content.fault.kind : content.kind));
    expect(outcomes.slice(0, count)).toEqual(new Array(count).fill(outcome));
    expect(new Set(outcomes.slice(count))).toEqual(new Set(['delta-base-missing']));
    expect(outcomes).toHaveLength(1000);
  });
});

describe('the bases', () => {
  it('are those of the last 500 channels', () => {
    const bases = createDeltaBases();
    for (let i = 0; i < 600; i++) rememberBase(bases, `c${i}`, 'id', { text: 'x' }, '');
    expect(bases.channels.size).toBe(500);
    expect(baseOf(bases, 'c99', 'id')).toBeUndefined();
    expect(baseOf(bases, 'c100', 'id')).toEqual(toUtf8('x'));
    expect(bases.keptBytes).toBe(500 * ('c100'.length + 'id'.length + 1));
  });

  it('are 16 MB at most, and the last message of a channel replaces the one before', () => {
    const bases = createDeltaBases();
    for (let i = 0; i < 50; i++) rememberBase(bases, 'same', `${i}`, { text: 'x'.repeat(1_000_000) }, '');
    expect(bases.keptBytes).toBe(1_000_000 + 'same49'.length);
    for (let i = 0; i < 50; i++) rememberBase(bases, `c${i}`, 'id', { text: 'x'.repeat(1_000_000) }, '');
    expect(bases.channels.size).toBe(15);
    rememberBase(bases, 'large', 'id', { bytes: new Uint8Array(17_000_000) }, '');
    expect(bases).toEqual({ channels: new Map(), keptBytes: 0 });
  });

  it.each([
    ['names of channels', 1_000_000, 1],
    ['ids', 1, 1_000_000],
  ])('are 16 MB at most with %s', (_, channelChars, idChars) => {
    const bases = createDeltaBases();
    for (let i = 0; i < 50; i++) {
      rememberBase(bases, i + 'k'.repeat(channelChars), 'k'.repeat(idChars), undefined, '');
    }
    expect(bases.channels.size).toBe(15);
    expect(bases.keptBytes).toBeLessThanOrEqual(16_000_000);
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
