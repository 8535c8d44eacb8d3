import { expect, it } from 'vitest';
import { markdownText } from './markdown-text';

it.each([
  ['shared_secret of App\\Events\\OrderShipped', 'shared_secret of App\\Events\\OrderShipped'],
  ['_emphasis_ and **more**', '\\_emphasis\\_ and \\*\\*more\\*\\*'],
  ['![x](y) <img src=x>', '!\\[x\\](y) \\<img src=x\\>'],
  ['a\\*b', 'a\\\\\\*b'],
  ['a | b `c` # d', 'a \\| b \\`c\\` \\# d'],
  ['one\n\n- two', 'one - two'],
])('%j is written %j', (text, written) => {
  expect(markdownText(text)).toBe(written);
});
