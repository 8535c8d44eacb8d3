import { readContent } from '../core/read-content';
import type { ToPanel } from '../messages';
import type { Inspection } from './inspection';
import { takeKeySamples } from './key-samples';
import type { Requests } from './requests';
import type { AddedKeys, Store } from './store';

/**
 * What the store does with keys: the background alone keeps them. Each act is asked for until it is answered: a key that was
 * removed, or learning that was turned off, must not stay because the background was stopped just then.
 */
export function createKeyActs(
  requests: Requests,
  { capture, connections }: Pick<Inspection, 'capture' | 'connections'>,
): Pick<
  Store,
  | 'addKey'
  | 'testKey'
  | 'saveSlip'
  | 'removeKey'
  | 'removeUnreadable'
  | 'usePassphrase'
  | 'setLearning'
  | 'forgetLearned'
> {
  return {
    async addKey(kind, text, label, scope, remember, choices) {
      const question = { type: 'add-key', kind, text, label, scope, remember } as const;
      return toAdded(await requests.ask(choices ? { ...question, choices } : question));
    },
    async testKey(text, scope) {
      const { samples, seen, isCut } = takeKeySamples(capture, connections());
      const { readings } = await requests.ask({ type: 'test-key', text, scope, samples, seen });
      const boxes = samples.filter(({ cipher }) => cipher === 'secretbox').length;
      const blocks = samples.length - boxes;
      const channels = seen.map(({ channel }) => channel);
      return { readings, captured: { secretbox: boxes, 'aes-cbc': blocks, isCut, seen: channels } };
    },
    async saveSlip(key, slip, entry) {
      const content = readContent(entry);
      if (content?.kind !== 'sealed')
        return {
          ok: false,
          problem: 'The frame is not held any more.',
          remedy: 'Save it from another event.',
        };
      return toAdded(await requests.ask({ type: 'save-slip', key, slip, sample: content.sealed }));
    },
    removeKey: (id) => void requests.ask({ type: 'remove-key', id }),
    removeUnreadable: (names) => void requests.ask({ type: 'remove-unreadable', names: [...names] }),
    async usePassphrase(act) {
      const answer = await requests.ask({ type: 'use-passphrase', act });
      return answer.type === 'refused' ? { problem: answer.problem, remedy: answer.remedy } : undefined;
    },
    setLearning: (isOn) => void requests.ask({ type: 'set-learning', isOn }),
    forgetLearned: () => void requests.ask({ type: 'forget-learned' }),
  };
}

function toAdded(answer: Extract<ToPanel, { type: 'key-added' | 'key-refused' }>): AddedKeys {
  return answer.type === 'key-added'
    ? { ok: true, keys: answer.keys }
    : { ok: false, problem: answer.problem, remedy: answer.remedy };
}
