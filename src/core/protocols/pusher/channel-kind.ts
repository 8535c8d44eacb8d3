import type { ChannelKind } from '../protocol';

const ENCRYPTED_PREFIX = 'private-encrypted-';
const CACHE_PREFIX = /^(?:private-(?:encrypted-)?|presence-)?cache-/;

/** True for `private-encrypted-` and `private-encrypted-cache-` (pusher-js src/core/channels/channels.ts). */
export function isEncryptedChannel(channel: string): boolean {
  return channel.startsWith(ENCRYPTED_PREFIX);
}

/** The kind of a channel by its prefix; cache channels are of the kind they cache. */
export function channelKind(channel: string): ChannelKind {
  if (isEncryptedChannel(channel)) return 'encrypted';
  if (channel.startsWith('presence-')) return 'presence';
  // `#server-to-user-<id>` carries no signature, but only the user who signed in gets it.
  if (channel.startsWith('private-') || channel.startsWith('#server-to-user-')) return 'private';
  return 'public';
}

/**
 * True for `cache-`, `private-cache-`, `presence-cache-` and `private-encrypted-cache-`. Reverb does not keep the last
 * event of the encrypted ones; the name alone does not say so.
 */
export function isCacheChannel(channel: string): boolean {
  return CACHE_PREFIX.test(channel);
}
