import type { Entry } from '../../../core/entry';
import { describeEntry } from '../../view/content';
import { encodingSteps } from '../../view/encoding-steps';
import { Icon } from '../icons/Icon';

/** The encoding chain of an event as steps, in the order in which they are undone, and how far that came. */
export function EncodingSteps({ entry }: { entry: Entry }) {
  const { encoding } = describeEntry(entry);
  if (!encoding) return null;
  return (
    <ol class="steps" aria-label="Encoding, undone step by step" data-remaining={entry.remaining}>
      {encodingSteps(encoding, entry).map(({ name, outcome }, index) => (
        <li key={`${index} ${name}`} class={`step step-${outcome}`} data-step={name} data-outcome={outcome}>
          <Icon name={STEP_ICONS[outcome]} />
          <span>{name}</span>
          <span class="sr-only">{outcome}</span>
        </li>
      ))}
    </ol>
  );
}

const STEP_ICONS = { done: 'done', unverified: 'question', failed: 'failed', waiting: 'hollow' } as const;
