import type { TargetedSubmitEvent } from 'preact';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { PassphraseAct, Problem } from '../../../core/key-summary';
import { usePanel } from '../../panel-context';
import { discardLabel } from '../../view/at-rest-words';

/** What a form is for. */
export type PassphraseTask = Exclude<PassphraseAct['kind'], 'lock'>;

interface PassphraseFormProps {
  task: PassphraseTask;
  /** How many keys are locked. */
  count: number;
  onEnd(): void;
}

type FieldName = 'passphrase' | 'next' | 'again';

/** Which fields it takes, what is said before it is done, and what its button says. */
const FORMS: Record<PassphraseTask, { fields: [FieldName, string][]; says: string; button: string }> = {
  unlock: { fields: [['passphrase', 'Passphrase']], says: '', button: 'Unlock' },
  set: {
    fields: [
      ['next', 'Passphrase'],
      ['again', 'Again'],
    ],
    says: 'It is asked for once after each start of the browser. It can not be recovered: without it the remembered keys are lost.',
    button: 'Set passphrase',
  },
  change: {
    fields: [
      ['passphrase', 'Passphrase now'],
      ['next', 'New'],
      ['again', 'Again'],
    ],
    says: 'The new one can not be recovered either.',
    button: 'Change passphrase',
  },
  remove: {
    fields: [['passphrase', 'Passphrase']],
    says: 'The remembered keys are then known at each start of the browser.',
    button: 'Remove passphrase',
  },
  discard: {
    fields: [],
    says: 'Without the passphrase nothing opens these keys. Remove them with it, and paste them again.',
    button: '',
  },
};

/** Asks for what an act with the passphrase takes. What is typed stays in the fields, and goes when it is done. */
export function PassphraseForm({ task, count, onEnd }: PassphraseFormProps) {
  const { store } = usePanel();
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const [problem, setProblem] = useState<Problem>();
  const [isBusy, setBusy] = useState(false);
  const { fields, says, button } = FORMS[task];
  // What was pressed to come here is gone. Nothing that can not be undone gets the focus.
  useLayoutEffect(
    () => form.current?.querySelector<HTMLElement>('input, [data-action="cancel-passphrase"]')?.focus(),
    [],
  );
  const submit = async (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { currentTarget } = event;
    if (isBusy) return;
    const act = toAct(
      task,
      (name) => currentTarget.querySelector<HTMLInputElement>(`[name="${name}"]`)?.value ?? '',
    );
    setProblem(undefined);
    setBusy(!('problem' in act));
    const refused = 'problem' in act ? act : await store.usePassphrase(act);
    setBusy(false);
    setProblem(refused);
    if (refused) return currentTarget.querySelector('input')?.focus();
    currentTarget.reset();
    onEnd();
  };
  return (
    <form
      ref={form}
      class="passphrase"
      autocomplete="off"
      onSubmit={submit}
      aria-label={button || 'Remove locked keys'}
    >
      {says !== '' && <p id={`${id}-says`}>{says}</p>}
      {fields.map(([name, label], place) => (
        <label key={name}>
          <span>{label}</span>
          <input
            name={name}
            type="password"
            // As new ones no password manager fills them in.
            autocomplete="new-password"
            spellcheck={false}
            data-1p-ignore
            data-lpignore="true"
            aria-invalid={problem !== undefined}
            aria-describedby={place === 0 ? `${id}-says ${id}-problem` : undefined}
          />
        </label>
      ))}
      <span class="passphrase-acts">
        <button type="submit" class="main-button" data-action={`do-${task}`} aria-disabled={isBusy}>
          {task === 'discard' ? discardLabel(count) : button}
        </button>
        {task !== 'unlock' && (
          <button type="button" class="text-button" data-action="cancel-passphrase" onClick={onEnd}>
            Cancel
          </button>
        )}
      </span>
      <p id={`${id}-problem`} class="passphrase-problem" role="status">
        {problem && (
          <span class="key-refused">
            <strong>{problem.problem}</strong> {problem.remedy}
          </span>
        )}
        {isBusy && 'Working…'}
      </p>
    </form>
  );
}

function toAct(task: PassphraseTask, value: (name: FieldName) => string): PassphraseAct | Problem {
  const passphrase = value('passphrase');
  const next = value('next');
  if ((task === 'set' || task === 'change') && next !== value('again'))
    return { problem: 'The two are not the same.', remedy: 'Type the new passphrase twice.' };
  switch (task) {
    case 'set':
      return { kind: task, passphrase: next };
    case 'change':
      return { kind: task, passphrase, next };
    case 'unlock':
    case 'remove':
      return { kind: task, passphrase };
    case 'discard':
      return { kind: task };
  }
}
