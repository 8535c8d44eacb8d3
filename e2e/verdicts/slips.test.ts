import { describe, expect, it } from 'vitest';
import type { Slip } from '../../src/core/sealed';
import { seal, secretOf } from '../demo/faults/seal.ts';
import { openNodePanel } from './node-panel.ts';
import { frameOf } from './published.ts';

const channel = 'private-encrypted-orders';
const key = Buffer.alloc(32, 0xa7);
const base64 = key.toString('base64');
const hex = key.toString('hex');
/** 32 characters, which are hexadecimal digits of 16 bytes, and base64 of 24. */
const hexText = '0123456789abcdef0123456789abcdef';
const base64Text = Buffer.alloc(24, 0x2f).toString('base64');

interface Slipped {
  /** What the user has pasted, and so many bytes of it were read. */
  pasted: string;
  bytes?: number;
  /** What the publisher took for its key, without looking at its length. */
  taken: string | Uint8Array;
  reading: string;
}

const slips: Record<Slip, Slipped> = {
  'trailing-newline': { pasted: base64, taken: `${base64}\n`, reading: 'with a line break at its end' },
  untrimmed: { pasted: ` ${base64} `, taken: ` ${base64} `, reading: 'with the white space around it' },
  quotes: { pasted: base64, taken: `"${base64}"`, reading: 'with quotes around it' },
  'base64-prefix': { pasted: base64, taken: `base64:${base64}`, reading: 'with base64: before it' },
  'setting-line': {
    pasted: `MASTER_KEY=${base64}`,
    taken: `MASTER_KEY=${base64}`,
    reading: 'as the whole line NAME=value',
  },
  'hex-text': { pasted: base64, taken: hex, reading: 'its hexadecimal digits, taken as characters' },
  'hex-decoded': {
    pasted: hexText,
    bytes: 32,
    taken: Buffer.from(hexText, 'hex'),
    reading: 'decoded from hexadecimal digits',
  },
  'base64-of-hex': {
    pasted: Buffer.from(hexText).toString('base64'),
    bytes: 32,
    taken: Buffer.from(hexText, 'hex'),
    reading: 'base64 whose content is hexadecimal digits',
  },
  // Of 32 bytes it would be derivation C.
  'base64-text': {
    pasted: base64Text,
    bytes: 24,
    taken: base64Text,
    reading: 'its base64 letters, taken as characters',
  },
  'base64-decoded': {
    pasted: base64Text,
    bytes: 32,
    taken: Buffer.from(base64Text, 'base64'),
    reading: 'decoded as base64 instead of taken as characters',
  },
  'base64-twice': {
    pasted: base64,
    taken: Buffer.from(base64).toString('base64'),
    reading: 'base64 applied twice',
  },
};

describe('a slip in the key of a publisher', () => {
  for (const [slip, { pasted, bytes, taken, reading }] of Object.entries(slips)) {
    it(`key-slip: ${slip}; without it the same paste has no verdict`, async () => {
      const panel = openNodePanel();
      await panel.addKey('staging', pasted, 'pusher-master', bytes);
      const sealedWith = (material: string | Uint8Array, event: string) =>
        frameOf(event, channel, JSON.stringify(seal(secretOf(channel, material), '{"id":7}')));
      await panel.take([sealedWith(taken, 'slipped'), sealedWith(meant(pasted, bytes), 'healthy')]);
      expect(panel.ofEvent('slipped')).toEqual([
        { id: 'key-slip', severity: 'fault', evidence: { reading, key: 'staging' } },
      ]);
      expect(panel.outcome('slipped')).toBe('opened {"id":7}');
      expect(panel.ofEvent('healthy')).toEqual([]);
    });
  }
});

/** The key that the paste stands for. */
function meant(pasted: string, bytes: number | undefined): Uint8Array {
  if (pasted === hexText) return Buffer.from(hexText);
  if (pasted === base64Text && bytes === 32) return Buffer.from(base64Text);
  return bytes === undefined ? key : Buffer.from(pasted, 'base64');
}
