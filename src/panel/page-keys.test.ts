import { expect, it } from 'vitest';
import type { KeySummary } from '../core/key-summary';
import { sampleConnection } from '../core/sample-entry';
import { createPageKeys } from './page-keys';

const inPage = { pageKeys: [{ id: 'abc', url: 'https://app.example/app.js' }], pageStart: undefined };
const found = [{ id: 'master-key-in-page', key: 'abc', url: 'https://app.example/app.js' }];

function key(change: Partial<KeySummary> = {}): KeySummary {
  const scope = { app: undefined, channel: undefined };
  return { id: 'abc', kind: 'pusher-master', label: '', scope, remembered: false, addedAt: 1, ...change };
}

it('a known master key that stands in the page is told of on each connection of its app', () => {
  const [ours, other] = [sampleConnection(), sampleConnection({ app: 'other' })];
  const pageKeys = createPageKeys();
  expect(pageKeys.take(inPage)).toBe(true);
  pageKeys.judge([ours, other], [key({ scope: { app: 'app-key', channel: undefined } })]);
  expect([ours.findings, other.findings]).toEqual([found, []]);
  pageKeys.judge([ours, other], [key()]);
  expect(other.findings).toEqual(found);
});

it('a key that is pasted later is told of, and one that is removed no more; other findings stay', () => {
  const other = { id: 'no-nacl' } as const;
  const connection = sampleConnection({ findings: [other] });
  const pageKeys = createPageKeys();
  pageKeys.take(inPage);
  pageKeys.judge([connection], [key({ id: 'def' })]);
  const before = connection.findings;
  pageKeys.judge([connection], [key()]);
  expect(connection.findings).toEqual([other, ...found]);
  pageKeys.judge([connection], []);
  expect(connection.findings).toEqual(before);
});

it('what does not change keeps its list', () => {
  const connection = sampleConnection();
  const pageKeys = createPageKeys();
  pageKeys.take(inPage);
  pageKeys.judge([connection], [key()]);
  const { findings } = connection;
  pageKeys.judge([connection], [key()]);
  expect(connection.findings).toBe(findings);
});

it('a new page takes the verdict away, but not from a connection that has ended with its page', () => {
  const [live, closed] = [sampleConnection(), sampleConnection()];
  const pageKeys = createPageKeys();
  pageKeys.take(inPage);
  pageKeys.judge([live, closed], [key()]);
  closed.state = 'closed';
  expect(pageKeys.take({ pageKeys: [], pageStart: undefined, isNewPage: true })).toBe(true);
  pageKeys.judge([live, closed], [key()]);
  expect([live.findings, closed.findings]).toEqual([[], found]);
});

it('a page that has just begun gets no verdict from the keys of the one that was left', () => {
  const connection = sampleConnection();
  const pageKeys = createPageKeys();
  pageKeys.startPage(1_000);
  pageKeys.take({ ...inPage, pageStart: 1_000 });
  pageKeys.startPage(5_000);
  pageKeys.judge([connection], [key()]);
  expect(connection.findings).toEqual([]);
  pageKeys.take({ pageKeys: [], pageStart: 5_000, isNewPage: true });
  pageKeys.take({ ...inPage, pageStart: 5_000 });
  pageKeys.judge([connection], [key()]);
  expect(connection.findings).toEqual(found);
});

it.each([
  ['a key of another kind', [key({ kind: 'app-secret' })], 'pusher'],
  ['another protocol', [key()], 'ably'],
  ['no key', [], 'pusher'],
])('nothing is told of %s', (_, keys, protocolName) => {
  const connection = sampleConnection({ protocolName });
  const pageKeys = createPageKeys();
  pageKeys.take(inPage);
  pageKeys.judge([connection], keys);
  expect(connection.findings).toEqual([]);
});
