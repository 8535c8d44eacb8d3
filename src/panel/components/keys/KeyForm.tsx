import { useId } from 'preact/hooks';
import type { KeyKind } from '../../../core/key-summary';
import { usePanel } from '../../panel-context';
import { KeyField } from './KeyField';
import { KeyOptions, labelFor } from './KeyOptions';
import { KeyReadings } from './KeyReadings';
import { KeySays } from './KeySays';
import { KindChoice } from './KindChoice';
import { useKeyForm } from './use-key-form';

interface KeyFormProps {
  /** Kinds that fit, the usual one first; all of them where it is empty. */
  kinds: readonly KeyKind[];
  app?: string | undefined;
  /** The channel of the event that lacks a key: a shared secret is for this one. */
  channel?: string;
}

/** The paste form of a key. Its text stays in the field itself, in no state and no storage. */
export function KeyForm({ kinds, app, channel = '' }: KeyFormProps) {
  const { store } = usePanel();
  const id = useId();
  const state = useKeyForm(kinds, channel);
  const { kind, doctor, picked, outcome } = state;
  const name = picked.length === 1 ? picked[0]?.reading.name : undefined;
  return (
    <form
      ref={state.form}
      class="key-form"
      autocomplete="off"
      onSubmit={state.onSubmit}
      aria-label="Add a key"
    >
      <KindChoice fieldId={`${id}-key`} kinds={state.fitting} kind={kind} onChange={state.onKind} />
      <KeyField
        id={`${id}-key`}
        saysId={`${id}-says`}
        kind={kind}
        isRefused={outcome.kind === 'refused'}
        onInput={state.onInput}
      />
      <KeySays
        id={`${id}-says`}
        kind={kind}
        outcome={outcome}
        problem={state.problem}
        shown={doctor.shown}
        picked={picked}
        state={doctor.state}
      />
      <KeyReadings doctor={doctor} />
      <KeyOptions
        kind={state.pickedKind}
        app={app}
        channel={state.channel}
        foundChannel={state.where}
        label={name ?? labelFor(store)}
        onChannel={state.onChannel}
        onScope={doctor.test}
      />
      <button type="submit" class="main-button" data-action="add-key" aria-disabled={outcome.kind === 'busy'}>
        {picked.length > 1 ? `Add ${picked.length} keys` : 'Add key'}
      </button>
    </form>
  );
}
