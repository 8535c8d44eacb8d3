import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { VERDICT_IDS } from '.';
import { toDocument } from './document';

it('the document is the one in docs: after a change of a definition run "npm run docs"', () => {
  const kept = readFileSync(new URL('../../../docs/verdicts.md', import.meta.url), 'utf8');
  expect(kept).toBe(toDocument());
});

it('has a section for every verdict, and no time zone', () => {
  const text = toDocument();
  for (const id of VERDICT_IDS) expect(text).toContain(`### ${id}\n`);
  expect(new Set(text.match(/\d\d:\d\d:\d\d/g))).toEqual(new Set(['12:04:07']));
});
