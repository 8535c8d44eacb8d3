import { type ClientKind, clientChannels } from './kinds.ts';

/** One event for the server to publish. */
export type ClientEvent = { readonly channel: string; readonly name: string; readonly data: unknown };

const { news, weather, shop, staff, orders, status } = clientChannels;

/** A short day, for ever. With Echo the events have the class names that Laravel gives them. */
export function createClientStory(kind: ClientKind): () => ClientEvent {
  let step = 0;
  return () => {
    const scene = scenes[step % scenes.length] as (round: number) => ClientEvent;
    const event = scene(Math.floor(step / scenes.length));
    step += 1;
    return kind === 'echo' ? { ...event, name: toLaravelName(event.name) } : event;
  };
}

/** `order.created` as `App\Events\OrderCreated`, which Echo's `.listen('OrderCreated')` binds. */
export function toLaravelName(name: string): string {
  const words = name.split('.').map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return `App\\Events\\${words.join('')}`;
}

const scenes: readonly ((round: number) => ClientEvent)[] = [
  (round) => ({ channel: status, name: 'status.changed', data: { isOpen: true, queueLength: round % 4 } }),
  (round) => ({ channel: orders, name: 'order.created', data: { id: 1042 + round, note: 'Zoë ☕' } }),
  (round) => ({ channel: news, name: 'headline', data: { title: 'Linen is back', edition: round } }),
  (round) => ({ channel: orders, name: 'order.paid', data: { id: 1042 + round, method: 'card' } }),
  (round) => ({ channel: weather, name: 'report', data: { sky: 'grey', celsius: 4 + (round % 9) } }),
  (round) => ({ channel: shop, name: 'stock.changed', data: { sku: 'MUG-02', left: 12 - (round % 12) } }),
  (round) => ({ channel: staff, name: 'shift.note', data: { text: 'Tea is ready', minutes: 10 + round } }),
];
