import { strFromU8, strToU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { toZip, type ZipEntry } from './zip';

const entries: ZipEntry[] = [
  { path: 'manifest.json', bytes: strToU8('{}') },
  { path: 'src/panel/panel.html', bytes: strToU8('<!doctype html>'.repeat(100)) },
  { path: 'run', bytes: strToU8('#!/bin/sh'), isExecutable: true },
];

test('what was packed comes out again', () => {
  const files = unzipSync(toZip(entries));
  expect(Object.keys(files)).toEqual(['manifest.json', 'run', 'src/panel/panel.html']);
  for (const { path, bytes } of entries) expect(strFromU8(files[path] as Uint8Array)).toBe(strFromU8(bytes));
});

test('the same files give the same bytes in another order, at another time and in another time zone', () => {
  const zone = process.env.TZ;
  process.env.TZ = 'Pacific/Auckland';
  const one = toZip(entries);
  process.env.TZ = 'America/Los_Angeles';
  const other = toZip(entries.toReversed());
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
  expect(other).toEqual(one);
});

test('another byte in a file gives another archive', () => {
  const [first, ...rest] = entries as [ZipEntry, ...ZipEntry[]];
  expect(toZip([{ ...first, bytes: strToU8('[]') }, ...rest])).not.toEqual(toZip(entries));
});
