import type { RefObject, TargetedSubmitEvent } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { explainText } from '../../../core/key-readings';
import { KEY_KINDS, type KeyKind } from '../../../core/key-summary';
import { usePanel } from '../../panel-context';
import type { KeyOption } from '../../view/key-options';
import { addChosen } from './add-chosen';
import type { Outcome } from './KeySays';
import { fieldsOf } from './key-fields';
import { type KeyDoctor, useKeyDoctor } from './use-key-doctor';

/** What the form of a key knows and does; what is typed stays in its fields. */
export interface KeyFormState {
  form: RefObject<HTMLFormElement | null>;
  /** The kinds that fit, and the one that is wanted. */
  fitting: readonly KeyKind[];
  kind: KeyKind;
  doctor: KeyDoctor;
  /** What is to be added; `pickedKind` is the kind of the first of it. */
  picked: readonly KeyOption[];
  pickedKind: KeyKind;
  /** The channel field, and the channel that the key is for. */
  channel: string;
  where: string;
  /** What is wrong with a text that has no reading. */
  problem: string;
  outcome: Outcome;
  onInput(text: string): void;
  onKind(kind: KeyKind): void;
  onChannel(name: string): void;
  onSubmit(event: TargetedSubmitEvent<HTMLFormElement>): Promise<void>;
}

/** `kinds`: those that fit, all where it is empty. `darkChannel`: that of the event that lacks a key, or empty. */
export function useKeyForm(kinds: readonly KeyKind[], darkChannel: string): KeyFormState {
  const { store } = usePanel();
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
    const app = fields?.scope.value || undefined;
    const named = nameOf(fields?.channel?.value ?? '', darkChannel);
    return { text: fields?.key.value ?? '', scope: { app, channel: named } };
  });
  const picked = doctor.shown.filter(({ name }) => doctor.picked.has(name));
  const [first] = picked;
  const pickedKind = first?.reading.kind ?? kind;
  const isUnnamed = channel === '' && pickedKind === 'pusher-shared-secret';
  const where = isUnnamed ? (first?.tested?.channel ?? darkChannel) : channel;

  const say = (now: KeyKind, text: string) => {
    setProblem(text.trim() === '' ? '' : explainText(now, text).problem);
    setOutcome({ kind: 'none' });
  };
  const submit = async (fields: ReturnType<typeof fieldsOf>, region: HTMLElement | null) => {
    setOutcome({ kind: 'busy' });
    const scope = { app: fields.scope.value || undefined, channel: nameOf(where, darkChannel) };
    const added = await addChosen(store, fields, { kind, picked, shown: doctor.shown, scope });
    if (!added.ok) {
      setOutcome({ kind: 'refused', problem: added.problem, remedy: added.remedy });
      const lacksChannel = pickedKind === 'pusher-shared-secret' && scope.channel === undefined;
      (lacksChannel && picked.length > 0 ? fields.channel : fields.key)?.focus();
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
  return {
    form,
    fitting,
    kind,
    doctor,
    picked,
    pickedKind,
    channel,
    where,
    problem,
    outcome,
    onInput(text) {
      say(kind, text);
      doctor.read(text);
    },
    onKind(now) {
      setChosen(now);
      say(now, form.current ? fieldsOf(form.current).key.value : '');
    },
    onChannel(name) {
      setChannel(name);
      doctor.test();
    },
    async onSubmit(event) {
      event.preventDefault();
      const { currentTarget } = event;
      if (outcome.kind === 'busy') return;
      await submit(fieldsOf(currentTarget), currentTarget.closest<HTMLElement>('[data-region="detail"]'));
    },
  };
}

// What the page calls its channel holds as it is; what was typed or pasted may have spaces around it.
function nameOf(channel: string, darkChannel: string): string | undefined {
  return (channel === darkChannel ? channel : channel.trim()) || undefined;
}
