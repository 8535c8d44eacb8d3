import type { Connection, Entry } from '../core/entry';

/** Channels whose dark events are to be tried again; many in one turn are one pass over the capture. */
export interface Reopening {
  add(connection: Pick<Connection, 'app'>, channel: string): void;
}

/** `reopen` is given the test for the entries that are affected. */
export function createReopening(reopen: (isAffected: (entry: Entry) => boolean) => void): Reopening {
  let due: Map<string | undefined, Set<string>> | undefined;
  return {
    add({ app }, channel) {
      if (due === undefined) {
        due = new Map();
        queueMicrotask(() => {
          const channels = due;
          due = undefined;
          reopen((entry) => channels?.get(entry.connection.app)?.has(entry.channel) ?? false);
        });
      }
      const names = due.get(app) ?? new Set();
      due.set(app, names.add(channel));
    },
  };
}
