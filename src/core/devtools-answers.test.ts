import { expect, it } from 'vitest';
import { contentText, evaluatedValue } from './devtools-answers';

it.each([
  [{ a: 1 }, { a: 1 }],
  [[{ a: 1 }, undefined], { a: 1 }],
  [[undefined, { isException: true }], undefined],
  [undefined, undefined],
])('of the answer %j the value is %j', (answer, value) => {
  expect(evaluatedValue(answer)).toEqual(value);
});

it.each([
  [{ content: 'a', encoding: '' }, 'a'],
  [['a', ''], 'a'],
  [['a', 'text/html'], 'a'],
  [{ content: 'YQ==', encoding: 'base64' }, undefined],
  [['YQ==', 'base64'], undefined],
  [[null, 'text/html'], undefined],
  [undefined, undefined],
  ['a', undefined],
])('of the answer %j the text is %j', (answer, text) => {
  expect(contentText(answer)).toBe(text);
});
