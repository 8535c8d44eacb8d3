import { createDecipheriv } from 'node:crypto';
import { encode } from '@msgpack/msgpack';
import { describe, expect, it } from 'vitest';
import { fromBase64, toBase64, toHex } from '../../bytes';
import { type ChainData, undoEncoding } from '../../encoding-chain';
import type { Payload } from '../../frame';
import ciphers from '../../vectors/ably-cipher.json' with { type: 'json' };
import frames from '../../vectors/ably-frames.json' with { type: 'json' };
import deltas from '../../vectors/ably-vcdiff.json' with { type: 'json' };
import { readMessagePack } from '../messagepack';
import type { Content } from '../protocol';
import { protocol } from './protocol';

await protocol.prepare({ base64: '' });

describe('a known frame', () => {
  it.each(frames.cases)('$id', ({ frame, key_base64, expected }) => {
    const payload = { text: frame };
    const { events } = protocol.createDecoder('app')(payload, 'received');
    expect(events).toHaveLength(expected.length);
    for (const [index, want] of expected.entries()) {
      const content = events[index]?.content;
      expect(toValue(openedBy(key_base64, content))).toEqual(
        'data_hex' in want ? { hex: want.data_hex } : want.data,
      );
      const { details } = protocol.describe(payload, 'received', index);
      expect(details).toContainEqual({ name: 'id', value: want.id });
      expect(details).toContainEqual({ name: 'connectionId', value: want.connectionId });
      expect(details).toContainEqual({ name: 'timestamp', value: new Date(want.timestamp).toISOString() });
    }
  });
});

describe('a message of ably-common', () => {
  it.each(ciphers.cases)('opens in both forms: $id', ({ key_base64, encrypted, msgpack, encoded }) => {
    const message = readMessagePack(fromBase64(msgpack) ?? new Uint8Array(0));
    const json = firstContent({ text: JSON.stringify({ action: 15, channel: 'c', messages: [encrypted] }) });
    const packed = firstContent({
      base64: toBase64(encode({ action: 15, channel: 'c', messages: [message] })),
    });
    expect(json).toEqual(packed);
    expect(json).toMatchObject({ kind: 'sealed', sealed: { keyBits: 128, channel: 'c', app: 'app' } });
    const clear = undoEncoding({ text: encoded.data }, encoded.encoding ?? '');
    expect(openedBy(key_base64, json)?.data).toEqual(clear.data);
  });

  it.each(ciphers.presence)('opens: $id', ({ key_base64, data, encoding, expected_json }) => {
    const presence = [{ action: 2, clientId: 'a', data, encoding }];
    const content = firstContent({ text: JSON.stringify({ action: 14, channel: 'c', presence }) });
    expect(toValue(openedBy(key_base64, content))).toEqual(expected_json);
  });

  it.each(frames.encodings)('is clear: $id', ({ data, encoding }) => {
    const text = JSON.stringify({ action: 15, channel: 'c', messages: [{ data, encoding }] });
    expect(firstContent({ text })).toMatchObject({ kind: 'clear', text: data });
  });
});

describe('a payload that does not open', () => {
  it.each(ciphers.failures)('$id', ({ cause, data, encoding, key_base64, expected_residual_encoding }) => {
    const text = JSON.stringify({ action: 15, channel: 'c', messages: [{ data, encoding }] });
    const content = firstContent({ text });
    if (cause === 'truncated') {
      expect(content).toMatchObject({ kind: 'malformed', fault: { kind: 'blocks-length', bytes: 16 } });
    } else if (cause === 'plaintext_not_json') {
      expect(openedBy(key_base64, content)).toMatchObject({
        remaining: expected_residual_encoding,
        failed: 'json',
      });
    } else {
      expect(content.kind).toBe('sealed');
      expect(openedBy(key_base64, content)).toBeUndefined();
    }
  });
});

describe('messages and deltas on them', () => {
  it.each(deltas.cases)('$id', ({ messages, expected, ...vector }) => {
    const decode = protocol.createDecoder('app');
    for (const [index, message] of messages.entries()) {
      const text = JSON.stringify({ action: 15, channel: 'c', messages: [message] });
      const [event] = decode({ text }, 'received').events;
      expect(event?.isRestored).toBe(index === 0 ? undefined : true);
      const key = 'key_base64' in vector ? vector.key_base64 : undefined;
      expect(toValue(openedBy(key, event?.content))).toEqual(expected[index]);
    }
  });
});

function firstContent(payload: Payload): Content {
  const content = protocol.createDecoder('app')(payload, 'received').events[0]?.content;
  if (!content) throw new Error('no event');
  return content;
}

/** What the rest of the way makes of it: the cipher, by Node, and the rest of the chain; undefined where the key is wrong. */
function openedBy(key: string | undefined, content: Content | undefined) {
  if (content?.kind === 'clear') return undoEncoding({ text: content.text }, content.remaining ?? '');
  if (content?.kind !== 'sealed' || content.sealed.cipher !== 'aes-cbc') return undefined;
  const { keyBits, ciphertext, encoding } = content.sealed;
  const bytes = fromBase64(ciphertext) ?? new Uint8Array(0);
  try {
    const cipher = createDecipheriv(`aes-${keyBits}-cbc`, fromBase64(key ?? '') ?? '', bytes.subarray(0, 16));
    const plaintext = Buffer.concat([cipher.update(bytes.subarray(16)), cipher.final()]);
    return undoEncoding({ bytes: Uint8Array.from(plaintext) }, encoding);
  } catch {
    return undefined;
  }
}

function toValue(undone: { data: ChainData } | undefined): unknown {
  if (!undone) return undefined;
  if ('bytes' in undone.data) return { hex: toHex(undone.data.bytes) };
  try {
    return JSON.parse(undone.data.text);
  } catch {
    return undone.data.text;
  }
}
