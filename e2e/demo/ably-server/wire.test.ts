import { encode } from '@msgpack/msgpack';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFrame, toFrame } from './wire.ts';

const bytes = new Uint8Array([0, 255, 1]);

describe('a frame', () => {
  it('has binary data in base64 in JSON, and raw in MessagePack', () => {
    const message = {
      action: 15,
      messages: [{ data: bytes, encoding: 'cipher+aes-256-cbc' }, { data: bytes }],
    };
    expect(JSON.parse(String(toFrame('json', message))).messages).toEqual([
      { data: 'AP8B', encoding: 'cipher+aes-256-cbc/base64' },
      { data: 'AP8B', encoding: 'base64' },
    ]);
    for (const format of ['json', 'msgpack'] as const) {
      expect(parseFrame(format, Buffer.from(toFrame(format, message)))).toEqual(message);
    }
  });

  it.each([
    ['no JSON', 'json', Buffer.from('{')],
    ['no object', 'json', Buffer.from('[15]')],
    ['an action that is no number', 'json', Buffer.from('{"action":"15"}')],
    ['no MessagePack', 'msgpack', Buffer.from([0xc1])],
    ['a cut map', 'msgpack', Buffer.from([0x82, 0xa1])],
    ['an array', 'msgpack', Buffer.from(encode([15]))],
  ] as const)('is none when it is %s', (_, format, frame) => {
    expect(parseFrame(format, frame)).toBeUndefined();
  });

  it('of any bytes is read or refused, and never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.constantFrom('json', 'msgpack'), (random, format) => {
        const message = parseFrame(format, Buffer.from(random));
        expect(message === undefined || typeof message.action === 'number').toBe(true);
      }),
    );
  });
});
