// For tests only: entries and connections with what does not matter filled in.
import type { Connection, Entry } from './entry';
import { protocol as pusher } from './protocols/pusher/protocol';
import { NO_FINDINGS } from './verdicts';

/** An open Pusher connection without channels. */
export function sampleConnection(change: Partial<Connection> = {}): Connection {
  return {
    key: 'document:1',
    document: 'document',
    url: new URL('ws://localhost/app/app-key?protocol=7'),
    protocolName: pusher.id,
    protocol: pusher,
    decode: pusher.createDecoder('app-key'),
    unknown: false,
    app: 'app-key',
    client: undefined,
    version: undefined,
    socketId: undefined,
    userId: undefined,
    state: 'open',
    close: undefined,
    problem: undefined,
    channels: new Map(),
    findings: NO_FINDINGS,
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
    awaited: false,
    findings: NO_FINDINGS,
    text: '',
    binary: false,
    opening: undefined,
    remaining: '',
    restored: undefined,
    cached: false,
    droppedBefore: 0,
    ...change,
  };
}
