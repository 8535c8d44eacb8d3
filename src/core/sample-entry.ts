// For tests only: entries and connections with what does not matter filled in.
import type { Connection, Entry } from './entry';
import { protocols } from './protocols';

/** An open Pusher connection without channels. */
export function sampleConnection(change: Partial<Connection> = {}): Connection {
  return {
    key: 'document:1',
    document: 'document',
    url: new URL('ws://localhost/app/app-key?protocol=7'),
    protocol: protocols.pusher,
    unknown: false,
    app: 'app-key',
    client: undefined,
    socketId: undefined,
    state: 'open',
    close: undefined,
    channels: new Map(),
    ...change,
  };
}

/** A clear event with an empty frame and no text. */
export function sampleEntry(id: number, change: Partial<Entry> = {}): Entry {
  return {
    id,
    connection: sampleConnection(),
    at: id,
    direction: 'received',
    size: 0,
    payload: { text: '' },
    index: 0,
    event: 'event',
    channel: 'orders',
    userId: undefined,
    state: 'clear',
    reason: undefined,
    text: '',
    binary: false,
    opening: undefined,
    droppedBefore: 0,
    ...change,
  };
}
