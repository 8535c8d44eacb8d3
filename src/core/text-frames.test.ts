import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFrameTable, parseTextFrames, unpackFrames } from './text-frames';

describe('frames of text', () => {
  it('are unpacked with their numbers, directions, times and texts', () => {
    expect(
      unpackFrames({ table: '0,1,1700000000000,67,1,22,1700000000001,64,0,1,5,65,', texts: 'abcd' }, 7),
    ).toEqual([
      {
        kind: 'frame',
        seq: 7,
        connection: 1,
        at: 1_700_000_000_000,
        direction: 'received',
        payload: { text: 'abc' },
      },
      {
        kind: 'frame',
        seq: 8,
        connection: 22,
        at: 1_700_000_000_001,
        direction: 'sent',
        payload: { text: '' },
      },
      { kind: 'frame', seq: 9, connection: 1, at: 5, direction: 'received', payload: { text: 'd' } },
    ]);
  });

  it.each([
    ['less text than the table says', '0,1,1,67,', 'ab'],
    ['more text', '0,1,1,65,', 'ab'],
    ['a weight that no occurrence has', '0,1,1,63,', ''],
  ])('are none where there is %s', (_, table, texts) => {
    expect(unpackFrames({ table, texts }, 1)).toEqual([]);
  });

  it.each([
    undefined,
    'table',
    {},
    { table: '' },
    { table: '', texts: [] },
    { table: '2,1,1,65,', texts: 'a' },
    { table: '0,1,1,65', texts: 'a' },
    { table: '0,-1,1,65,', texts: 'a' },
    { table: '0,1,1e3,65,', texts: 'a' },
    { table: '0,1,1,65,'.repeat(257), texts: 'a'.repeat(257) },
    { table: '0,12345678901234567,1,65,', texts: 'a' },
  ])('are refused when they are not of that form: %j', (value) => {
    expect(parseTextFrames(value)).toBeUndefined();
  });

  it('come back as they were packed, whatever their texts', () => {
    const frames = fc.array(fc.tuple(fc.nat(1), fc.nat(), fc.nat(), fc.string({ unit: 'binary' })), {
      maxLength: 256,
    });
    fc.assert(
      fc.property(frames, (all) => {
        const table = all.map(([kind, id, at, text]) => `${kind},${id},${at},${64 + text.length},`).join('');
        expect(isFrameTable(table)).toBe(true);
        const unpacked = unpackFrames({ table, texts: all.map(([, , , text]) => text).join('') }, 1);
        expect(unpacked.map((one) => one.kind === 'frame' && [one.connection, one.at, one.payload])).toEqual(
          all.map(([, id, at, text]) => [id, at, { text }]),
        );
      }),
    );
  });
});
