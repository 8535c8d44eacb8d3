import type { KeyChoice } from '../../../core/key-reading';
import { explainText } from '../../../core/key-readings';
import type { KeyKind, KeyScope } from '../../../core/key-summary';
import { SLIP_WORDS } from '../../../core/slips';
import type { AddedKeys, Store } from '../../store';
import type { KeyOption } from '../../view/key-options';
import { labelFor } from './KeyOptions';
import type { KeyFields } from './key-fields';

interface Chosen {
  kind: KeyKind;
  picked: readonly KeyOption[];
  shown: readonly KeyOption[];
  scope: KeyScope;
}

/** Has the options stored that are picked; refuses where there is none, and says why. */
export function addChosen(store: Store, fields: KeyFields, chosen: Chosen): Promise<AddedKeys> {
  const { kind, picked, shown, scope } = chosen;
  const text = fields.key.value;
  const [first] = picked;
  if (first === undefined) {
    const problem =
      shown.length > 0
        ? { problem: 'No key of the text is chosen.', remedy: 'Choose which of them to add.' }
        : explainText(kind, text);
    return Promise.resolve({ ok: false, ...problem });
  }
  const typed = fields.label.value.trim();
  const choices = picked.map(({ reading, tested }, place): KeyChoice => {
    const named = labelOf(typed, reading.name, place, picked.length) ?? labelFor(store, place);
    // As a reading that is saved later is called.
    const label = tested?.slip === undefined ? named : `${named}, ${SLIP_WORDS[tested.slip].reading}`;
    return {
      index: reading.index,
      label,
      ...(tested?.variant === undefined ? {} : { variant: tested.variant }),
    };
  });
  return store.addKey(
    first.reading.kind,
    text,
    choices[0]?.label ?? '',
    scope,
    fields.remember.checked,
    choices,
  );
}

/** What was typed names one key; of several it goes before the name of each. */
function labelOf(typed: string, name: string | undefined, place: number, count: number): string | undefined {
  if (typed === '') return name;
  return count === 1 ? typed : `${typed} ${name ?? place + 1}`;
}
