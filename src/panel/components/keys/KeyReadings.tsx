import { type Finding, toVerdict } from '../../../core/verdicts';
import { type KeyOption, works } from '../../view/key-options';
import { readingText, testText } from '../../view/key-words';
import { Icon } from '../icons/Icon';
import { KIND_WORDS } from './key-kinds';
import type { KeyDoctor } from './use-key-doctor';

/** What may be added of the text where there is a choice, and what is notable about what is chosen. */
export function KeyReadings({ doctor }: { doctor: KeyDoctor }) {
  const { shown, picked } = doctor;
  const findings = shown.flatMap((option) =>
    picked.has(option.name) ? (option.tested?.findings ?? option.reading.findings) : [],
  );
  const opensSome = shown.some(({ name, tested }) => picked.has(name) && (tested?.opened ?? 0) > 0);
  if (shown.length < 2 && findings.length === 0) return null;
  return (
    <div class="key-readings">
      {shown.length > 1 && (
        <fieldset data-readings>
          <legend class="sr-only">{doctor.isSeveral ? 'Keys in the text' : 'The text may be'}</legend>
          {shown.map((option) => (
            <ReadingLine key={option.name} option={option} doctor={doctor} />
          ))}
        </fieldset>
      )}
      {opensSome && findings.length > 0 && <p>Found on the events that open:</p>}
      {findings.map((finding, index) => (
        <KeyNote key={index} finding={finding} />
      ))}
    </div>
  );
}

function ReadingLine({ option, doctor }: { option: KeyOption; doctor: KeyDoctor }) {
  const { name, reading, tested } = option;
  const { state, isSeveral, picked } = doctor;
  return (
    <label class="key-reading" data-reading={name} data-works={works(option)}>
      <input
        type={isSeveral ? 'checkbox' : 'radio'}
        name="reading"
        checked={picked.has(name)}
        onChange={(event) => doctor.pick(name, event.currentTarget.checked)}
      />
      <span>
        <span class="key-reading-name">
          {reading.name !== undefined && <strong class="key-label">{reading.name}</strong>}
          <span>{KIND_WORDS[reading.kind].name}</span>
          {tested && <code title={`Key id ${tested.id}`}>{tested.id.slice(0, 6)}</code>}
        </span>
        <span class="key-reading-facts">
          {readingText(option)}
          {tested && state.kind === 'tested' && (
            <span class={works(option) ? 'key-works' : undefined}>
              {' · '}
              {testText(tested, state.test.captured)}
            </span>
          )}
        </span>
      </span>
    </label>
  );
}

/** A verdict on the text of a key, which is not known yet and so has no name. */
function KeyNote({ finding }: { finding: Finding }) {
  const { id, severity, title, problem, remedy } = toVerdict(finding, () => 'this key');
  return (
    <p class={`key-note verdict-${severity}`} data-verdict={id}>
      <span class="verdict-title">
        <Icon name={severity} />
        <strong>{title}</strong>
      </span>
      <span>
        {problem} {remedy}
      </span>
    </p>
  );
}
