import { beforeEach, expect, it, vi } from 'vitest';
import type { AuthExchange } from '../core/auth/exchange';
import type { DevtoolsNotice } from '../messages';
import { listenForSightings } from './sightings';

type Seen = Extract<DevtoolsNotice, { type: 'seen' }>;

const line = vi.hoisted(() => ({
  hear: (_message: unknown, _sender: object): unknown => undefined,
  answer: (_value: unknown) => {},
  fail: (_error: Error) => {},
}));

vi.mock('webextension-polyfill', () => ({
  default: {
    runtime: {
      getURL: () => 'extension://own/',
      onMessage: { addListener: (listener: typeof line.hear) => Object.assign(line, { hear: listener }) },
      sendMessage: () =>
        new Promise((resolve, reject) => Object.assign(line, { answer: resolve, fail: reject })),
    },
  },
}));

let taken: string[];
const own = { url: 'extension://own/devtools.html' };

function notice(from: number, names: string[], change: Partial<Seen> = {}): Seen {
  const exchanges = names.map((channel) => ({ channel }) as AuthExchange);
  return { type: 'seen', tab: 7, since: 1, from, exchanges, pageKeys: [], pageStart: undefined, ...change };
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await Promise.resolve();
}

beforeEach(() => {
  taken = [];
  listenForSightings(7, ({ exchanges }) => taken.push(...exchanges.map(({ channel }) => channel)));
});

it('what was seen before comes first, and what is told while that is asked for comes once', async () => {
  line.hear(notice(2, ['c']), own);
  line.hear(notice(3, ['d']), own);
  line.answer(notice(0, ['a', 'b', 'c']));
  await settled();
  line.hear(notice(4, ['e']), own);
  expect(taken).toEqual(['a', 'b', 'c', 'd', 'e']);
});

it('the last of very many that were seen before are taken', async () => {
  line.answer(notice(600, ['x', 'y']));
  await settled();
  line.hear(notice(602, ['z']), own);
  expect(taken).toEqual(['x', 'y', 'z']);
});

it.each<[string, () => void]>([
  ['there is none', () => line.fail(new Error('Receiving end does not exist'))],
  ['it is of another', () => line.answer(notice(0, ['other'], { tab: 8 }))],
])('an answer is no condition: %s', async (_, answer) => {
  line.hear(notice(0, ['a']), own);
  answer();
  await settled();
  expect(taken).toEqual(['a']);
});

it('nothing is taken of other tabs, and from elsewhere than the extension', async () => {
  line.answer(undefined);
  await settled();
  line.hear(notice(0, ['a'], { tab: 8 }), own);
  line.hear(notice(0, ['a']), { url: 'https://app.example/' });
  line.hear(undefined, own);
  expect(taken).toEqual([]);
});
