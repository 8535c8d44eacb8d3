import type { Connection } from '../../../core/entry';
import { KEY_KINDS, type KeyKind } from '../../../core/key-summary';

/** What a kind of key is called and how its field speaks of it. */
export interface KindWords {
  name: string;
  placeholder: string;
  /** What the field takes. */
  accepted: string;
  /** What the app is called that a key of this kind may be for. */
  app: string;
}

/** The words of every kind. */
export const KIND_WORDS: Readonly<Record<KeyKind, KindWords>> = {
  'pusher-master': {
    name: 'Master key',
    placeholder: 'Paste the 32-byte master key',
    accepted:
      'What the server library has as encryptionMasterKeyBase64 or the like: base64 (44 characters), hexadecimal digits, a text of exactly 32 bytes, or the lines that set it.',
    app: 'App',
  },
  'pusher-shared-secret': {
    name: 'Shared secret',
    placeholder: 'Paste the shared_secret of an auth reply',
    accepted: 'Base64 of 32 bytes, or the whole auth reply. It opens one channel.',
    app: 'App',
  },
  'ably-cipher': {
    name: 'Cipher key',
    placeholder: 'Paste the cipher key of an Ably channel',
    accepted: 'Base64 of 16 or 32 bytes (22 to 44 characters), hexadecimal digits, or the line that sets it.',
    app: 'Ably app',
  },
  'app-secret': {
    name: 'App secret',
    placeholder: 'Paste the app secret of a Pusher app',
    accepted: 'Letters and digits. It opens nothing: signatures are checked with it.',
    app: 'App',
  },
};

/** Kinds of keys that fit what was captured, the usual one first; all of them while nothing was. */
export function kindsFor(connections: readonly Connection[]): readonly KeyKind[] {
  const fitting = new Set(connections.flatMap(({ protocol }) => protocol?.keyKinds ?? []));
  return fitting.size === 0 ? KEY_KINDS : [...fitting];
}

/** Those of some kinds that open payloads: an app secret opens nothing. */
export function openingKinds(kinds: readonly KeyKind[]): KeyKind[] {
  return kinds.filter((kind) => kind !== 'app-secret');
}

/** The connections whose payloads a key of this kind may open. */
export function connectionsFor(kind: KeyKind, connections: readonly Connection[]): Connection[] {
  return connections.filter(({ protocol }) => protocol?.keyKinds.includes(kind));
}
