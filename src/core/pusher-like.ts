import type { Connection } from './entry';

/** True for a connection of pusher-js or one of its descendants: they share channels, master keys and their clients' ways. */
export function speaksPusher({ protocolName }: Pick<Connection, 'protocolName'>): boolean {
  return protocolName === 'pusher' || protocolName === 'sockudo';
}
