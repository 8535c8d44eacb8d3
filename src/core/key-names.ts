import type { KeyKind } from './key-summary';

/** What the name that a text is set under says of it. */
export interface NameHint {
  /** Kinds of keys that the name speaks of; undefined where it leaves that open. */
  kinds: readonly KeyKind[] | undefined;
  /** False for a name that speaks of no key, and for one that is known to hold something else. */
  isOfKey: boolean;
}

const SPELLED: readonly (readonly [RegExp, readonly KeyKind[]])[] = [
  [/sharedsecret/, ['pusher-shared-secret']],
  [/masterkey|encryptionmaster|keymaster/, ['pusher-master']],
  [/^(?:.*(?:pusher|reverb|soketi|sockudo|mawjly|channels).*secret.*|.*appsecret|secret)$/, ['app-secret']],
  [/cipher|ably/, ['ably-cipher']],
];

/**
 * Reads names such as `PUSHER_ENCRYPTION_MASTER_KEY`, `encryptionMasterKeyBase64`, `shared_secret`, `secret`. APP_KEY is
 * Laravel's own key: 32 bytes as well, and none of a channel.
 */
export function readKeyName(name: string): NameHint {
  const plain = name.toLowerCase().replace(/[^a-z]/g, '');
  const kinds = SPELLED.find(([pattern]) => pattern.test(plain))?.[1];
  const isOfKey = kinds !== undefined || (/key|secret|crypt|nacl/.test(plain) && plain !== 'appkey');
  return { kinds, isOfKey };
}
