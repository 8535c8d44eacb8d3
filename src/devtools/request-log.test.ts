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
    log.panelOpened();
    finish(entry('wss://a/', 101));
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

  it('is listened to when a panel is there', () => {
    expect(browser.listeners.size).toBe(0);
    log.busy();
    log.panelOpened();
    log.panelOpened();
    expect(browser.listeners.size).toBe(1);
    finish(entry('https://a/'));
    expect(told).toEqual(['https://a/']);
  });

  it('what there was before comes once, and what is under way when it is over', async () => {
    const pending = { ...entry('https://slow/'), response: { status: 200, bodySize: -1 } };
    browser.getHAR = () =>
      Promise.resolve({ entries: [entry('https://early/'), pending, entry('https://a/', 0)] });
    log.panelOpened();
    finish(entry('https://a/'));
    await vi.advanceTimersByTimeAsync(150);
    expect(told).toEqual(['https://a/', 'https://early/']);
    finish(entry('https://slow/'));
    expect(told.slice(2)).toEqual(['https://slow/']);
  });

  it('what ends while it listens anew, after a socket was opened, is told once', async () => {
    log.panelOpened();
    await vi.advanceTimersByTimeAsync(1_000);
    finish(entry('https://a/'), entry('wss://a/', 101));
    await vi.advanceTimersByTimeAsync(250);
    expect(browser.listeners.size).toBe(0);
    browser.getHAR = () =>
      Promise.resolve({ entries: ['https://a/', 'https://missed/'].map((url) => entry(url)) });
    await vi.advanceTimersByTimeAsync(100);
    expect(browser.listeners.size).toBe(1);
    await vi.advanceTimersByTimeAsync(150);
    expect(told).toEqual(['https://a/', 'wss://a/', 'https://missed/']);
  });

  it('rests while many frames come', async () => {
    log.panelOpened();
    await vi.advanceTimersByTimeAsync(5_000);
    log.busy();
    expect(browser.listeners.size).toBe(0);
    vi.advanceTimersByTime(3_000);
    expect(browser.listeners.size).toBe(1);
  });
});
