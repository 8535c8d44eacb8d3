import type { Connection, Entry } from '../core/entry';
import type { Occurrence } from '../core/frame';
import type { Pasted } from '../core/pasted/pasted';
import { loadProtocol, protocolOf } from '../core/protocols';
import type { DocumentId } from '../messages';
import { connectionOf, createDocument, type DocumentState } from './documents';

/** Stands for the page that nothing pasted has. No bridge has this id: theirs are UUIDs. */
const PASTED_DOCUMENT: DocumentId = 'pasted';

/** True for the connection that holds what was pasted: it has no socket, no URL, and never closes. */
export function isPasted({ document }: Pick<Connection, 'document'>): boolean {
  return document === PASTED_DOCUMENT;
}

/** What was pasted, held as what a page did: one connection for each protocol and app. */
export interface PastedDocument {
  connections(): Iterable<Connection>;
  /** The occurrences of a text, in their order, for the intake. `now`: epoch milliseconds for what says no time. */
  toOccurrences(pasted: Pasted, app: string | undefined, now: number): Occurrence[];
  state: DocumentState;
  /** Entries were taken out: their connections go with them, for nothing comes on these by itself. */
  clear(): void;
  /** Puts the connections of entries back that a clear took out. */
  restore(entries: readonly Entry[]): void;
}

export function createPastedDocument(): PastedDocument {
  const state = createDocument(PASTED_DOCUMENT, 0, false);
  return {
    state,
    connections: () => state.connections.values(),
    toOccurrences({ protocol, frames }, app, now) {
      const id = openConnection(state, protocol, app);
      return frames.map(({ payload, at = now }) => ({
        kind: 'frame',
        seq: state.next++,
        connection: id,
        at,
        direction: 'received',
        payload,
      }));
    },
    clear: () => state.connections.clear(),
    restore(entries) {
      for (const { connection } of entries)
        if (isPasted(connection)) state.connections.set(numberOf(connection), connection);
    },
  };
}

/** What has to be loaded before a text can be taken in. Rejects when the extension was replaced under the panel. */
export async function preparePasted({ protocol: id, frames }: Pasted): Promise<void> {
  await loadProtocol(id);
  const protocol = protocolOf(id);
  for (const { payload } of frames) {
    const loading = protocol?.prepare(payload);
    if (loading !== undefined) await loading;
  }
}

/** The number of the connection for this protocol and app, made when it is new. */
function openConnection(state: DocumentState, protocolName: string, app: string | undefined): number {
  const known = Array.from(state.connections).find(
    ([, connection]) => connection.protocolName === protocolName && connection.app === app,
  );
  const id = known?.[0] ?? state.next++;
  const connection = connectionOf(state, id);
  connection.protocolName = protocolName;
  connection.app = app;
  connection.state = 'closed';
  // What was pasted before is no base for the deltas of this.
  connection.decode = connection.protocol?.createDecoder(app);
  return id;
}

function numberOf({ key }: Connection): number {
  return Number(key.slice(PASTED_DOCUMENT.length + 1));
}
