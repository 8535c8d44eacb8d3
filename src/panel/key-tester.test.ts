import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createKeyTester, type TestState } from './key-tester';
import type { KeyTest } from './store';

const nothing = { secretbox: 0, 'aes-cbc': 0, isCut: false, seen: [] };
const named = (name: string): KeyTest => ({ readings: [], captured: { ...nothing, seen: [name] } });

let shown: TestState[];
let answers: ((test: KeyTest) => void)[];
let text: string;

beforeEach(() => {
  vi.useFakeTimers();
  shown = [];
  answers = [];
  text = 'a';
});
afterEach(() => vi.useRealTimers());

function start() {
  return createKeyTester(
    () => (text === '' ? undefined : new Promise<KeyTest>((resolve) => answers.push(resolve))),
    (state) => shown.push(state),
  );
}

it('a text is tested once it has not changed for a moment', async () => {
  const tester = start();
  tester.schedule();
  await vi.advanceTimersByTimeAsync(150);
  tester.schedule();
  await vi.advanceTimersByTimeAsync(150);
  expect(answers).toHaveLength(0);
  await vi.advanceTimersByTimeAsync(60);
  expect(answers).toHaveLength(1);
  answers[0]?.(named('a'));
  await vi.advanceTimersByTimeAsync(0);
  expect(shown.at(-1)).toEqual({ kind: 'tested', test: named('a') });
});

it('a test that takes long says so, a short one does not', async () => {
  const tester = start();
  tester.schedule();
  await vi.advanceTimersByTimeAsync(250);
  answers[0]?.(named('a'));
  await vi.advanceTimersByTimeAsync(1_000);
  tester.schedule();
  await vi.advanceTimersByTimeAsync(600);
  expect(shown.map(({ kind }) => kind)).toEqual(['none', 'tested', 'none', 'testing']);
});

it('one test runs at a time, and what it answers of a text that has changed is not shown', async () => {
  const tester = start();
  tester.schedule();
  await vi.advanceTimersByTimeAsync(250);
  tester.schedule();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(answers).toHaveLength(1);
  answers[0]?.(named('a'));
  await vi.advanceTimersByTimeAsync(0);
  expect(shown.some(({ kind }) => kind === 'tested')).toBe(false);
  expect(answers).toHaveLength(2);
  answers[1]?.(named('b'));
  await vi.advanceTimersByTimeAsync(0);
  expect(shown.at(-1)).toEqual({ kind: 'tested', test: named('b') });
});

it('a text that is gone or has no reading is not tested', async () => {
  const tester = start();
  tester.schedule();
  tester.cancel();
  text = '';
  tester.schedule();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(answers).toHaveLength(0);
  expect(shown.every(({ kind }) => kind === 'none')).toBe(true);
});
