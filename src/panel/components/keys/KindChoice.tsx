import type { KeyKind } from '../../../core/key-summary';
import { KIND_WORDS } from './key-kinds';

interface KindChoiceProps {
  /** Id of the field that the key goes into. */
  fieldId: string;
  kinds: readonly KeyKind[];
  kind: KeyKind;
  onChange(kind: KeyKind): void;
}

/** Which kind of key is pasted; where only one fits what was captured it is just said. */
export function KindChoice({ fieldId, kinds, kind, onChange }: KindChoiceProps) {
  if (kinds.length === 1) {
    return (
      <label class="key-kind" for={fieldId}>
        {KIND_WORDS[kind].name}
      </label>
    );
  }
  return (
    <select
      name="kind"
      class="key-kind"
      aria-label="Kind of key"
      value={kind}
      onChange={({ currentTarget }) => onChange(currentTarget.value as KeyKind)}
    >
      {kinds.map((known) => (
        <option key={known} value={known}>
          {KIND_WORDS[known].name}
        </option>
      ))}
    </select>
  );
}
