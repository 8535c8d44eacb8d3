import type { Place } from '../store';
import type { SidebarItem } from './sidebar-items';

/** True when both narrow the table to the same connection and channel, or neither narrows it. */
export function samePlace(a: Place | undefined, b: Place | undefined): boolean {
  return a?.connection.key === b?.connection.key && a?.channel === b?.channel;
}

/** What choosing a line of the sidebar narrows the table to. */
export function placeOf(item: SidebarItem): Place | undefined {
  if (item.kind === 'all' || item.kind === 'unknown') return undefined;
  return { connection: item.connection, channel: item.kind === 'channel' ? item.channel.name : undefined };
}
