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
  ['a', '', 'a'],
  ['a', 'text/html', 'a'],
  ['YQ==', 'base64', undefined],
  [null, 'text/html', undefined],
])('of the content %j, %j the text is %j', (content, second, text) => {
  expect(contentText(content, second)).toBe(text);
});
