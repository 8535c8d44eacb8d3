import type { KeyKind, KeyScope, KeySummary, Problem } from '../core/key-summary';
import type { FromPanel, ToPanel } from '../messages';

export type KeyAnswer = { ok: true; key: KeySummary } | ({ ok: false } & Problem);

type AddKey = Extract<FromPanel, { type: 'add-key' }>;
type Answer = Extract<ToPanel, { type: 'key-added' | 'key-refused' }>;

/** Keys on their way to the background. Adding the same key twice changes nothing, so a lost answer is asked again. */
export interface KeyRequests {
  add(kind: KeyKind, text: string, label: string, scope: KeyScope, remember: boolean): Promise<KeyAnswer>;
  settle(answer: Answer): void;
  repeat(): void;
}

export function createKeyRequests(send: (message: FromPanel) => void): KeyRequests {
  const waiting = new Map<number, { message: AddKey; resolve: (answer: KeyAnswer) => void }>();
  let nextRequest = 1;
  return {
    add(kind, text, label, scope, remember) {
      const request = nextRequest++;
      const message: AddKey = { type: 'add-key', request, kind, text, label, scope, remember };
      return new Promise((resolve) => {
        waiting.set(request, { message, resolve });
        send(message);
      });
    },
    settle(answer) {
      const request = waiting.get(answer.request);
      waiting.delete(answer.request);
      if (answer.type === 'key-added') request?.resolve({ ok: true, key: answer.key });
      else request?.resolve({ ok: false, problem: answer.problem, remedy: answer.remedy });
    },
    repeat() {
      for (const { message } of waiting.values()) send(message);
    },
  };
}
