import { describe, expect, it } from 'vitest';
import { summarize } from './json-summary';
import { copyOfJson, parseTree, scalarText, typeOfJson } from './json-value';

describe('parseTree', () => {
  it.each(['', 'text', '42', '"text"', 'null', '{', '[1,]', '{"a":1} x'])('leaves %j as text', (text) => {
    expect(parseTree(text)).toBeUndefined();
  });

  it('reads objects and arrays, with white space around them', () => {
    expect(parseTree(' {"a":[1,"b",null,true]}\n')).toEqual({ a: [1, 'b', null, true] });
  });

  it('keeps every digit of a number, where the engine can', () => {
    const value = parseTree('[12345678901234567890, 99.50, 1234567.12345678912345, 1e400]');
    if (!('rawJSON' in JSON)) return;
    expect(copyOfJson(value)).toContain('12345678901234567890');
    expect(copyOfJson(value)).toContain('99.50');
    expect(copyOfJson(value)).toContain('1234567.12345678912345');
    expect(copyOfJson(value)).toContain('1e400');
  });

  it('reads what is nested deeper than a stack goes', () => {
    expect(parseTree(`${'['.repeat(50_000)}${']'.repeat(50_000)}`)).toBeDefined();
  });
});

describe('json values as text', () => {
  it('copies a string as it is and the rest as JSON', () => {
    expect(copyOfJson('a "b"')).toBe('a "b"');
    expect(copyOfJson({ a: 1 })).toBe('{\n  "a": 1\n}');
  });

  it('cuts a long string inside its quotes', () => {
    expect(scalarText('abcdef', 3)).toBe('"abc…"');
    expect(scalarText('abc', 3)).toBe('"abc"');
    expect([scalarText(1.5, 3), scalarText(null, 3), scalarText(true, 3)]).toEqual(['1.5', 'null', 'true']);
  });

  it('names the types', () => {
    expect(['a', 1, true, null, [], {}].map(typeOfJson)).toEqual([
      'string',
      'number',
      'boolean',
      'null',
      'array',
      'object',
    ]);
  });

  it('summarizes in one bounded line', () => {
    expect(summarize({ orderId: '12345', items: [1, 2, 3], to: {}, by: { a: 1 }, no: [] })).toBe(
      '{orderId: "12345", items: (3) […], to: {}, by: {…}, no: []}',
    );
    expect(summarize([1, 'a', { b: 1 }])).toBe('(3) [1, "a", {…}]');
    expect(summarize(Array.from({ length: 1e5 }, () => 7)).length).toBeLessThan(130);
  });
});
