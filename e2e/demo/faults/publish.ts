import type Pusher from 'pusher';
import type { ChannelServer } from '../channel-server/channel-server.ts';
import { type FaultChannel, faultChannels } from './channels.ts';
import { dotnetSecretOf, seal, sealUrlSafe, secretOf } from './seal.ts';

/** The server side of the faults page. */
export type Publishers = {
  readonly channelServer: ChannelServer;
  readonly masterKey: Buffer;
  readonly previousKey: Buffer;
  /** The real library with the master key, with the one before, and with another environment's. */
  readonly pusher: Pusher;
  readonly previous: Pusher;
  readonly elsewhere: Pusher;
};

type Scene = (publishers: Publishers, round: number) => unknown;

const MINUTES = ['08:00', '09:30', '11:15', '13:40', '16:05'];

/** Publishes everything once, in its order: each scene is one fault, or something healthy. */
export async function publishRound(publishers: Publishers, round: number): Promise<void> {
  for (const scene of scenes) await scene(publishers, round);
}

/** The scenes one by one, for ever. */
export function createFaultStory(publishers: Publishers): () => unknown {
  let step = 0;
  return () => {
    const scene = scenes[step % scenes.length] as Scene;
    const round = Math.floor(step / scenes.length);
    step += 1;
    return scene(publishers, round);
  };
}

const c = faultChannels;

function put({ channelServer }: Publishers, name: FaultChannel, event: string, data: unknown): void {
  channelServer.publish(c[name], event, typeof data === 'string' ? data : JSON.stringify(data));
}

// Each plain text is a small order, so that what opens reads like an app's own data.
const order = (round: number) => ({ id: 1042 + round, at: MINUTES[round % MINUTES.length], total: 99.5 });
const json = (round: number) => JSON.stringify(order(round));

const scenes: readonly Scene[] = [
  ({ pusher }, round) => pusher.trigger(c.orders, 'order.created', order(round)),
  // The raw HTTP API: nothing encrypts.
  (all, round) => put(all, 'invoices', 'invoice.sent', order(round)),
  ({ elsewhere }, round) => elsewhere.trigger(c.refunds, 'refund.made', order(round)),
  // As pusher-http-php does with a list of encrypted channels: one envelope, the first channel's secret.
  (all, round) => {
    const envelope = seal(secretOf(c.stockNorth, all.masterKey), json(round));
    put(all, 'stockNorth', 'stock.changed', envelope);
    put(all, 'stockSouth', 'stock.changed', envelope);
  },
  (all, round) =>
    put(all, 'shipping', 'parcel.sent', seal(dotnetSecretOf(c.shipping, all.masterKey), json(round))),
  (all, round) => put(all, 'tickets', 'ticket.opened', seal(all.masterKey, json(round))),
  // A master key read from a file, with the line break at its end.
  (all, round) => {
    const fromFile = `${all.masterKey.toString('base64')}\n`;
    put(all, 'ledger', 'entry.booked', seal(secretOf(c.ledger, fromFile), json(round)));
  },
  ({ pusher }, round) => pusher.trigger(c.mail, 'mail.sent', json(round)),
  async ({ pusher }, round) => {
    const batch = [{ channel: c.batches, name: 'batch.done', data: order(round) }];
    await pusher.triggerBatch(batch);
    // The library has written the envelope into the array.
    await pusher.triggerBatch(batch);
  },
  (all, round) => {
    const envelope = seal(secretOf(c.audit, all.masterKey), json(round));
    put(all, 'audit', 'audit.noted', JSON.stringify(JSON.stringify(envelope)));
  },
  (all, round) =>
    put(all, 'mobile', 'device.paired', sealUrlSafe(secretOf(c.mobile, all.masterKey), json(round))),
  (all, round) => {
    const { ciphertext } = seal(secretOf(c.archive, all.masterKey), json(round));
    const nonce = Buffer.alloc(12, round + 1).toString('base64');
    put(all, 'archive', 'file.archived', { nonce, ciphertext });
  },
  (all, round) => {
    const whole = JSON.stringify(seal(secretOf(c.photos, all.masterKey), json(round)));
    put(all, 'photos', 'photo.added', whole.slice(0, 60));
  },
  ({ pusher }, round) =>
    pusher.trigger(c.reports, 'report.ready', { ...order(round), text: 'x'.repeat(7400) }),
  (all, round) => put(all, 'chat', 'client-typing', { user: 'amina', at: MINUTES[round % MINUTES.length] }),
  // The key has changed; one publisher was not restarted.
  ({ pusher, previous }, round) =>
    (round % 3 === 0 || round % 4 === 2 ? previous : pusher).trigger(c.keys, 'key.used', order(round)),
  ({ pusher }, round) => pusher.trigger(c.pricesEncrypted, 'price.changed', order(round)),
  ({ pusher }, round) => pusher.trigger(c.alerts, 'App\\Events\\AlertRaised', order(round)),
];
