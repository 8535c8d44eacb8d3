import { expect, it } from 'vitest';
import type { Entry } from '../core/entry';
import { sampleEntry } from '../core/sample-entry';
import { createNarrowing } from './narrowing';

let isShown: (entry: Entry) => boolean = () => true;
const narrowing = createNarrowing((test) => {
  isShown = test;
});

const control = sampleEntry(1, { state: 'control', event: '(open)' });
const fault = sampleEntry(2, { state: 'control', event: '(page error)', findings: [{ id: 'no-nacl' }] });
const clear = sampleEntry(3);

it.each([
  ['', [clear]],
  ['is:control', [control, fault]],
  ['is:fault', [fault]],
  ['reason:no-nacl', [fault]],
  ['is:warning', []],
  ['-is:fault', [clear]],
  ['open', []],
])('with the query %j control events are folded away, but for those that are asked for', (query, shown) => {
  narrowing.setQuery(query);
  expect([control, fault, clear].filter((entry) => isShown(entry))).toEqual(shown);
});
