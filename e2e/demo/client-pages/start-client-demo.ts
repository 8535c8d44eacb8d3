import { randomBytes } from 'node:crypto';
import type Pusher from 'pusher';
import { type ChannelServer, startChannelServer } from '../channel-server/channel-server.ts';
import { type Dialect, pusherDialect } from '../channel-server/dialect.ts';
import { repeat } from '../pace.ts';
import { htmlRoute, libraryRoute, type Route, scriptRoute, startPageSite, styleRoute } from '../page-site.ts';
import { createPusher } from '../pusher-library.ts';
import { channelAuthRoute, userAuthRoute } from './auth.ts';
import { type ClientKind, type ClientPageConfig, clientChannels, libraries, titles } from './kinds.ts';
import { createClientStory } from './story.ts';

/** Which client against whose server; the rest is optional: any free port, quiet unless `paceMs` says otherwise. */
export type ClientDemoOptions = {
  readonly kind: ClientKind;
  readonly dialect?: Dialect;
  readonly port?: number;
  readonly paceMs?: number;
};

/** The running page: its URL, the key that opens its channels, and the server side in your hands. */
export type ClientDemo = {
  readonly url: string;
  readonly appKey: string;
  readonly masterKeyBase64: string;
  /** What to paste, and what it opens. */
  readonly keys: readonly { readonly name: string; readonly key: string; readonly opens: string }[];
  readonly channelServer: ChannelServer;
  readonly pusher: Pusher;
  readonly trigger: (channel: string, event: string, data: unknown) => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** Starts the channel server with the ways of `dialect`, and a page with a real client for it, all on 127.0.0.1. */
export async function startClientDemo(options: ClientDemoOptions): Promise<ClientDemo> {
  const { kind, dialect = pusherDialect, port = 0, paceMs = 0 } = options;
  const app = { id: '4219', key: 'client-demo-key', secret: randomBytes(10).toString('hex') };
  const masterKeyBase64 = randomBytes(32).toString('base64');
  const channelServer = await startChannelServer({
    apps: [app],
    dialect,
    sendsSubscriptionCounts: dialect === pusherDialect,
  });
  const { key } = app;
  const pusher = createPusher(app, channelServer.port, masterKeyBase64);
  const config: ClientPageConfig = {
    title: titles[kind],
    appKey: key,
    wsPort: channelServer.port,
    wsPath: dialect.pathPrefix,
    signsIn: dialect.knowsUsers && kind.startsWith('pusher-8'),
    channels: Object.values(clientChannels),
  };
  const site = await startPageSite(routesFor(pusher, kind, config), port).catch(async (error: unknown) => {
    await channelServer.close();
    throw error;
  });
  const trigger = async (channel: string, event: string, data: unknown) =>
    void (await pusher.trigger(channel, event, data));
  const nextEvent = createClientStory(kind);
  const publishNext = () => {
    const { channel, name, data } = nextEvent();
    return trigger(channel, name, data);
  };
  const stopPublishing = paceMs > 0 ? repeat(paceMs, publishNext) : async () => {};
  return {
    url: site.url,
    appKey: key,
    masterKeyBase64,
    keys: [{ name: 'Master key', key: masterKeyBase64, opens: 'the private-encrypted- channels' }],
    channelServer,
    pusher,
    trigger,
    stop: async () => {
      await stopPublishing();
      await site.close();
      await channelServer.close();
    },
  };
}

function routesFor(pusher: Pusher, kind: ClientKind, config: ClientPageConfig): Record<string, Route> {
  const page = (file: string) => new URL(`./page/${file}`, import.meta.url);
  const [client, echo] = libraries[kind];
  const library = (of: typeof client) => libraryRoute(of?.name ?? '', of?.file ?? '');
  const isEcho = kind === 'echo';
  return {
    '/': htmlRoute(page('index.html'), config),
    '/page/style.css': styleRoute,
    '/page/page.ts': scriptRoute(page(isEcho ? 'echo-page.ts' : 'pusher-page.ts')),
    '/page/feed.ts': scriptRoute(page('feed.ts')),
    '/client.js': library(client),
    '/echo.js': isEcho ? library(echo) : () => ({ status: 200, type: 'text/javascript', body: '' }),
    '/pusher/auth': channelAuthRoute(pusher),
    '/broadcasting/auth': channelAuthRoute(pusher),
    '/pusher/user-auth': userAuthRoute(pusher),
  };
}
