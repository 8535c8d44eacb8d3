import type { TargetedSubmitEvent } from 'preact';
import { useId, useState } from 'preact/hooks';
import { readMasterKey } from '../../../core/key-text';
import { usePanel } from '../../panel-context';
import { KeyField } from './KeyField';
import { KeyOptions, labelFor } from './KeyOptions';
import { KeySays, type Outcome } from './KeySays';

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
    const region = event.currentTarget.closest<HTMLElement>('[data-region="detail"]');
    if (outcome.kind === 'busy') return;
    const { key, label, scope, remember } = fieldsOf(event.currentTarget);
    setOutcome({ kind: 'busy' });
    const name = label.value.trim() || labelFor(store);
    const added = await store.addKey(key.value, name, { app: scope.value || undefined }, remember.checked);
    if (!added.ok) {
      setOutcome({ kind: 'refused', problem: added.problem, remedy: added.remedy });
      key.focus();
      return;
    }
    key.value = '';
    label.value = '';
    setHint('');
    // In the detail the plaintext is about to take the form's place; the focus must not go down with it.
    region?.focus();
    setOutcome({ kind: 'added', text: `Added “${added.key.label}” (${added.key.id.slice(0, 6)}).` });
  };
  return (
    <form class="key-form" autocomplete="off" onSubmit={onSubmit} aria-label="Add a key">
      <KeyField id={id} isRefused={outcome.kind === 'refused'} onInput={onInput} />
      <KeySays id={id} outcome={outcome} hint={hint} />
      <KeyOptions app={app} />
      <button type="submit" class="main-button" data-action="add-key" aria-disabled={outcome.kind === 'busy'}>
        Add key
      </button>
    </form>
  );
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
