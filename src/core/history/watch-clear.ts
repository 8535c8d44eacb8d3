import { matchesPattern } from '../channel-pattern';
import type { Channel, Connection } from '../entry';
import type { KeySummary } from '../key-summary';
import type { Watch } from './watch';

interface Mixture {
  clear: number;
  encrypted: number;
}

/** Watches over `encryption-not-applied` and `ably-clear-on-cipher`: what goes out in the clear where a key is known. */
export function createClearWatch(): Watch {
  /** Private channels with events in the clear. */
  const clear = new Map<Channel, Connection>();
  /** Messages that came on channels of Ably. */
  const mixtures = new Map<Channel, Mixture>();
  const touched = new Set<Channel>();
  let masterKeys: readonly KeySummary[] = [];

  return {
    add({ entry, channel, form }) {
      if (form !== 'clear' && form !== 'encrypted') return;
      const { connection, direction, event } = entry;
      if (connection.protocol?.id === 'ably') {
        if (direction === 'sent') return;
        let mixture = mixtures.get(channel);
        if (mixture === undefined) {
          mixture = { clear: 0, encrypted: 0 };
          mixtures.set(channel, mixture);
        }
        mixture[form]++;
        if (mixture.clear > 0 && mixture.encrypted > 0) touched.add(channel);
      } else if (form === 'clear' && isPlainPrivate(channel) && !event.startsWith('client-')) {
        if (clear.has(channel)) return;
        clear.set(channel, connection);
        touched.add(channel);
      }
    },
    setKeys(keys) {
      masterKeys = keys.filter(({ kind }) => kind === 'pusher-master');
      for (const channel of clear.keys()) touched.add(channel);
    },
    settle(tell) {
      for (const channel of touched) {
        const mixture = mixtures.get(channel);
        if (mixture !== undefined)
          tell.channel(channel, 'ably-clear-on-cipher', { id: 'ably-clear-on-cipher', ...mixture });
        const connection = clear.get(channel);
        if (connection === undefined) continue;
        const key = masterKeys.find((known) => isInScope(known, connection, channel));
        const finding = key && ({ id: 'encryption-not-applied', key: key.id } as const);
        tell.channel(channel, 'encryption-not-applied', finding);
      }
      touched.clear();
    },
    clear() {
      clear.clear();
      mixtures.clear();
      touched.clear();
    },
    forget(left) {
      for (const [channel, connection] of clear) if (!left.has(connection)) clear.delete(channel);
      const channels = new Set(Array.from(left, ({ channels }) => [...channels.values()]).flat());
      for (const channel of mixtures.keys()) if (!channels.has(channel)) mixtures.delete(channel);
      for (const channel of touched) if (!channels.has(channel)) touched.delete(channel);
    },
  };
}

/** What is sent to one user stands apart: no prefix would encrypt it. */
function isPlainPrivate({ kind, name }: Channel): boolean {
  return kind === 'private' && name.startsWith('private-');
}

function isInScope({ scope }: KeySummary, { app }: Connection, { name }: Channel): boolean {
  return (
    (scope.app === undefined || scope.app === app) &&
    (scope.channel === undefined || matchesPattern(scope.channel, name))
  );
}
