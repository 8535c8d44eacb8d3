import { randomBytes } from 'node:crypto';
import { startChannelServer } from '../channel-server/channel-server.ts';
import type { RunningDemo } from '../demos.ts';
import { repeat } from '../pace.ts';
import { htmlRoute, libraryRoute, type Route, scriptRoute, startPageSite, styleRoute } from '../page-site.ts';
import { createPusher } from '../pusher-library.ts';
import { faultyAuthRoute } from './auth.ts';
import { faultChannels } from './channels.ts';
import { createFaultStory, type Publishers, publishRound } from './publish.ts';

/** All optional: any free port; one scene every `paceMs`, 0 for none. */
export type FaultsOptions = { readonly port?: number; readonly paceMs?: number };

/** The running faults page, with its publishers in your hands. */
export type FaultsDemo = RunningDemo & {
  readonly masterKeyBase64: string;
  readonly previousKeyBase64: string;
  readonly appSecret: string;
  /** How many of its channels the page can subscribe. */
  readonly subscribable: number;
  /** Publishes every fault once. */
  readonly publishRound: (round: number) => Promise<void>;
};

const defaultPaceMs = 400;

/** A page of twenty-four channels in an app of real libraries, where nearly every channel has something wrong. */
export async function startFaultsDemo({
  port = 0,
  paceMs = defaultPaceMs,
}: FaultsOptions = {}): Promise<FaultsDemo> {
  const app = { id: '4219', key: 'back-office-key', secret: randomBytes(10).toString('hex') };
  const channelServer = await startChannelServer({ apps: [app] });
  const masterKey = randomBytes(32);
  const previousKey = randomBytes(32);
  const withKey = (key: Buffer) => createPusher(app, channelServer.port, key.toString('base64'));
  const publishers: Publishers = {
    channelServer,
    masterKey,
    previousKey,
    pusher: withKey(masterKey),
    previous: withKey(previousKey),
    elsewhere: withKey(randomBytes(32)),
  };
  const config = { appKey: app.key, wsPort: channelServer.port, channels: pageChannels() };
  const site = await startPageSite(routes(publishers, config), port).catch(async (error: unknown) => {
    await channelServer.close();
    throw error;
  });
  const nextScene = createFaultStory(publishers);
  const stopPublishing = paceMs > 0 ? repeat(paceMs, async () => void (await nextScene())) : async () => {};
  return {
    url: site.url,
    masterKeyBase64: masterKey.toString('base64'),
    previousKeyBase64: previousKey.toString('base64'),
    appSecret: app.secret,
    subscribable: Object.keys(faultChannels).length - UNSUBSCRIBABLE,
    keys: [
      {
        name: 'Previous',
        key: previousKey.toString('base64'),
        opens: 'what was sealed before the key changed',
      },
      { name: 'Master key', key: masterKey.toString('base64'), opens: 'the private-encrypted- channels' },
    ],
    publishRound: (round) => publishRound(publishers, round),
    stop: async () => {
      await stopPublishing();
      await site.close();
      await channelServer.close();
    },
  };
}

/** admin, billing, payroll: their auth replies are of no use. sessions: the server refuses its signature. */
const UNSUBSCRIBABLE = 4;

/** What the page listens to. On alerts it has forgotten the namespace that Laravel puts before the name. */
function pageChannels(): { name: string; events: string[] }[] {
  return Object.entries(faultChannels).map(([key, name]) => {
    return { name, events: key === 'alerts' ? ['AlertRaised'] : EVENTS };
  });
}

const EVENTS = [
  'order.created',
  'invoice.sent',
  'refund.made',
  'stock.changed',
  'parcel.sent',
  'ticket.opened',
  'entry.booked',
  'mail.sent',
  'batch.done',
  'audit.noted',
  'device.paired',
  'file.archived',
  'photo.added',
  'report.ready',
  'client-typing',
  'key.used',
  'price.changed',
];

function routes({ pusher }: Publishers, config: unknown): Record<string, Route> {
  const page = (file: string) => new URL(`./page/${file}`, import.meta.url);
  return {
    '/': htmlRoute(page('index.html'), config),
    '/page/style.css': styleRoute,
    '/page/page.ts': scriptRoute(page('page.ts')),
    '/pusher.js': libraryRoute('pusher-js', 'dist/web/pusher-with-encryption.min.js'),
    '/pusher/auth': faultyAuthRoute(pusher),
  };
}
