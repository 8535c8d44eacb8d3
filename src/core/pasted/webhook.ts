import { textOf, toJsonText } from '../protocols/pusher/json';
import { type Fields, toFields } from '../untrusted';
import { epochOf } from './epoch';
import { MAX_PASTED_EVENTS, type Part, type PastedFrame } from './pasted';

/** Events of webhooks that say what servers tell clients under the same names, or that only the webhook tells. */
const NOTICES: ReadonlySet<unknown> = new Set([
  'channel_occupied',
  'channel_vacated',
  'member_added',
  'member_removed',
  'cache_miss',
  'subscription_count',
]);

/**
 * The body of a webhook. A client event becomes the frame that subscribers get, every other event a control event.
 *   {"time_ms":1403175510755,"events":[{"name":"client_event","channel":"presence-room","event":"client-typing","data":"{}",
 *    "socket_id":"1.2","user_id":"7"},{"name":"channel_vacated","channel":"orders"}]}
 * Source: pusher.com/docs/channels/server_api/webhooks.
 */
export function readWebhook(fields: Fields): Part | undefined {
  const { events } = fields;
  if (!Array.isArray(events) || !(fields.time_ms !== undefined || events.some(hasName))) return undefined;
  const part: Part = {
    kind: 'webhook',
    protocol: 'pusher',
    frames: [],
    events: events.length,
    clientEvents: events.filter((event) => toFields(event)?.name === 'client_event').length,
    needsChannel: false,
  };
  if (events.length > MAX_PASTED_EVENTS) return part;
  const at = epochOf(fields.time_ms);
  const frames: PastedFrame[] = [];
  for (const event of events) {
    const text = toJsonText(toFrame(event));
    if (text === undefined) return undefined;
    frames.push({ payload: { text }, at });
  }
  return { ...part, frames };
}

function hasName(event: unknown): boolean {
  return typeof toFields(event)?.name === 'string';
}

function toFrame(event: unknown): Fields {
  const fields = toFields(event);
  if (fields === undefined) return { event: 'pusher:webhook', data: event };
  const { name, channel, ...data } = fields;
  // The member order of a frame; what is undefined is left out of it.
  if (name === 'client_event')
    return { event: textOf(fields.event), channel, data: fields.data, user_id: fields.user_id };
  // A name that is none of theirs must not act on the connection: "connection_established" would.
  return NOTICES.has(name)
    ? { event: `pusher:${name}`, channel, data }
    : { event: 'pusher:webhook', data: fields };
}
