import { worstOf } from '../../../core/verdicts';
import type { Severity } from '../../../core/verdicts/verdict';
import { usePanel } from '../../panel-context';
import { countOf, formatCount } from '../../view/formats';
import { cutName } from '../../view/names';
import { placeOf, samePlace } from '../../view/places';
import { hostOf, listSidebar, type SidebarItem } from '../../view/sidebar-items';
import { severityWord, worstOfChannel } from '../../view/verdicts';

/** A page may subscribe to thousands of channels, and the browser draws a list of options whole. */
const MAX_OPTIONS = 300;

/** Stands for the sidebar where there is no room for one. */
export function ChannelPicker() {
  const { store, view } = usePanel();
  const items = listSidebar(store.connections.value, new Set(), 0).filter((item) => item.kind !== 'facts');
  const chosen = items.findIndex((item) => samePlace(placeOf(item), store.place.value));
  // The chosen one is there in any case: the table is narrowed to it.
  const shown = items.filter((_, index) => index < MAX_OPTIONS || index === chosen);
  const selected = Math.min(chosen, MAX_OPTIONS);
  return (
    <select
      class="picker"
      name="channel"
      aria-label="Channel"
      value={String(Math.max(0, selected))}
      onChange={(event) => {
        const item = shown[Number(event.currentTarget.value)];
        if (!item) return;
        store.setPlace(placeOf(item));
        view.placeOpen.value = store.place.peek() !== undefined;
        view.captureOpen.value = false;
      }}
    >
      {shown.map((item, index) => (
        <option key={index} value={String(index)}>
          {labelOf(item)}
        </option>
      ))}
      {items.length > shown.length && (
        <option disabled>{countOf(items.length - shown.length, 'more channel')}: widen the panel</option>
      )}
    </select>
  );
}

function labelOf(item: SidebarItem): string {
  switch (item.kind) {
    case 'all':
      return 'All channels';
    case 'channel':
      // No-break spaces: the browser drops plain ones at the start of an option.
      return `\u00a0\u00a0${cutName(item.channel.name)} (${formatCount(item.channel.events)})${markOf(worstOfChannel(item.channel))}`;
    case 'connection':
    case 'facts':
      return `${hostOf(item.connection)}${markOf(worstOf(item.connection.findings.map(({ id }) => id)))}`;
    case 'unknown':
      return '';
  }
}

/** An option has no room for an icon: the mark of the sidebar's line as a word. */
function markOf(worst: Severity | undefined): string {
  return worst === undefined ? '' : ` · ${severityWord(worst)}`;
}
