import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { FromDevtools } from '../messages';
import { askBackground } from './ask-background';

type Answer = 'stop' | 'silence' | { said: unknown };

const background = vi.hoisted(() => ({ answers: [] as Answer[], asked: [] as unknown[], closed: 0 }));

vi.mock('webextension-polyfill', () => ({
  default: {
    runtime: {
      connect: () => {
        const listeners = { message: [] as ((value: unknown) => void)[], gone: [] as (() => void)[] };
        return {
          onMessage: { addListener: (one: (value: unknown) => void) => listeners.message.push(one) },
          onDisconnect: { addListener: (one: () => void) => listeners.gone.push(one) },
          disconnect: () => background.closed++,
          postMessage: (question: unknown) => {
            background.asked.push(question);
            const answer = background.answers.shift() ?? 'stop';
            queueMicrotask(() => {
              if (answer === 'stop') for (const tell of listeners.gone) tell();
              else if (answer !== 'silence') for (const tell of listeners.message) tell(answer.said);
            });
          },
        };
      },
    },
  },
}));

const question: FromDevtools = { type: 'candidates', texts: [] };

beforeEach(() => {
  vi.useFakeTimers();
  background.answers.length = 0;
  background.asked.length = 0;
  background.closed = 0;
});

afterEach(() => vi.useRealTimers());

it('an answer ends the port', async () => {
  background.answers.push({ said: [1] });
  expect(await askBackground(question)).toEqual([1]);
  expect(background.closed).toBe(1);
});

it('a background that was stopped is asked again, and given up after three times', async () => {
  background.answers.push('stop', { said: [] });
  expect(await askBackground(question)).toEqual([]);
  expect(background.asked).toEqual([question, question]);
  background.asked.length = 0;
  expect(await askBackground(question)).toBeUndefined();
  expect(background.asked).toHaveLength(3);
});

it('a background that says nothing holds up nobody for ever', async () => {
  background.answers.push('silence');
  const answer = askBackground(question);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await answer).toBeUndefined();
  expect(background.asked).toHaveLength(1);
});
