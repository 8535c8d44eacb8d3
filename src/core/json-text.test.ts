import fc from 'fast-check';
import { expect, it } from 'vitest';
import { outerMembers } from './json-text';

const listOf = (text: string) => [...outerMembers(text)];

it.each<[string, [string, string][]]>([
  ['{"a":1}', [['a', '1']]],
  [
    ' {\n "a" : "x\\"y" ,\t"b":-1.5e3, "c":null}',
    [
      ['a', '"x\\"y"'],
      ['b', '-1.5e3'],
      ['c', 'null'],
    ],
  ],
  [
    '{"a":{"b":1,"c":[{"d":"}"}]},"e":[],"f":true}',
    [
      ['a', '{'],
      ['e', '['],
      ['f', 'true'],
    ],
  ],
  [
    '{"a\\\\":1,"b":"\\\\"}',
    [
      ['a\\\\', '1'],
      ['b', '"\\\\"'],
    ],
  ],
  ['{"a":1}{"b":2}', [['a', '1']]],
  ['{"a":1,"b":"cut', [['a', '1']]],
  ['[{"a":1}]', []],
  ['"a"', []],
  ['', []],
])('%j has %j', (text, members) => {
  expect(listOf(text)).toEqual(members);
});

it('lists the names of every object as JSON has them', () => {
  const object = fc.dictionary(
    fc.string().filter((name) => JSON.stringify(name) === `"${name}"`),
    fc.jsonValue(),
  );
  fc.assert(
    fc.property(object, fc.constantFrom(0, 2), (value, indent) => {
      const text = JSON.stringify(value, undefined, indent);
      expect(listOf(text).map(([name]) => name)).toEqual(Object.keys(value));
      for (const [name, token] of listOf(text)) {
        expect(JSON.stringify(value[name], undefined, indent).startsWith(token)).toBe(true);
      }
    }),
  );
});

it('takes any text without throwing', () => {
  const mark = fc.constantFrom('{', '}', '[', ']', ':', ',', '"', '\\', '1', ' ', 'x');
  fc.assert(
    fc.property(fc.string({ unit: mark }), (text) => void listOf(`{${text}`)),
    { numRuns: 2000 },
  );
});
