import type { TargetedSubmitEvent } from 'preact';
import { useId, useState } from 'preact/hooks';
import { KEY_KINDS, type KeyKind } from '../../../core/key-summary';
import { readKeyText } from '../../../core/key-text';
import { usePanel } from '../../panel-context';
import { KeyField } from './KeyField';
import { KeyOptions, labelFor } from './KeyOptions';
import { KeySays, type Outcome } from './KeySays';
import { KindChoice } from './KindChoice';

interface KeyFormProps {
  /** Kinds that fit, the usual one first; all of them where it is empty. */
  kinds: readonly KeyKind[];
  app?: string | undefined;
  /** The channel of the event that lacks a key: a shared secret is for this one. */
  channel?: string;
}

/** The paste form of a key. Its text stays in the field itself, in no state and no storage. */
export function KeyForm({ kinds, app, channel: darkChannel = '' }: KeyFormProps) {
  const { store } = usePanel();
  const id = useId();
  const [chosen, setChosen] = useState<KeyKind>();
  const [channel, setChannel] = useState('');
  const [hint, setHint] = useState('');
  const [outcome, setOutcome] = useState<Outcome>({ kind: 'none' });
  const fitting = kinds.length === 0 ? KEY_KINDS : kinds;
  const kind = chosen && fitting.includes(chosen) ? chosen : (fitting[0] as KeyKind);
  const onInput = (text: string) => {
    setHint(hintFor(kind, text));
    setOutcome({ kind: 'none' });
  };
  const onKind = (now: KeyKind, form: HTMLFormElement | null) => {
    setChosen(now);
    setHint(form ? hintFor(now, fieldsOf(form).key.value) : '');
    setOutcome({ kind: 'none' });
    if (channel === '' || channel === darkChannel) setChannel(channelFor(now, darkChannel));
  };
  const onSubmit = async (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const region = event.currentTarget.closest<HTMLElement>('[data-region="detail"]');
    if (outcome.kind === 'busy') return;
    const fields = fieldsOf(event.currentTarget);
    const { key, label, scope, remember } = fields;
    setOutcome({ kind: 'busy' });
    const name = label.value.trim() || labelFor(store);
    const where = { app: scope.value || undefined, channel: nameOf(channel, darkChannel) };
    const added = await store.addKey(kind, key.value, name, where, remember.checked);
    if (!added.ok) {
      setOutcome({ kind: 'refused', problem: added.problem, remedy: added.remedy });
      const lacksChannel = kind === 'pusher-shared-secret' && where.channel === undefined;
      (lacksChannel && readKeyText(kind, key.value).ok ? fields.channel : key).focus();
      return;
    }
    key.value = '';
    label.value = '';
    setHint('');
    setChannel(channelFor(kind, darkChannel));
    // In the detail the plaintext is about to take the form's place; the focus must not go down with it.
    region?.focus();
    setOutcome({ kind: 'added', text: `Added “${added.key.label}” (${added.key.id.slice(0, 6)}).` });
  };
  return (
    <form class="key-form" autocomplete="off" onSubmit={onSubmit} aria-label="Add a key">
      <KindChoice fieldId={`${id}-key`} kinds={fitting} kind={kind} onChange={onKind} />
      <KeyField
        id={`${id}-key`}
        saysId={`${id}-says`}
        kind={kind}
        isRefused={outcome.kind === 'refused'}
        onInput={onInput}
      />
      <KeySays id={`${id}-says`} kind={kind} outcome={outcome} hint={hint} />
      <KeyOptions kind={kind} app={app} channel={channel} onChannel={setChannel} />
      <button type="submit" class="main-button" data-action="add-key" aria-disabled={outcome.kind === 'busy'}>
        Add key
      </button>
    </form>
  );
}

function channelFor(kind: KeyKind, darkChannel: string): string {
  return kind === 'pusher-shared-secret' ? darkChannel : '';
}

// What the page calls its channel holds as it is; what was typed or pasted may have spaces around it.
function nameOf(channel: string, darkChannel: string): string | undefined {
  return (channel === darkChannel ? channel : channel.trim()) || undefined;
}

const FORM_NAMES = { base64: 'base64', base64url: 'URL-safe base64', raw: 'text' };

function hintFor(kind: KeyKind, text: string): string {
  if (text.trim() === '') return '';
  const reading = readKeyText(kind, text);
  if (!reading.ok) return reading.problem;
  const said = `${reading.key.length} bytes, read as ${FORM_NAMES[reading.form]}`;
  return reading.form === 'raw' ? `${said}: is this the key itself?` : `${said}.`;
}

function fieldsOf(form: HTMLFormElement) {
  const field = <T extends Element>(selector: string) => form.querySelector(selector) as T;
  return {
    key: field<HTMLTextAreaElement>('[name="key"]'),
    label: field<HTMLInputElement>('[name="label"]'),
    scope: field<HTMLSelectElement>('[name="scope"]'),
    channel: field<HTMLInputElement>('[name="channel"]'),
    remember: field<HTMLInputElement>('[name="remember"]'),
  };
}
