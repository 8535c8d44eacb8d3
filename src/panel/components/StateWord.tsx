import type { EntryState } from '../../core/entry';
import type { Severity } from '../../core/verdicts/verdict';
import { severityWord } from '../view/verdicts';

interface StateWordProps {
  state: EntryState;
  isWaiting: boolean;
  /** The worst that was found about the event; dark says itself that something is to be done. */
  worst: Severity | undefined;
}

/**
 * The state of an event as a glyph and a word, and a mark where something is notable: never by colour alone. Glyphs are
 * drawn by the style sheet: a table that is scrolled fast makes a thousand of these in a second, and an SVG element costs
 * more than all the words of a row.
 */
export function StateWord({ state, isWaiting, worst }: StateWordProps) {
  if (isWaiting) return <span class="state state-waiting">opening</span>;
  return (
    <>
      <span class={`state state-${state}`}>{state}</span>
      {worst !== undefined && (state !== 'dark' || worst === 'fault') && (
        <span class={`verdict-mark verdict-mark-${worst}`} title={severityWord(worst)}>
          <span class="sr-only">{severityWord(worst)}</span>
        </span>
      )}
    </>
  );
}
