import { toJsonText } from '../protocols/pusher/json';
import { type Fields, isText, toFields } from '../untrusted';
import { MAX_PASTED_EVENTS, type Part, toPart } from './pasted';

/**
 * The body of a request that publishes through Pusher's HTTP API: the frames that subscribers get, one for each channel.
 *   {"name":"order","data":"…","channels":["private-encrypted-a","private-encrypted-b"]}
 *   {"batch":[{"name":"order","data":"…","channel":"private-encrypted-a"}]}
 * Source: pusher.com/docs/channels/library_auth_reference/rest-api.
 */
export function readPublishRequest(fields: Fields): Part | undefined {
  const events: unknown[] = Array.isArray(fields.batch) ? fields.batch : [fields];
  const published: { event: string; channel: string; data: unknown }[] = [];
  for (const event of events) {
    const { name, data, channel, channels = [channel], ...more } = toFields(event) ?? {};
    // A message of Ably may name its channel, too.
    if (more.encoding !== undefined || more.timestamp !== undefined || more.id !== undefined)
      return undefined;
    if (!isText(name) || !Array.isArray(channels) || !channels.every(isText)) return undefined;
    for (const to of channels) {
      published.push({ event: name, channel: to, data });
      if (published.length > MAX_PASTED_EVENTS) break;
    }
  }
  if (published.length === 0) return undefined;
  const part: Part = { ...toPart('publish', 'pusher', ''), frames: [], events: published.length };
  if (published.length > MAX_PASTED_EVENTS) return part;
  const texts = published.map((event) => toJsonText(event));
  if (!texts.every(isText)) return undefined;
  return { ...part, frames: texts.map((text) => ({ payload: { text }, at: undefined })) };
}
