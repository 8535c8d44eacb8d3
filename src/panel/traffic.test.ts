import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createTraffic } from './traffic';

const sent = vi.hoisted(() => [] as unknown[]);

vi.mock('webextension-polyfill', () => ({
  default: {
    runtime: {
      sendMessage: (message: unknown) => {
        sent.push(message);
        return Promise.reject(new Error('Receiving end does not exist.'));
      },
    },
  },
}));

beforeEach(() => {
  vi.useFakeTimers({ now: 1e12 });
  sent.length = 0;
});

afterEach(() => {
  vi.useRealTimers();
});

it('many frames in a second are told once in it', () => {
  const traffic = createTraffic(7);
  for (let batch = 0; batch < 10; batch++) traffic.addFrames(50);
  expect(sent).toEqual([{ type: 'busy', tab: 7 }]);
  vi.advanceTimersByTime(1_000);
  traffic.addFrames(250);
  expect(sent).toHaveLength(2);
});

it('few are not, however long they come', () => {
  const traffic = createTraffic(7);
  for (let second = 0; second < 10; second++) {
    traffic.addFrames(199);
    vi.advanceTimersByTime(1_000);
  }
  expect(sent).toEqual([]);
});
