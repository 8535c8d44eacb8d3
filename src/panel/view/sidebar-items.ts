import type { Channel, Connection } from '../../core/entry';
import { isPasted } from '../pasted';
import { shortId } from './formats';

/** One line of the sidebar. All have the same height, so that a page with 10,000 channels costs no more than one with 10. */
export type SidebarItem =
  | { kind: 'all' }
  | { kind: 'connection'; connection: Connection; collapsed: boolean }
  | { kind: 'facts'; connection: Connection; isOneOfSeveral: boolean }
  | { kind: 'channel'; connection: Connection; channel: Channel }
  | { kind: 'unknown'; count: number };

/** The lines of the sidebar, connections in the order they were opened. */
export function listSidebar(
  connections: readonly Connection[],
  collapsed: ReadonlySet<string>,
  unknownConnections: number,
): SidebarItem[] {
  const items: SidebarItem[] = [{ kind: 'all' }];
  const isOneOfSeveral = connections.filter(({ protocol }) => protocol).length > 1;
  for (const connection of connections) {
    if (!connection.protocol) continue;
    const isCollapsed = collapsed.has(connection.key);
    items.push({ kind: 'connection', connection, collapsed: isCollapsed });
    if (isCollapsed) continue;
    items.push({ kind: 'facts', connection, isOneOfSeveral });
    for (const channel of connection.channels.values()) items.push({ kind: 'channel', connection, channel });
  }
  if (unknownConnections > 0) items.push({ kind: 'unknown', count: unknownConnections });
  return items;
}

/** Names a line across draws. */
export function keyOf(item: SidebarItem): string {
  switch (item.kind) {
    case 'all':
    case 'unknown':
      return item.kind;
    case 'connection':
    case 'facts':
      return `${item.kind} ${item.connection.key}`;
    case 'channel':
      return `channel ${item.connection.key} ${item.channel.name}`;
  }
}

/** Line that a key moves to; undefined for keys that do not move. Facts belong to the line above them. */
export function indexAfterKey(items: readonly SidebarItem[], at: number, key: string): number | undefined {
  const step = { ArrowDown: 1, ArrowUp: -1, Home: 1, End: -1 }[key];
  if (step === undefined) return undefined;
  let index = key === 'Home' ? 0 : key === 'End' ? items.length - 1 : at + step;
  while (items[index]?.kind === 'facts') index += step;
  return items[index] ? index : undefined;
}

/** Host of a connection, or what stands for it. */
export function hostOf(connection: Connection): string {
  return isPasted(connection) ? 'Pasted' : connection.url?.host || 'unknown host';
}

/** Protocol and client in one line, as far as they are known; where there are several connections the app goes first. */
export function factsLine(connection: Connection, isOneOfSeveral: boolean): string {
  const { app, client, close } = connection;
  const facts = [
    isOneOfSeveral && app && `app ${shortId(app)}`,
    protocolText(connection),
    client,
    close && `closed ${close.code}`,
  ];
  return facts.filter(Boolean).join(' · ');
}

/** All that is known of a connection, one fact a line. */
export function factsTitle(connection: Connection): string {
  const { app, client, socketId, close } = connection;
  const facts = [
    protocolText(connection),
    app && `app ${app}`,
    client,
    close && `closed ${close.code}`,
    socketId && `socket ${socketId}`,
  ];
  return facts.filter(Boolean).join('\n');
}

/** Protocol of a connection with its version: "Pusher 7", "Ably 6, MessagePack". */
export function protocolText({ protocol, version }: Connection): string {
  return protocol === undefined ? '' : `${protocol.label}${version === undefined ? '' : ` ${version}`}`;
}
