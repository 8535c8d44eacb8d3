import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createRequestListening, type RequestListening } from './request-listening';

let listening: RequestListening;
let told: number;
/** Starts and stops, each with its second. */
let acts: string[];
const note = (act: string) => () => acts.push(`${act} ${Date.now() / 1_000}`);

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  told = 0;
  acts = [];
  listening = createRequestListening(note('start'), note('stop'), () => told);
});

afterEach(() => {
  vi.useRealTimers();
});

/** Many frames, every second from now on. */
function stayBusy(seconds: number): void {
  for (let second = 0; second < seconds; second++) {
    listening.busy();
    vi.advanceTimersByTime(1_000);
  }
}

it('begins at once, and goes on while nothing comes', () => {
  vi.advanceTimersByTime(60_000);
  expect(acts).toEqual(['start 0']);
});

it('begins anew a moment after sockets were opened', () => {
  vi.advanceTimersByTime(1_000);
  listening.socketOpened();
  vi.advanceTimersByTime(100);
  listening.socketOpened();
  vi.advanceTimersByTime(60_000);
  expect(acts).toEqual(['start 0', 'stop 1.25', 'start 1.35']);
});

it('does so every ten seconds at most, and less often where many requests are told again', () => {
  listening.socketOpened();
  vi.advanceTimersByTime(2_000);
  listening.socketOpened();
  vi.advanceTimersByTime(20_000);
  expect(acts).toEqual(['start 0', 'stop 0.25', 'start 0.35', 'stop 10.25', 'start 10.35']);
  told = 1_000;
  listening.socketOpened();
  vi.advanceTimersByTime(5_000);
  expect(acts).toHaveLength(5);
  vi.advanceTimersByTime(5_000);
  expect(acts.slice(5)).toEqual(['stop 30.25', 'start 30.35']);
});

it('rests while many frames come, but for a second in ten', () => {
  vi.advanceTimersByTime(5_000);
  stayBusy(25);
  expect(acts).toEqual(['start 0', 'stop 5', 'start 15', 'stop 16', 'start 26', 'stop 27']);
});

it('is back soon after the last of many frames', () => {
  vi.advanceTimersByTime(5_000);
  stayBusy(2);
  vi.advanceTimersByTime(10_000);
  expect(acts).toEqual(['start 0', 'stop 5', 'start 9']);
});

it('looks for a second first, whatever comes', () => {
  listening.busy();
  vi.advanceTimersByTime(900);
  listening.busy();
  expect(acts).toEqual(['start 0']);
});

it('needs no renewal while it rests', () => {
  vi.advanceTimersByTime(5_000);
  listening.busy();
  listening.socketOpened();
  vi.advanceTimersByTime(60_000);
  expect(acts).toEqual(['start 0', 'stop 5', 'start 8']);
});
