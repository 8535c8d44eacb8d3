import type { EntryState } from '../../core/entry';
import { Icon } from './icons/Icon';
import type { IconName } from './icons/shapes';

const STATE_ICONS = {
  opened: 'unlocked',
  dark: 'warning',
  clear: undefined,
  control: undefined,
} as const satisfies Record<EntryState, IconName | undefined>;

/** The state of an event as a glyph and a word: never by colour alone. */
export function StateWord({ state, isWaiting }: { state: EntryState; isWaiting: boolean }) {
  const icon = isWaiting ? 'waiting' : STATE_ICONS[state];
  return (
    <span class={`state state-${isWaiting ? 'waiting' : state}`}>
      <span class="state-glyph">{icon && <Icon name={icon} />}</span>
      {state}
    </span>
  );
}
