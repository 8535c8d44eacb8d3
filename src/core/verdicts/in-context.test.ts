import { expect, it } from 'vitest';
import { toVerdict } from '.';
import { inContext } from './in-context';

const nameKey = (id: string) => `“${id}”`;
const verdict = toVerdict({ id: 'wrong-key', tried: ['staging'], readings: 'all' }, nameKey);
const said = (opened: number, dark: number, proved?: string) =>
  inContext(verdict, { opened, dark, proved }, nameKey);

it('one event that stays dark beside others that open is not blamed on the channel’s key', () => {
  expect(said(3, 1).remedy).toMatch(/^Other events of the channel open/);
  expect(said(3, 1).evidence.at(-1)).toEqual({ name: 'this channel', value: '3 open, 1 dark' });
  expect(said(1, 1).evidence.at(-1)?.value).toBe('1 opens, 1 dark');
});

it('a channel of which nothing opens has another key', () => {
  expect(said(0, 5).remedy).toMatch(/^No event of the channel opens.*Add the master key/);
  expect(said(0, 5, 'main').remedy).toMatch(/^The page has the secret of “main”, and the publisher/);
  expect(said(0, 5, 'main').evidence.at(-1)?.value).toBe('its secret is derived from “main”');
});

it('one event alone tells neither', () => {
  expect(said(0, 1).remedy).toBe(verdict.remedy);
});

it('other verdicts stay as they are', () => {
  const other = toVerdict({ id: 'no-data' }, nameKey);
  expect(inContext(other, { opened: 0, dark: 9, proved: undefined }, nameKey)).toBe(other);
});
