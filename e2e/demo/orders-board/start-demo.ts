import { randomBytes } from 'node:crypto';
import type Pusher from 'pusher';
import { type ChannelServer, startChannelServer } from '../channel-server/channel-server.ts';
import { startPageSite } from '../page-site.ts';
import { createPusher } from '../pusher-library.ts';
import { boardRoutes } from './board-site.ts';
import { startPublishing } from './publisher.ts';

/** All optional: any free port, a random master key, one event about every 0.8 s (`paceMs: 0` for none). */
export type DemoOptions = {
  readonly port?: number;
  readonly masterKeyBase64?: string;
  readonly paceMs?: number;
  readonly appKey?: string;
};

/** The running demo: the page to open, the key that opens its channels, and the server side in your hands. */
export type Demo = {
  readonly pageUrl: string;
  readonly appKey: string;
  readonly masterKeyBase64: string;
  readonly channelServer: ChannelServer;
  /** The real server library, as the demo itself publishes. */
  readonly pusher: Pusher;
  readonly trigger: (channel: string, event: string, data: unknown) => Promise<void>;
  /** A server of the same app with another master key: a random one unless given. */
  readonly wrongPusher: (masterKeyBase64?: string) => Pusher;
  readonly close: () => Promise<void>;
};

const defaultPaceMs = 800;

/** Starts the channel server, the page with its auth endpoint, and the publisher, all on 127.0.0.1. */
export async function startDemo(options: DemoOptions = {}): Promise<Demo> {
  const { port = 0, masterKeyBase64 = createMasterKey(), paceMs = defaultPaceMs } = options;
  const app = {
    id: '4217',
    key: options.appKey ?? 'orders-board-key',
    secret: randomBytes(10).toString('hex'),
  };
  const channelServer = await startChannelServer({ apps: [app], sendsSubscriptionCounts: true });
  const pusher = createPusher(app, channelServer.port, masterKeyBase64);
  const config = { appKey: app.key, wsHost: '127.0.0.1', wsPort: channelServer.port };
  const site = await startPageSite(boardRoutes(pusher, config), port).catch(async (error: unknown) => {
    await channelServer.close();
    throw error;
  });
  const stopPublishing = paceMs > 0 ? startPublishing(pusher, paceMs) : async () => {};
  return {
    pageUrl: site.url,
    appKey: app.key,
    masterKeyBase64,
    channelServer,
    pusher,
    trigger: async (channel, event, data) => void (await pusher.trigger(channel, event, data)),
    wrongPusher: (other = createMasterKey()) => createPusher(app, channelServer.port, other),
    close: async () => {
      await stopPublishing();
      await site.close();
      await channelServer.close();
    },
  };
}

function createMasterKey(): string {
  return randomBytes(32).toString('base64');
}
