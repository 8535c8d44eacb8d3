import type { TargetedSubmitEvent } from 'preact';
import { useId, useRef, useState } from 'preact/hooks';
import { explainText } from '../../../core/key-readings';
import { KEY_KINDS, type KeyKind } from '../../../core/key-summary';
import { usePanel } from '../../panel-context';
import { addChosen } from './add-chosen';
import { KeyField } from './KeyField';
import { KeyOptions, labelFor } from './KeyOptions';
import { KeyReadings } from './KeyReadings';
import { KeySays, type Outcome } from './KeySays';
import { KindChoice } from './KindChoice';
import { fieldsOf } from './key-fields';
import { useKeyDoctor } from './use-key-doctor';

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
  const form = useRef<HTMLFormElement>(null);
  const [chosen, setChosen] = useState<KeyKind>();
  const [channel, setChannel] = useState('');
  const [problem, setProblem] = useState('');
  const [outcome, setOutcome] = useState<Outcome>({ kind: 'none' });
  const fitting = kinds.length === 0 ? KEY_KINDS : kinds;
  const isChosen = chosen !== undefined && fitting.includes(chosen);
  const kind = isChosen ? chosen : (fitting[0] as KeyKind);
  const doctor = useKeyDoctor({ kind, isChosen, fitting }, () => {
    const fields = form.current && fieldsOf(form.current);
    const scope = {
      app: fields?.scope.value || undefined,
      channel: nameOf(fields?.channel.value ?? '', darkChannel),
    };
    return { text: fields?.key.value ?? '', scope };
  });
  const picked = doctor.shown.filter(({ name }) => doctor.picked.has(name));
  const [first] = picked;
  const pickedKind = first?.reading.kind ?? kind;
  const where =
    channel === '' && pickedKind === 'pusher-shared-secret'
      ? (first?.tested?.channel ?? darkChannel)
      : channel;
  const onInput = (text: string) => {
    setProblem(problemOf(kind, text));
    setOutcome({ kind: 'none' });
    doctor.read(text);
  };
  const onKind = (now: KeyKind) => {
    setChosen(now);
    setProblem(form.current ? problemOf(now, fieldsOf(form.current).key.value) : '');
    setOutcome({ kind: 'none' });
  };
  const onSubmit = async (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const region = event.currentTarget.closest<HTMLElement>('[data-region="detail"]');
    if (outcome.kind === 'busy') return;
    const fields = fieldsOf(event.currentTarget);
    setOutcome({ kind: 'busy' });
    const scope = { app: fields.scope.value || undefined, channel: nameOf(where, darkChannel) };
    const added = await addChosen(store, fields, { kind, picked, shown: doctor.shown, scope });
    if (!added.ok) {
      setOutcome({ kind: 'refused', problem: added.problem, remedy: added.remedy });
      const lacksChannel = pickedKind === 'pusher-shared-secret' && scope.channel === undefined;
      (lacksChannel && picked.length > 0 ? fields.channel : fields.key).focus();
      return;
    }
    fields.key.value = '';
    fields.label.value = '';
    setProblem('');
    setChannel('');
    doctor.clear();
    // In the detail the plaintext is about to take the form's place; the focus must not go down with it.
    region?.focus();
    setOutcome({ kind: 'added', keys: added.keys });
  };
  return (
    <form ref={form} class="key-form" autocomplete="off" onSubmit={onSubmit} aria-label="Add a key">
      <KindChoice fieldId={`${id}-key`} kinds={fitting} kind={kind} onChange={onKind} />
      <KeyField
        id={`${id}-key`}
        saysId={`${id}-says`}
        kind={kind}
        isRefused={outcome.kind === 'refused'}
        onInput={onInput}
      />
      <KeySays
        id={`${id}-says`}
        kind={kind}
        outcome={outcome}
        problem={problem}
        shown={doctor.shown}
        picked={picked}
        state={doctor.state}
      />
      <KeyReadings doctor={doctor} />
      <KeyOptions
        kind={pickedKind}
        app={app}
        channel={channel}
        foundChannel={where}
        label={picked.length === 1 ? (first?.reading.name ?? labelFor(store)) : labelFor(store)}
        onChannel={(name) => {
          setChannel(name);
          doctor.test();
        }}
        onScope={doctor.test}
      />
      <button type="submit" class="main-button" data-action="add-key" aria-disabled={outcome.kind === 'busy'}>
        {picked.length > 1 ? `Add ${picked.length} keys` : 'Add key'}
      </button>
    </form>
  );
}

// What the page calls its channel holds as it is; what was typed or pasted may have spaces around it.
function nameOf(channel: string, darkChannel: string): string | undefined {
  return (channel === darkChannel ? channel : channel.trim()) || undefined;
}

function problemOf(kind: KeyKind, text: string): string {
  return text.trim() === '' ? '' : explainText(kind, text).problem;
}
