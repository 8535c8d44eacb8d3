/** One event for the server to publish. */
export type BoardEvent = { readonly channel: string; readonly name: string; readonly data: unknown };

/** The channels of the board, one of each kind that matters. */
export const boardChannels = {
  news: 'news',
  shop: 'private-shop',
  staff: 'presence-staff',
  orders: 'private-encrypted-orders.42',
  payments: 'private-encrypted-payments',
  status: 'private-encrypted-cache-status',
} as const;

type Order = {
  readonly id: number;
  readonly customer: { readonly name: string; readonly city: string };
  readonly items: readonly { sku: string; title: string; quantity: number; unitPriceCents: number }[];
  readonly totalCents: number;
  readonly currency: 'EUR';
  readonly isGift: boolean;
};

const customers = [
  { name: 'Ada Okafor', city: 'Leeds' },
  { name: 'Jürgen Weiß', city: 'Köln' },
  { name: 'María Núñez', city: 'Cádiz' },
  { name: 'Ελένη Παππά', city: 'Θεσσαλονίκη' },
  { name: 'Zoë O’Neill', city: 'Cork' },
];

const goods = [
  { sku: 'MUG-02', title: 'Enamel mug', unitPriceCents: 1450 },
  { sku: 'TEA-11', title: 'Assam, 250 g', unitPriceCents: 980 },
  { sku: 'POT-05', title: 'Cast-iron pot', unitPriceCents: 7900 },
  { sku: 'CLO-20', title: 'Linen cloth', unitPriceCents: 620 },
];

const headlines = [
  { section: 'shop', title: 'Linen is back in stock' },
  { section: 'weather', title: 'Snow in the north: parcels to Leeds take a day longer' },
  { section: 'world', title: 'Café „Zum Bären“ öffnet — ανοίγει σήμερα 🎉' },
];

/** The board's day, for ever: every call gives the next events, more than one where they belong together. */
export function createStory(): () => BoardEvent[] {
  let step = 0;
  return () => {
    const round = Math.floor(step / scenes.length);
    const scene = scenes[step % scenes.length];
    step += 1;
    return scene ? scene(round) : [];
  };
}

// One scene is one tick. Two orders live through every round; the second one is cancelled.
const scenes: readonly ((round: number) => BoardEvent[])[] = [
  (round) => [event('status', 'status.changed', { isOpen: true, queueLength: 3 + (round % 4) })],
  (round) => [event('orders', 'order.created', createOrder(round * 2))],
  (round) => [event('news', 'headline', pick(headlines, round * 2))],
  (round) => [event('orders', 'order.paid', { id: orderId(round * 2), method: 'card', last4: '4242' })],
  (round) => [event('payments', 'payment.captured', createPayment(createOrder(round * 2)))],
  (round) => [event('orders', 'order.created', createOrder(round * 2 + 1))],
  (round) => [event('shop', 'stock.changed', { sku: pick(goods, round).sku, left: 12 - (round % 12) })],
  (round) => [event('orders', 'order.note', `#${orderId(round * 2)}: please ring twice`)],
  (round) => [event('orders', 'order.shipped', { id: orderId(round * 2), parcel: createParcel(round) })],
  (round) => [
    event('status', 'status.changed', { isOpen: true, queueLength: round % 3, message: 'All packed' }),
  ],
  (round) => [event('news', 'headline', pick(headlines, round * 2 + 1))],
  (round) => [
    event('payments', 'payment.failed', {
      ...createPayment(createOrder(round * 2 + 1)),
      reason: 'card_declined',
    }),
    event('orders', 'order.cancelled', {
      id: orderId(round * 2 + 1),
      reason: 'Zahlung abgelehnt – bitte prüfen',
    }),
  ],
  (round) => [event('staff', 'shift.note', { text: 'Tea is ready ☕', minutes: 10 + round })],
];

function event(channel: keyof typeof boardChannels, name: string, data: unknown): BoardEvent {
  return { channel: boardChannels[channel], name, data };
}

function orderId(index: number): number {
  return 1042 + index;
}

function createOrder(index: number): Order {
  const items = [pick(goods, index), pick(goods, index + 1 + (index % 2))].map((good, position) => ({
    ...good,
    quantity: 1 + ((index + position) % 3),
  }));
  const totalCents = items.reduce((sum, item) => sum + item.quantity * item.unitPriceCents, 0);
  const customer = pick(customers, index);
  return { id: orderId(index), customer, items, totalCents, currency: 'EUR', isGift: index % 3 === 0 };
}

function createPayment(order: Order) {
  return {
    id: `pay_${(order.id * 7919).toString(36)}`,
    orderId: order.id,
    amount: { cents: order.totalCents, currency: order.currency },
    method: { type: 'card', card: { brand: 'visa', last4: '4242', checks: { cvc: 'pass', postcode: null } } },
  };
}

function createParcel(round: number) {
  return {
    carrier: 'Royal Post',
    tracking: `RP${83_920_114 + round}GB`,
    weightGrams: 1250,
    handOver: ['locker', 7],
  };
}

function pick<T>(list: readonly T[], index: number): T {
  return list[index % list.length] as T;
}
