import type { RowComponentProps } from 'react-window';
import type { Place } from '../../store';
import { countOf } from '../../view/formats';
import { placeOf, samePlace } from '../../view/places';
import { factsLine, factsTitle, keyOf, type SidebarItem } from '../../view/sidebar-items';
import { ChannelLine } from './ChannelLine';
import { ConnectionLine } from './ConnectionLine';

/** Element id of the line that the keys act on, for `aria-activedescendant`. */
export const ACTIVE_ID = 'active-line';

interface SidebarRowProps {
  items: readonly SidebarItem[];
  place: Place | undefined;
  activeKey: string;
  choose(item: SidebarItem): void;
  toggle(item: SidebarItem): void;
}

/** One line of the sidebar. */
export function SidebarRow({
  index,
  style,
  items,
  place,
  activeKey,
  choose,
  toggle,
}: RowComponentProps<SidebarRowProps>) {
  const item = items[index];
  if (!item) return <div style={style} />;
  if (item.kind === 'facts') {
    return (
      <div class="line line-facts" style={style} title={factsTitle(item.connection)} role="presentation">
        {factsLine(item.connection, item.isOneOfSeveral)}
      </div>
    );
  }
  const isChosen = item.kind !== 'unknown' && samePlace(placeOf(item), place);
  const isActive = keyOf(item) === activeKey;
  const classes = ['line', isChosen && 'line-chosen', isActive && 'line-active'];
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the tree has the focus and names this line by its id.
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree takes the keys.
    <div
      id={isActive ? ACTIVE_ID : undefined}
      class={classes.filter(Boolean).join(' ')}
      style={style}
      role="treeitem"
      aria-level={item.kind === 'channel' ? 2 : 1}
      aria-selected={isChosen}
      aria-expanded={item.kind === 'connection' ? !item.collapsed : undefined}
      data-connection={item.kind === 'connection' ? item.connection.key : undefined}
      data-channel={item.kind === 'channel' ? item.channel.name : undefined}
      onClick={() => choose(item)}
    >
      <LineContent item={item} toggle={toggle} />
    </div>
  );
}

function LineContent({ item, toggle }: { item: SidebarItem; toggle: (item: SidebarItem) => void }) {
  switch (item.kind) {
    case 'all':
      return <span class="line-text">All channels</span>;
    case 'connection':
      return (
        <ConnectionLine
          connection={item.connection}
          collapsed={item.collapsed}
          onToggle={() => toggle(item)}
        />
      );
    case 'channel':
      return <ChannelLine channel={item.channel} />;
    case 'facts':
      return null;
    case 'unknown':
      return (
        <span
          class="line-text line-quiet"
          title="Their frames stay in the page. Cipherscope reads channel protocols only."
        >
          {countOf(item.count, 'other WebSocket')}
        </span>
      );
  }
}
