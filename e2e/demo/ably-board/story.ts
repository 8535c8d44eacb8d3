import type { CourierChannel } from './channels.ts';

/** One message for the server side to publish. */
export type CourierMessage = {
  readonly channel: CourierChannel;
  readonly name: string;
  readonly data: unknown;
  /** What it does to the last message of the channel; left out: nothing, it is a new one. */
  readonly about?: 'update' | 'annotation';
};

const streets = ['Hafenstraße 4, Köln', 'Calle Ancha 12, Cádiz', 'Οδός Ερμού 3, Αθήνα', '9 Quay St, Cork'];
const headlines = [
  'Snow in the north: an hour late',
  'New depot in Leeds',
  'Café „Zum Bären“ takes parcels 🎉',
];

/** The couriers' day, for ever: every call gives the next message. */
export function createCourierStory(): () => CourierMessage {
  let step = 0;
  return () => {
    const round = Math.floor(step / scenes.length);
    const scene = scenes[step % scenes.length] as (round: number) => CourierMessage;
    step += 1;
    return scene(round);
  };
}

const scenes: readonly ((round: number) => CourierMessage)[] = [
  (round) => ({
    channel: 'orders',
    name: 'order.created',
    data: {
      id: 7001 + round,
      to: pick(streets, round),
      parcels: 1 + (round % 3),
      isFragile: round % 2 === 0,
    },
  }),
  (round) => ({ channel: 'vans', name: 'position', data: vanPosition(round * 2) }),
  (round) => ({ channel: 'telemetry', name: 'engine', data: engine(round * 2) }),
  (round) => ({
    channel: 'support',
    name: 'question',
    data: `Where is #${7001 + round}? – the customer rings`,
  }),
  (round) => ({ channel: 'vans', name: 'position', data: vanPosition(round * 2 + 1) }),
  (round) => ({ channel: 'news', name: 'headline', data: { title: pick(headlines, round) } }),
  (round) => ({ channel: 'telemetry', name: 'engine', data: engine(round * 2 + 1) }),
  (round) => ({
    channel: 'news',
    name: 'headline',
    data: { title: `${pick(headlines, round)} (corrected)` },
    about: 'update',
  }),
  (round) => ({ channel: 'orders', name: 'order.label', data: label(round) }),
  () => ({ channel: 'news', name: '👍', data: undefined, about: 'annotation' }),
  (round) => ({ channel: 'partner', name: 'invoice', data: { order: 7001 + round, cents: 1450 } }),
  (round) => ({ channel: 'orders', name: 'order.delivered', data: { id: 7001 + round, signedBy: 'Zoë' } }),
];

// Long and nearly the same every time: what deltas are for.
function vanPosition(step: number) {
  const place = { latitude: (50_940 + step) / 1000, longitude: (6960 + step) / 1000 };
  return { van: 'K-CB 204', driver: 'Bjørn Hagen', route: ['Depot', ...streets], place, stops: step };
}

function engine(step: number) {
  return {
    van: 'K-CB 204',
    temperatureCelsius: 84 + (step % 5),
    batteryPercent: 100 - (step % 60),
    faults: [],
  };
}

/** A label as bytes: the start of a PNG and the number of the parcel. */
function label(round: number): Buffer {
  return Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, round & 0xff]);
}

function pick<T>(list: readonly T[], index: number): T {
  return list[index % list.length] as T;
}
