import type { Connection } from '../core/entry';
import type { Narrowing } from './narrowing';
import type { Place } from './store';

/** The place in the sidebar that a page has taken with it: the same one is chosen again when the next page has it. */
export interface LostPlace {
  /** Lets go of the chosen place where its connection is not there any more. */
  leave(): void;
  /** Looks for it among the connections that there are now. Does nothing where the user has chosen another one. */
  seek(): void;
}

/** A reload is over by then; later it would take the user by surprise. */
const MAX_SOUGHT_MS = 10_000;

/** What makes a place the same one on another page, by its name and not by its connection. */
interface Sought {
  host: string;
  app: string | undefined;
  channel: string | undefined;
  since: number;
}

export function createLostPlace(
  narrowing: Pick<Narrowing, 'place' | 'setPlace'>,
  connections: () => readonly Connection[],
): LostPlace {
  let sought: Sought | undefined;
  return {
    leave() {
      const place = narrowing.place.peek();
      if (place === undefined || connections().includes(place.connection)) return;
      narrowing.setPlace(undefined);
      const { url, app } = place.connection;
      // What was pasted has no address, and does not come again.
      if (url !== undefined) sought = { host: url.host, app, channel: place.channel, since: Date.now() };
    },
    seek() {
      if (sought === undefined) return;
      const isOver = Date.now() - sought.since > MAX_SOUGHT_MS || narrowing.place.peek() !== undefined;
      const found = isOver ? undefined : findPlace(sought, connections());
      if (isOver || found !== undefined) sought = undefined;
      if (found !== undefined) narrowing.setPlace(found);
    },
  };
}

function findPlace({ host, app, channel }: Sought, connections: readonly Connection[]): Place | undefined {
  const connection = connections.find(
    (one) =>
      !one.unknown &&
      one.url?.host === host &&
      one.app === app &&
      (channel === undefined || one.channels.has(channel)),
  );
  return connection && { connection, channel };
}
