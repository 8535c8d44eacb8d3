import { beforeEach, describe, expect, it, vi } from 'vitest';
import { watchPageKeys } from './page-keys';

type Listener<Value = unknown> = (value: Value) => void;

const devtools = vi.hoisted(() => ({
  requests: [] as Listener[],
  navigations: [] as Listener[],
  page: undefined as unknown,
  start: 0,
  asked: [] as string[],
}));

vi.mock('webextension-polyfill', () => ({
  default: {
    devtools: {
      inspectedWindow: {
        eval: async (code: string) => [
          code === 'performance.timeOrigin' ? devtools.start : devtools.page,
          null,
        ],
      },
      network: {
        onNavigated: { addListener: (listener: Listener) => devtools.navigations.push(listener) },
      },
    },
  },
}));

// Answers the texts themselves as ids.
vi.mock('./ask-background', () => ({
  askBackground: async ({ texts }: { texts: string[] }) => {
    devtools.asked.push(...texts);
    return { ids: texts };
  },
}));

const [one = '', two = '', three = ''] = [1, 2, 3].map((seed) =>
  Buffer.from(Array.from({ length: 32 }, (_, index) => (index * 37 + seed * 11) % 256)).toString('base64'),
);

let found: [string, string][];
let pages: number[];

beforeEach(() => {
  Object.assign(devtools, { requests: [], navigations: [], asked: [], page: undefined, start: 0 });
  found = [];
  pages = [];
});

async function start(): Promise<void> {
  devtools.requests.push(
    watchPageKeys({
      addExchanges: () => undefined,
      addPageKey: (id, url) => found.push([id, url]),
      startPage: (at) => pages.push(at),
      clearPageKeys: () => {
        found = [];
      },
    }),
  );
  await settled();
}

async function finish(url: string, text: string, change: object = {}, at = 5_000): Promise<void> {
  const entry = {
    startedDateTime: new Date(at).toISOString(),
    request: { method: 'GET', url },
    response: { content: { mimeType: 'text/javascript', size: text.length } },
    getContent: async () => ({ content: text, encoding: '' }),
    ...change,
  };
  for (const listener of devtools.requests) listener(entry);
  await settled();
}

async function navigate(start: number): Promise<void> {
  devtools.start = start;
  for (const listener of devtools.navigations) listener('https://app.example/');
  await settled();
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 30; turn++) await Promise.resolve();
}

describe('a text that may be a key is told by its id', () => {
  it('from a document, a script and JSON as they are loaded', async () => {
    await start();
    await finish('https://app.example/app.js', `key:"${one}"`);
    await finish('https://app.example/', `<p>${two}</p>`, {
      response: { content: { mimeType: 'text/html; charset=utf-8' } },
    });
    await finish('https://app.example/config', `{"key":"${three}"}`, {
      response: { content: { mimeType: 'application/json' } },
    });
    expect(found).toEqual([
      [one, 'https://app.example/app.js'],
      [two, 'https://app.example/'],
      [three, 'https://app.example/config'],
    ]);
  });

  it('from the document that was there before DevTools', async () => {
    devtools.page = { url: 'https://app.example/', text: `<script>const key = '${one}'</script>` };
    await start();
    expect(found).toEqual([[one, 'https://app.example/']]);
  });

  it('with the address alone: what a visitor logged in with may stand in the query', async () => {
    await start();
    await finish('https://visitor:secret@app.example/app.js?token=1#here', one);
    expect(found).toEqual([[one, 'https://app.example/app.js']]);
  });

  it('again and again, and leaves room for the next one', async () => {
    await start();
    for (let time = 0; time < 600; time++) await finish('https://app.example/status', one);
    await finish('https://app.example/app.js', two);
    expect(found.at(-1)).toEqual([two, 'https://app.example/app.js']);
  });

  it('from what Chrome still has of what was loaded before, but not from pictures', async () => {
    const resource = (url: string, text: string) => ({
      url,
      getContent: (handle: (body: string, encoding: string) => void) => handle(text, ''),
    });
    const all = [
      resource('https://app.example/app.js?v=1', one),
      resource('https://app.example/a.png', two),
      resource('data:text/html,x', three),
    ];
    const inspectedWindow = { getResources: (handle: Listener<typeof all>) => handle(all) };
    vi.stubGlobal('chrome', { devtools: { inspectedWindow } });
    await start();
    vi.unstubAllGlobals();
    expect(found).toEqual([[one, 'https://app.example/app.js']]);
  });
});

it.each<[string, object]>([
  [
    'of a POST, whose answer may hold a secret of the page',
    { request: { method: 'POST', url: 'https://a' } },
  ],
  ['whose URL is its content', { request: { method: 'GET', url: 'data:text/javascript,x' } }],
  ['of a picture', { response: { content: { mimeType: 'image/png' } } }],
  ['that is too long', { response: { content: { mimeType: 'text/html', size: 5_000_001 } } }],
  ['as bytes', { getContent: async () => [one, 'base64'] }],
  [
    'that answers for an auth endpoint',
    { getContent: async () => ({ content: `{"shared_secret":"${one}"}` }) },
  ],
  ['that is gone', { getContent: () => Promise.reject(new Error('gone')) }],
  ['without a form', { request: null, response: 'x' }],
])('nothing is read from a body %s', async (_, change) => {
  await start();
  await finish('https://app.example/', one, change);
  expect(devtools.asked).toEqual([]);
});

describe('a new page', () => {
  it('forgets what the page before it has loaded, and keeps what it has loaded itself', async () => {
    await start();
    await finish('https://app.example/old.js', one, {}, 5_000);
    await finish('https://app.example/new.js', two, {}, 9_050);
    await navigate(9_000);
    expect(found).toEqual([[two, 'https://app.example/new.js']]);
    await navigate(20_000);
    expect(found).toEqual([]);
    expect(pages.slice(-2)).toEqual([9_000, 20_000]);
  });

  it.each([
    ['it can not be asked at once', Number.NaN],
    ['the old one still answers', 0],
  ])('is waited for when %s', async (_, answered) => {
    vi.useFakeTimers();
    await start();
    await finish('https://app.example/old.js', two, {}, 5_000);
    await finish('https://app.example/new.js', one, {}, 9_050);
    await navigate(answered);
    expect(found).toHaveLength(2);
    devtools.start = 9_000;
    await vi.advanceTimersByTimeAsync(100);
    vi.useRealTimers();
    expect(found).toEqual([[one, 'https://app.example/new.js']]);
  });

  it('takes nothing that was asked for before it began', async () => {
    await start();
    await navigate(9_000);
    await finish('https://app.example/late.js', one, {}, 5_000);
    expect(found).toEqual([]);
  });
});
