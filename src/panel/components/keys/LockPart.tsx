import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { LockState } from '../../../core/key-summary';
import { usePanel } from '../../panel-context';
import { lockText } from '../../view/at-rest-words';
import { Icon } from '../icons/Icon';
import { KeyFacts } from './KeyFacts';
import { PassphraseForm, type PassphraseTask } from './PassphraseForm';

const TASKS: Record<Exclude<PassphraseTask, 'unlock'>, string> = {
  set: 'Set a passphrase…',
  change: 'Change…',
  remove: 'Remove…',
  discard: 'Forgotten…',
};

const TASKS_OF: Record<LockState, readonly (keyof typeof TASKS)[]> = {
  none: ['set'],
  open: ['change', 'remove'],
  locked: ['discard'],
};

/** The passphrase of the remembered keys: what it locks, and what can be done with it. */
export function LockPart() {
  const { store } = usePanel();
  const { lock, locked } = store.atRest.value;
  const [begun, setBegun] = useState<{ task: PassphraseTask; lock: LockState }>();
  // What was begun while it was locked is not gone on with when it is not.
  const task = begun?.lock === lock ? begun.task : lock === 'locked' ? 'unlock' : undefined;
  const end = () => setBegun(undefined);
  const acts = useRef<HTMLParagraphElement>(null);
  const before = useRef(task);
  // The form has gone with the focus in it.
  useLayoutEffect(() => {
    if (before.current !== undefined && task === undefined)
      acts.current?.querySelector<HTMLElement>('[data-action$="-passphrase"]')?.focus();
    before.current = task;
  }, [task]);
  return (
    <section class="lock" aria-label="Passphrase" data-lock={lock}>
      <p class="lock-says">
        <Icon name="key" />
        <span>{lockText(lock, locked.length)}</span>
      </p>
      {locked.length > 0 && (
        <ul class="keys-list" aria-label="Locked keys">
          {locked.map((key) => (
            <li class="key-line" data-locked-key={key.id} key={key.id}>
              <KeyFacts summary={key} state="Locked" />
            </li>
          ))}
        </ul>
      )}
      {task !== undefined && <PassphraseForm key={task} task={task} count={locked.length} onEnd={end} />}
      <p ref={acts} class="lock-acts">
        {lock === 'open' && <LockNowButton onLock={end} />}
        {TASKS_OF[lock]
          .filter((one) => one !== task)
          .map((one) => (
            <button
              key={one}
              type="button"
              class="text-button"
              data-action={`${one}-passphrase`}
              onClick={() => setBegun({ task: one, lock })}
            >
              {TASKS[one]}
            </button>
          ))}
      </p>
    </section>
  );
}

function LockNowButton({ onLock }: { onLock(): void }) {
  const { store } = usePanel();
  return (
    <button
      type="button"
      class="text-button"
      data-action="lock"
      title="What was opened already stays in the table"
      onClick={() => {
        onLock();
        void store.usePassphrase({ kind: 'lock' });
      }}
    >
      Lock now
    </button>
  );
}
