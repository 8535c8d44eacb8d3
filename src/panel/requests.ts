import type { FromPanel, ToPanel } from '../messages';

/** What the background answers to which request. */
interface Answers {
  'add-key': Extract<ToPanel, { type: 'key-added' | 'key-refused' }>;
  'save-slip': Extract<ToPanel, { type: 'key-added' | 'key-refused' }>;
  'test-key': Extract<ToPanel, { type: 'key-tested' }>;
  prove: Extract<ToPanel, { type: 'proved' }>;
  verify: Extract<ToPanel, { type: 'verified' }>;
  search: Extract<ToPanel, { type: 'found' }>;
  'remove-key': Extract<ToPanel, { type: 'done' }>;
  'remove-unreadable': Extract<ToPanel, { type: 'done' }>;
  'use-passphrase': Extract<ToPanel, { type: 'done' | 'refused' }>;
  'set-learning': Extract<ToPanel, { type: 'done' }>;
  'forget-learned': Extract<ToPanel, { type: 'done' }>;
}

/** Every answer to a request that names it by its number. */
export type Answer = Answers[keyof Answers];

type Question<Type extends keyof Answers> = Omit<Extract<FromPanel, { type: Type }>, 'request'>;

/**
 * Requests to the background that have one answer each. The browser may stop the background before it has answered, so
 * they are asked again on the next line: each changes nothing, or the same twice.
 */
export interface Requests {
  ask<Type extends keyof Answers>(question: Question<Type> & { type: Type }): Promise<Answers[Type]>;
  settle(answer: Answer): void;
  repeat(): void;
}

export function createRequests(send: (message: FromPanel) => void): Requests {
  const waiting = new Map<number, { message: FromPanel; resolve: (answer: Answer) => void }>();
  let nextRequest = 1;
  return {
    ask(question) {
      const request = nextRequest++;
      const message = { ...question, request } as unknown as FromPanel;
      return new Promise((resolve) => {
        waiting.set(request, { message, resolve: resolve as (answer: Answer) => void });
        send(message);
      });
    },
    settle(answer) {
      const request = waiting.get(answer.request);
      waiting.delete(answer.request);
      request?.resolve(answer);
    },
    repeat() {
      for (const { message } of waiting.values()) send(message);
    },
  };
}
