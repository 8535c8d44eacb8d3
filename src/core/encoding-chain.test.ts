import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex } from './bytes';
import { type ChainData, lastStep, stepsOf, undoEncoding, withoutLastStep } from './encoding-chain';
import vectors from './vectors/ably-frames.json' with { type: 'json' };

describe('a payload of ably-common', () => {
  it.each(vectors.encodings)('$id', ({ data, encoding, expectedType, expectedValue, expectedHexValue }) => {
    const undone = undoEncoding({ text: data }, encoding ?? '');
    expect(undone).toMatchObject({ remaining: '', failed: undefined });
    if ('bytes' in undone.data) expect(toHex(undone.data.bytes)).toBe(expectedHexValue);
    else if (expectedType === 'string') expect(undone.data.text).toBe(expectedValue);
    else expect(JSON.parse(undone.data.text)).toEqual(expectedValue);
  });
});

describe('a chain', () => {
  const bytes = (...values: number[]) => ({ bytes: Uint8Array.from(values) });
  it.each<[string, ChainData, string, ChainData, string[], string, string | undefined]>([
    ['that is empty', { text: 'x' }, '', { text: 'x' }, [], '', undefined],
    ['of base64', { text: 'AP8=' }, 'base64', bytes(0, 255), ['base64'], '', undefined],
    [
      'of all steps',
      { text: 'eyJhIjoxfQ==' },
      'json/utf-8/base64',
      { text: '{"a":1}' },
      ['base64', 'utf-8', 'json'],
      '',
      undefined,
    ],
    [
      'that ends at a cipher',
      { text: 'AP8=' },
      'json/utf-8/cipher+aes-256-cbc/base64',
      bytes(0, 255),
      ['base64'],
      'json/utf-8/cipher+aes-256-cbc',
      undefined,
    ],
    [
      'that ends at a delta',
      { text: 'AP8=' },
      'json/vcdiff/base64',
      bytes(0, 255),
      ['base64'],
      'json/vcdiff',
      undefined,
    ],
    ['of an unknown step', { text: 'x' }, 'json/gzip', { text: 'x' }, [], 'json/gzip', undefined],
    ['of an empty step', { text: 'x' }, 'json/', { text: 'x' }, [], 'json/', undefined],
    ['of base64 that is none', { text: '*' }, 'json/base64', { text: '*' }, [], 'json/base64', 'base64'],
    ['of base64 over bytes', bytes(65), 'base64', bytes(65), [], 'base64', 'base64'],
    ['of UTF-8 that is none', bytes(255), 'json/utf-8', bytes(255), [], 'json/utf-8', 'utf-8'],
    ['of UTF-8 over text', { text: 'x' }, 'utf-8', { text: 'x' }, [], 'utf-8', 'utf-8'],
    ['of JSON that is none', bytes(97), 'json/utf-8', { text: 'a' }, ['utf-8'], 'json', 'json'],
    ['of JSON over bytes', bytes(49), 'json', { text: '1' }, ['json'], '', undefined],
    ['of JSON over bytes that are no text', bytes(255), 'json', bytes(255), [], 'json', 'json'],
    ['of a JSON string', { text: '"AP8="' }, 'base64/json', bytes(0, 255), ['json', 'base64'], '', undefined],
    ['of JSON twice', { text: '"[1]"' }, 'json/json', { text: '[1]' }, ['json', 'json'], '', undefined],
    ['of JSON after an object', { text: '{}' }, 'json/json', { text: '{}' }, ['json'], 'json', 'json'],
    ['of nothing', bytes(), 'utf-8', { text: '' }, ['utf-8'], '', undefined],
  ])('%s', (_, data, encoding, expected, done, remaining, failed) => {
    expect(undoEncoding(data, encoding)).toEqual({ data: expected, done, remaining, failed });
  });

  it('of a million empty steps is undone for sixteen of them', () => {
    const { done, remaining } = undoEncoding({ text: '' }, 'utf-8/base64/'.repeat(1_000_000).slice(0, -1));
    expect(done).toHaveLength(16);
    expect(remaining.startsWith('utf-8/base64/')).toBe(true);
  });
});

describe('base64 in a chain', () => {
  it('is as lenient as the one of ably-js, which is atob', () => {
    const text = fc.string({ unit: fc.constantFrom('A', 'Q', '/', '+', '=', ' ', '\n', '-', '€') });
    fc.assert(
      fc.property(text, (text) => {
        const undone = undoEncoding({ text }, 'base64').data;
        const hex = 'bytes' in undone ? toHex(undone.bytes) : undefined;
        expect(hex).toBe(hexByAtob(text));
      }),
      { numRuns: 2000 },
    );
  });
});

it('the steps stand in the order of undoing', () => {
  expect(stepsOf('json/utf-8/base64')).toEqual(['base64', 'utf-8', 'json']);
  expect(stepsOf('')).toEqual([]);
  expect(lastStep('json/utf-8')).toBe('utf-8');
  expect(lastStep('')).toBe('');
  expect(withoutLastStep('json/utf-8/base64')).toBe('json/utf-8');
  expect(withoutLastStep('json')).toBe('');
});

it('takes any data and any encoding without throwing', () => {
  const step = fc.constantFrom('base64', 'utf-8', 'json', 'vcdiff', 'cipher+aes-256-cbc', '', 'x');
  const encoding = fc.oneof(
    fc.string(),
    fc.array(step).map((steps) => steps.join('/')),
  );
  const json = fc.json();
  const data = fc.oneof(
    fc.oneof(fc.string(), fc.base64String(), json).map((text) => ({ text })),
    fc
      .oneof(
        fc.uint8Array(),
        json.map((text) => new TextEncoder().encode(text)),
      )
      .map((bytes) => ({ bytes })),
  );
  fc.assert(
    fc.property(data, encoding, (data, encoding) => {
      // An empty first step has nothing to be undone and leaves nothing behind.
      fc.pre(!encoding.startsWith('/'));
      const { done, remaining } = undoEncoding(data, encoding);
      expect([...stepsOf(remaining).reverse(), ...done.toReversed()].join('/')).toBe(encoding);
    }),
    { numRuns: 2000 },
  );
});

function hexByAtob(text: string): string | undefined {
  try {
    return toHex(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)));
  } catch {
    return undefined;
  }
}

it.each(['null', 'false', '0', '""', '[]'])('the JSON value %s is one', (text) => {
  expect(undoEncoding({ text }, 'json')).toEqual({
    data: { text },
    done: ['json'],
    remaining: '',
    failed: undefined,
  });
});
