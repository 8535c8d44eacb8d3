import { expect, it } from 'vitest';
import { hexDump } from './hex-dump';

it('shows offset, hex and printable ASCII, sixteen bytes a line', () => {
  const bytes = new Uint8Array([...new TextEncoder().encode('order.created \u00e9'), 0, 255]);
  expect(hexDump(bytes, 100).split('\n')).toEqual([
    '000000  6f 72 64 65 72 2e 63 72  65 61 74 65 64 20 c3 a9  order.created ..',
    '000010  00 ff                                             ..',
  ]);
});

it('stops at the most that is asked for', () => {
  expect(hexDump(new Uint8Array(1_000_000), 20).split('\n')).toHaveLength(2);
  expect(hexDump(new Uint8Array(), 20)).toBe('');
});
