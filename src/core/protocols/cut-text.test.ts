import { expect, it } from 'vitest';
import { cutText } from './cut-text';

it('cuts what is longer, and says so', () => {
  expect(cutText('abcdef', 6)).toBe('abcdef');
  expect(cutText('abcdefg', 6)).toBe('abcdef…');
  expect(cutText('a\ud83d\ude00', 2)).toBe('a\ud83d…');
});
