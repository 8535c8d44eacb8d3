import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createRequestListening, type RequestListening } from './request-listening';

let listening: RequestListening;
let told: number;
/** Starts and stops, each with its second. */
let acts: string[];
const note = (act: string) => {
  acts.push(`${act} ${Date.now() / 1_000}`);
};
/** How long it takes to read what was missed. */
let readMs: number;
const start = async () => {
  note('start');
  await new Promise((resolve) => setTimeout(resolve, readMs));
};

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  told = 0;
  acts = [];
  readMs = 800;
  listening = createRequestListening(
    start,
    () => note('stop'),
    () => told,
  );
});

afterEach(() => {
  vi.useRealTimers();
});

/** Many frames, every second from now on. */
async function stayBusy(seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second++) {
    listening.busy();
    await vi.advanceTimersByTimeAsync(1_000);
  }
}

it('goes on while nothing comes', async () => {
  await vi.advanceTimersByTimeAsync(60_000);
  expect(acts).toEqual([]);
});

it('looks less often where many requests are read again', async () => {
  told = 1_000;
  await vi.advanceTimersByTimeAsync(5_000);
  await stayBusy(25);
  expect(acts).toEqual(['stop 5', 'start 25', 'stop 26']);
});

it('rests while many frames come, but for a second in ten', async () => {
  await vi.advanceTimersByTimeAsync(5_000);
  await stayBusy(25);
  expect(acts).toEqual(['stop 5', 'start 15', 'stop 16', 'start 26', 'stop 27']);
});

it('is back soon after the last of many frames', async () => {
  await vi.advanceTimersByTimeAsync(5_000);
  await stayBusy(2);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(acts).toEqual(['stop 5', 'start 9']);
});

it('reads what was missed first, whatever comes, but not for ever', async () => {
  readMs = 60_000;
  await vi.advanceTimersByTimeAsync(5_000);
  listening.busy();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(acts).toEqual(['stop 5', 'start 8']);
  listening.busy();
  expect(acts).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(3_000);
  listening.busy();
  expect(acts.slice(2)).toEqual(['stop 13']);
});
