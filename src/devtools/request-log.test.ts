import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRequestLog, type RequestLog } from './request-log';

type Listener = (entry: unknown) => void;

const browser = vi.hoisted(() => ({
  listeners: new Set<Listener>(),
  getHAR: undefined as unknown,
  runtime: {} as object,
}));

vi.mock('webextension-polyfill', () => ({
  default: {
    get runtime() {
      return browser.runtime;
    },
    devtools: {
      network: {
        onRequestFinished: {
          addListener: (listener: Listener) => browser.listeners.add(listener),
          removeListener: (listener: Listener) => browser.listeners.delete(listener),
        },
        get getHAR() {
          return browser.getHAR;
        },
      },
    },
  },
}));

const FIREFOX = { getBrowserInfo: () => undefined };
let log: RequestLog;
let told: string[];

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  browser.listeners.clear();
  browser.runtime = {};
  browser.getHAR = () => Promise.resolve({ entries: [] });
  told = [];
});

afterEach(() => {
  vi.useRealTimers();
});

function entry(url: string, status = 200): object {
  return {
    startedDateTime: '2024-01-02T03:04:05.678Z',
    request: { url, method: 'GET' },
    response: { status },
  };
}

function begin(): void {
  log = createRequestLog();
  log.tell([
    (value) => told.push((value as { request?: { url: string } } | null)?.request?.url ?? 'nothing'),
  ]);
}

function finish(...entries: unknown[]): void {
  for (const one of entries) for (const listener of browser.listeners) listener(one);
}

const settled = () => vi.advanceTimersByTimeAsync(0);

describe('in Chrome', () => {
  it('what DevTools had before comes once, though it ends meanwhile', async () => {
    browser.getHAR = () => Promise.resolve({ entries: [entry('https://early/'), entry('https://a/')] });
    begin();
    finish(entry('https://a/'));
    await settled();
    expect(told).toEqual(['https://a/', 'https://early/']);
  });

  it('two requests that are alike are two', async () => {
    begin();
    finish(entry('https://a/'), entry('https://a/'));
    await settled();
    expect(told).toHaveLength(2);
  });

  it.each<[string, unknown]>([
    ['there is none', undefined],
    ['it fails', () => Promise.reject(new Error('no'))],
    ['it comes by a callback', (call?: (log: unknown) => void) => call?.({ entries: [] })],
    ['it is none', () => Promise.resolve('log')],
  ])('a log of before is no condition: %s', async (_, getHAR) => {
    browser.getHAR = getHAR;
    begin();
    finish(null);
    await settled();
    expect(told).toEqual(['nothing']);
  });

  it('is listened to all the time', async () => {
    begin();
    vi.advanceTimersByTime(5_000);
    log.busy();
    expect(browser.listeners.size).toBe(1);
  });
});

describe('in Firefox', () => {
  beforeEach(() => {
    browser.runtime = FIREFOX;
    begin();
  });

  it('what is under way when the log is read comes when it is over', async () => {
    browser.listeners.clear();
    const pending = { ...entry('https://slow/'), response: { status: 200, bodySize: -1 } };
    browser.getHAR = () =>
      Promise.resolve({ entries: [entry('https://early/'), pending, entry('https://a/', 0)] });
    begin();
    await settled();
    expect(told).toEqual(['https://early/']);
    finish(entry('https://slow/'), entry('https://a/'));
    expect(told.slice(1)).toEqual(['https://slow/', 'https://a/']);
  });

  it('what ended while it rested, or in the moment in which it begins again, is told once', async () => {
    await vi.advanceTimersByTimeAsync(2_000);
    finish(entry('https://a/'));
    log.busy();
    expect(browser.listeners.size).toBe(0);
    const had = ['https://a/', 'https://missed/'].map((url) => entry(url));
    browser.getHAR = () => Promise.resolve({ entries: had });
    await vi.advanceTimersByTimeAsync(3_000);
    expect(browser.listeners.size).toBe(1);
    await vi.advanceTimersByTimeAsync(250);
    expect(told).toEqual(['https://a/', 'https://missed/']);
    had.push(entry('https://later/'));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(told.slice(2)).toEqual(['https://later/']);
  });

  it('rests while many frames come', async () => {
    await vi.advanceTimersByTimeAsync(5_000);
    log.busy();
    expect(browser.listeners.size).toBe(0);
    vi.advanceTimersByTime(3_000);
    expect(browser.listeners.size).toBe(1);
  });
});
