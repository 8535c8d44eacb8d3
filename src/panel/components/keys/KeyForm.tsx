import type { TargetedSubmitEvent } from 'preact';
import { useId, useState } from 'preact/hooks';
import type { Problem } from '../../../core/key-summary';
import { readMasterKey } from '../../../core/key-text';
import { usePanel } from '../../panel-context';
import type { Store } from '../../store';
import { KeyField } from './KeyField';
import { ScopeSelect } from './ScopeSelect';

type Outcome =
  | { kind: 'none' }
  | { kind: 'busy' }
  | { kind: 'added'; text: string }
  | ({ kind: 'refused' } & Problem);

/** The paste form of a master key. The text stays in the field itself, in no state and no storage. */
export function KeyForm({ app }: { app: string | undefined }) {
  const { store } = usePanel();
  const id = useId();
  const [hint, setHint] = useState('');
  const [outcome, setOutcome] = useState<Outcome>({ kind: 'none' });
  const onInput = (text: string) => {
    setHint(hintFor(text));
    setOutcome({ kind: 'none' });
  };
  const onSubmit = async (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = fieldsOf(event.currentTarget);
    setOutcome({ kind: 'busy' });
    const label = fields.label.value.trim() || labelFor(store);
    const scope = { app: fields.scope.value || undefined };
    const added = await store.addKey(fields.key.value, label, scope, fields.remember.checked);
    if (!added.ok) return setOutcome({ kind: 'refused', problem: added.problem, remedy: added.remedy });
    fields.key.value = '';
    fields.label.value = '';
    setHint('');
    setOutcome({ kind: 'added', text: `Added “${added.key.label}” (${added.key.id.slice(0, 6)}).` });
  };
  return (
    <form class="key-form" autocomplete="off" onSubmit={onSubmit} aria-label="Add a key">
      <KeyField id={id} isRefused={outcome.kind === 'refused'} onInput={onInput} />
      <div id={`${id}-says`} class="key-says" role="status">
        {outcome.kind === 'refused' ? (
          <span class="key-refused">
            <strong>{outcome.problem}</strong> {outcome.remedy}
          </span>
        ) : outcome.kind === 'added' ? (
          outcome.text
        ) : (
          hint || 'Base64 of 32 bytes, 44 characters, or a text of exactly 32 bytes.'
        )}
      </div>
      <div class="key-options">
        <label>
          <span>Label</span>
          <input
            name="label"
            type="text"
            autocomplete="off"
            spellcheck={false}
            maxLength={60}
            placeholder={labelFor(store)}
          />
        </label>
        <label>
          <span>For</span>
          <ScopeSelect app={app} />
        </label>
        <label class="key-remember">
          <input name="remember" type="checkbox" />
          <span>Remember on this device</span>
        </label>
      </div>
      <button type="submit" class="main-button" data-action="add-key" disabled={outcome.kind === 'busy'}>
        Add key
      </button>
    </form>
  );
}

/** Label of a key that is given none. */
function labelFor(store: Store): string {
  return `Key ${store.keys.value.length + 1}`;
}

function hintFor(text: string): string {
  if (text.trim() === '') return '';
  const reading = readMasterKey(text);
  if (!reading.ok) return reading.problem;
  return reading.form === 'base64' ? '32 bytes, read as base64.' : '32 bytes, read as text.';
}

function fieldsOf(form: HTMLFormElement) {
  const field = <T extends Element>(selector: string) => form.querySelector(selector) as T;
  return {
    key: field<HTMLTextAreaElement>('[name="key"]'),
    label: field<HTMLInputElement>('[name="label"]'),
    scope: field<HTMLSelectElement>('[name="scope"]'),
    remember: field<HTMLInputElement>('[name="remember"]'),
  };
}
