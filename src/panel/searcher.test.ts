import { expect, it } from 'vitest';
import { channelOf } from '../core/channels';
import type { Entry } from '../core/entry';
import { sampleConnection, sampleEntry } from '../core/sample-entry';
import type { Fact, Sealed, SealedBox } from '../core/sealed';
import type { Question } from './search-questions';
import { createSearcher } from './searcher';

const wrongKey: Fact = { outcome: 'wrong-key', tried: ['k1'], searched: true };

it('what is dark in one turn is asked for together, with the other encrypted channels of the app', async () => {
  const { searcher, asked, applied } = start();
  for (const id of [1, 2]) searcher.noteDark(darkEntry(id, 'private-encrypted-a'), sealedOf('a', `n${id}`));
  await settled();
  expect(asked).toHaveLength(1);
  expect(asked[0]?.channels.sort()).toEqual(['private-encrypted-a', 'private-encrypted-b']);
  expect(asked[0]?.keys).toBeUndefined();
  expect(applied).toEqual([
    [1, 'wrong-key'],
    [2, 'wrong-key'],
  ]);
});

it('an envelope that came on another channel too is tried with that one, however many are dark', async () => {
  const { searcher, asked } = start();
  for (let id = 1; id <= 500; id++)
    searcher.noteDark(darkEntry(id, 'private-encrypted-a'), sealedOf('a', `n${id}`));
  await settled();
  asked.length = 0;
  const sealed = sealedOf('a', 'twin');
  searcher.noteSealed(darkEntry(900, 'private-encrypted-b'), sealedOf('b', 'twin'));
  searcher.noteSealed(darkEntry(901, 'private-encrypted-a'), sealed);
  expect(searcher.noteDark(darkEntry(901, 'private-encrypted-a'), sealed)).toBe(true);
  await settled();
  expect(asked.at(-1)).toMatchObject({ channels: ['private-encrypted-b'] });
  expect(asked.at(-1)?.payloads).toContain(sealed);
});

it('beyond the first samples only keys that have opened something are tried on other channels', async () => {
  const { searcher, asked } = start();
  for (let id = 1; id <= 9; id++)
    searcher.noteDark(darkEntry(id, 'private-encrypted-a'), sealedOf('a', `n${id}`));
  await settled();
  expect(asked.at(-1)).toMatchObject({ channels: [], keys: undefined });
  searcher.noteOpened(darkEntry(20, 'private-encrypted-b'), {
    key: 'k1',
    derivation: 'A',
    detour: undefined,
  });
  searcher.noteDark(darkEntry(10, 'private-encrypted-a'), sealedOf('a', 'n10'));
  await settled();
  expect(asked.at(-1)).toMatchObject({ keys: ['k1'] });
  expect(asked.at(-1)?.channels).toEqual(['private-encrypted-b']);
});

it('a channel that shows later is tried on the samples that are still dark, once', async () => {
  const { searcher, asked } = start();
  searcher.noteDark(darkEntry(1, 'private-encrypted-a'), sealedOf('a', 'n1'));
  searcher.noteDark({ ...darkEntry(2, 'private-encrypted-a'), state: 'opened' }, sealedOf('a', 'n2'));
  await settled();
  asked.length = 0;
  for (const nonce of ['n3', 'n4'])
    searcher.noteSealed(darkEntry(3, 'private-encrypted-c'), sealedOf('c', nonce));
  await settled();
  expect(asked).toHaveLength(1);
  expect(asked[0]).toMatchObject({ channels: ['private-encrypted-c'] });
  expect(asked[0]?.payloads).toHaveLength(1);
});

it('a way that opens a channel in an unusual manner makes its dark events be tried again, once', () => {
  const { searcher, reopened } = start();
  const unusual = { key: 'k1', derivation: 'B', detour: undefined } as const;
  for (const id of [1, 2]) searcher.noteOpened(darkEntry(id, 'private-encrypted-a'), unusual);
  searcher.noteOpened(darkEntry(3, 'private-encrypted-a'), { ...unusual, derivation: 'A' });
  searcher.noteOpened(darkEntry(4, 'private-encrypted-b'), unusual);
  expect(reopened).toEqual(['private-encrypted-a', 'private-encrypted-b']);
});

it('a background that was started anew may find out again how a channel is opened', async () => {
  const { searcher, asked, reopened } = start();
  const unusual = { key: 'k1', derivation: 'B', detour: undefined } as const;
  const see = (from: number, through: number) => {
    for (let id = from; id <= through; id++)
      searcher.noteDark(darkEntry(id, 'private-encrypted-a'), sealedOf('a', `n${id}`));
  };
  see(1, 2_000);
  searcher.noteOpened(darkEntry(1, 'private-encrypted-a'), unusual);
  await settled();
  asked.length = 0;
  searcher.forgetWays();
  see(2_001, 2_001);
  await settled();
  expect(asked).toHaveLength(1);
  searcher.noteOpened(darkEntry(2_001, 'private-encrypted-a'), unusual);
  expect(reopened).toEqual(['private-encrypted-a', 'private-encrypted-a']);
});

it('envelopes that come on two channels and open nowhere do not keep the background at it', async () => {
  const { searcher, asked } = start();
  for (let id = 1; id <= 5_000; id++) {
    const sealed = sealedOf('a', `n${id}`);
    searcher.noteSealed(darkEntry(id, 'private-encrypted-b'), sealedOf('b', `n${id}`));
    searcher.noteSealed(darkEntry(id, 'private-encrypted-a'), sealed);
    searcher.noteDark(darkEntry(id, 'private-encrypted-a'), sealed);
  }
  await settled();
  const payloads = asked.reduce((sum, question) => sum + question.payloads.length, 0);
  expect(payloads).toBeLessThan(2_500);
});

it('answers of before a change of keys are left aside', async () => {
  const { searcher, applied } = start();
  searcher.noteDark(darkEntry(1, 'private-encrypted-a'), sealedOf('a', 'n1'));
  await Promise.resolve();
  searcher.restart();
  await settled();
  expect(applied).toEqual([]);
});

function start() {
  const connection = sampleConnection({ app: 'app' });
  for (const name of ['private-encrypted-a', 'private-encrypted-b', 'private-open'])
    channelOf(connection, name);
  Object.assign(channelOf(connection, 'private-encrypted-b') as object, { opened: 1 });
  const asked: Question[] = [];
  const applied: [number, string][] = [];
  const reopened: string[] = [];
  const searcher = createSearcher({
    ask: async (question) => {
      asked.push(question);
      return question.payloads.map(() => wrongKey);
    },
    apply: (entry, fact) => applied.push([entry.id, fact.outcome]),
    reopen: (_, channel) => reopened.push(channel),
    connections: () => [connection],
  });
  return { searcher, asked, applied, reopened };
}

function darkEntry(id: number, channel: string): Entry {
  return sampleEntry(id, { connection: sampleConnection({ app: 'app' }), channel, state: 'dark' });
}

function sealedOf(name: string, nonce: string): Sealed {
  const box: SealedBox = {
    cipher: 'secretbox',
    app: 'app',
    channel: `private-encrypted-${name}`,
    nonce,
    ciphertext: '',
  };
  return box;
}

async function settled(): Promise<void> {
  for (let i = 0; i < 400; i++) await Promise.resolve();
}
