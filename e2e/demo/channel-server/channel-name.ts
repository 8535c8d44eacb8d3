/** Channel of the events sent to one signed-in user; pusher-js subscribes to it by itself. */
export const userChannelPrefix = '#server-to-user-';

/** Whether Pusher accepts the name: at most 200 of its characters, or the channel of a user. */
export function isChannelName(name: unknown): name is string {
  if (typeof name !== 'string' || name.length > 200) return false;
  return /^[A-Za-z0-9_\-=@,.;]+$/.test(name.startsWith(userChannelPrefix) ? name.slice(1) : name);
}

/** Whether a subscription must be signed by the app's auth endpoint. */
export function needsAuth(name: string): boolean {
  return name.startsWith('private-') || name.startsWith('presence-');
}

/** Whether the channel has members. */
export function isPresence(name: string): boolean {
  return name.startsWith('presence-');
}

/** Whether new subscribers get the last event again. */
export function isCache(name: string): boolean {
  return /^(private-encrypted-|private-|presence-)?cache-/.test(name);
}

/** Whether pages may publish here themselves. Encrypted channels count out, as in pusher-js. */
export function allowsClientEvents(name: string): boolean {
  return needsAuth(name) && !name.startsWith('private-encrypted-');
}
