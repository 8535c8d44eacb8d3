import { expect, it } from 'vitest';
import { type Clock, createDrawing, type Part } from './drawing';

it('draws at once what comes after a rest, and what the user does', () => {
  const { drawing, clock, draws } = start(1);
  drawing.soon();
  clock.passFrame();
  expect(draws).toEqual([0]);
  clock.advance(100);
  drawing.soon();
  clock.passFrame();
  expect(draws).toEqual([0, 101]);
  drawing.next();
  clock.passFrame();
  expect(draws).toHaveLength(3);
});

it('draws once a frame, however often it is asked', () => {
  const { drawing, clock, draws } = start(1);
  for (let i = 0; i < 10; i++) drawing.soon();
  drawing.next();
  clock.passFrame();
  clock.passFrame();
  expect(draws).toHaveLength(1);
});

it('rests after draws that take long, for what arrives and not for what the user does', () => {
  const { drawing, clock, draws } = start(10);
  for (let i = 0; i < 20; i++) {
    drawing.next();
    clock.passFrame();
  }
  drawing.soon();
  clock.passFrame();
  expect(draws).toHaveLength(20);
  clock.advance(30);
  clock.passFrame();
  expect(draws).toHaveLength(20);
  clock.advance(15);
  clock.passFrame();
  expect(draws).toHaveLength(21);
  drawing.soon();
  drawing.next();
  clock.passFrame();
  expect(draws).toHaveLength(22);
});

it('never rests for longer than 50 milliseconds', () => {
  const { drawing, clock, draws } = start(500);
  for (let i = 0; i < 20; i++) {
    drawing.next();
    clock.passFrame();
  }
  drawing.soon();
  clock.advance(50);
  clock.passFrame();
  expect(draws).toHaveLength(21);
});

it('draws counts in a flood, and all four times a second', () => {
  const { drawing, clock, parts, draws } = start(2, true);
  const second = () => clock.now() < 1_000;
  while (second()) {
    drawing.soon();
    clock.passFrame();
    clock.advance(10);
  }
  const all = draws.filter((_, index) => parts[index] === 'all');
  expect(all).toHaveLength(4);
  expect(parts.length).toBeGreaterThan(60);
});

it('draws all less often in a flood where that takes long, and once a second at least', () => {
  for (const [costMs, restMs] of [
    [20, 400],
    [90, 1_000],
  ] as const) {
    const { drawing, clock, parts, draws } = start(costMs, true);
    while (parts.filter((part) => part === 'all').length < 2) {
      drawing.soon();
      clock.passFrame();
      clock.advance(10);
    }
    const [first, second] = draws.filter((_, index) => parts[index] === 'all');
    const rest = (second as number) - (first as number) - costMs;
    expect(rest).toBeGreaterThanOrEqual(restMs);
    expect(rest).toBeLessThan(restMs + costMs + 20);
  }
});

it('draws all soon after the last of a flood, and then no more', () => {
  const { drawing, clock, parts } = start(2, true);
  for (let draw = 0; draw < 3; draw++) {
    drawing.soon();
    clock.passFrame();
    clock.advance(10);
    clock.passFrame();
  }
  expect(parts.at(-1)).toBe('counts');
  const { length } = parts;
  clock.advance(150);
  clock.passFrame();
  expect(parts.slice(length)).toEqual(['all']);
  clock.advance(1_000);
  clock.passFrame();
  expect(parts).toHaveLength(length + 1);
});

it('draws all for the user in a flood too', () => {
  const { drawing, clock, parts } = start(2, true);
  for (let i = 0; i < 3; i++) {
    drawing.next();
    clock.passFrame();
  }
  expect(parts).toEqual(['all', 'all', 'all']);
});

/** A drawing whose draws take `costMs`, by a clock that the test moves. */
function start(costMs: number, isFlooded = false) {
  let time = 0;
  let frames: (() => void)[] = [];
  let afterFrame: (() => void)[] = [];
  let timers: { at: number; act: () => void }[] = [];
  const draws: number[] = [];
  const parts: Part[] = [];
  const clock: Clock & { passFrame(): void; advance(ms: number): void } = {
    now: () => time,
    frame: (act) => void frames.push(act),
    later: (act, ms) => void timers.push({ at: time + ms, act }),
    afterFrame: (act) => void afterFrame.push(act),
    passFrame() {
      for (const act of frames.splice(0)) act();
      for (const act of afterFrame.splice(0)) act();
    },
    advance(ms) {
      time += ms;
      for (const { act } of timers.filter(({ at }) => at <= time)) act();
      timers = timers.filter(({ at }) => at > time);
    },
  };
  frames = [];
  afterFrame = [];
  const draw = (part: Part) => {
    draws.push(time);
    parts.push(part);
    time += costMs;
  };
  const drawing = createDrawing({ draw, isFlooded: () => isFlooded }, clock);
  return { drawing, clock, draws, parts };
}
