import { expect, it } from 'vitest';
import { noticesText } from './notices';

it('every bundled library is named with its licence', () => {
  const text = noticesText();
  for (const [name, licence] of [
    ['@ably/vcdiff-decoder', 'Apache-2.0'],
    ['fossil-delta', 'BSD'],
    ['preact', 'MIT'],
    ['Error codes of Ably', 'Apache-2.0'],
  ] as const)
    expect(text).toMatch(new RegExp(`^${name}[\\s\\S]{0,300}${licence}`, 'm'));
  expect(text).toContain('Permission is hereby granted');
});
