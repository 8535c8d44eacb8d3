import type { ChannelKind } from '../protocol';

const ENCRYPTED_PREFIX = 'private-encrypted-';

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
