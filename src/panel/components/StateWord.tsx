import type { EntryState } from '../../core/entry';

/**
 * The state of an event as a glyph and a word: never by colour alone. The glyph is drawn by the style sheet: a table
 * that is scrolled fast makes a thousand of these in a second, and an SVG element costs more than all the words of a row.
 */
export function StateWord({ state, isWaiting }: { state: EntryState; isWaiting: boolean }) {
  return isWaiting ? (
    <span class="state state-waiting">opening</span>
  ) : (
    <span class={`state state-${state}`}>{state}</span>
  );
}
