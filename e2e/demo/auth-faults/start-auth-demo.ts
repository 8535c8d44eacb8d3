import { randomBytes } from 'node:crypto';
import type Pusher from 'pusher';
import { type ChannelServer, startChannelServer } from '../channel-server/channel-server.ts';
import { htmlRoute, libraryRoute, scriptRoute, startPageSite, styleRoute } from '../page-site.ts';
import { createPusher } from '../pusher-library.ts';
import { type AskingWay, type AuthPageConfig, askingChannels, faultyChannels } from './channels.ts';
import { askingRoutes, faultyAuthRoute } from './replies.ts';

/** The running site: a page of faulty auth replies and one for each way to ask, with the server side in your hands. */
export type AuthDemo = {
  readonly faultsUrl: string;
  /** One client for each way to ask, all of them on one page. */
  readonly askingUrl: string;
  readonly appKey: string;
  readonly appSecret: string;
  /** App key that one endpoint signs for by mistake. */
  readonly otherAppKey: string;
  readonly masterKeyBase64: string;
  readonly channelServer: ChannelServer;
  readonly trigger: (channel: string, event: string, data: unknown) => Promise<void>;
  /** A server of the same app with another master key. */
  readonly wrongPusher: () => Pusher;
  readonly stop: () => Promise<void>;
};

/** Starts the channel server and the site on 127.0.0.1, on any free ports. */
export async function startAuthDemo(): Promise<AuthDemo> {
  const app = { id: '4230', key: 'auth-demo-key', secret: randomBytes(10).toString('hex') };
  const otherApp = { id: '4231', key: 'staging-key', secret: randomBytes(10).toString('hex') };
  const masterKeyBase64 = randomBytes(32).toString('base64');
  const channelServer = await startChannelServer({ apps: [app] });
  const { port } = channelServer;
  const pusher = createPusher(app, port, masterKeyBase64);
  const page = (file: string) => new URL(`./page/${file}`, import.meta.url);
  const clients = (Object.keys(askingChannels) as AskingWay[]).map((way) => {
    return { way, channels: askingChannels[way] };
  });
  const config = (wanted: AuthPageConfig['clients']): AuthPageConfig => {
    return { appKey: app.key, wsPort: port, clients: wanted };
  };
  const site = await startPageSite(
    {
      '/faults': htmlRoute(
        page('index.html'),
        config([{ way: 'form', channels: Object.values(faultyChannels) }]),
      ),
      '/asking': htmlRoute(page('index.html'), config(clients)),
      '/page/style.css': styleRoute,
      '/page/page.ts': scriptRoute(page('page.ts')),
      '/page/ask.ts': scriptRoute(page('ask.ts')),
      '/client.js': libraryRoute('pusher-js', 'dist/web/pusher-with-encryption.min.js'),
      '/broadcasting/guard': faultyAuthRoute(pusher, createPusher(otherApp, port, masterKeyBase64)),
      ...askingRoutes(pusher),
    },
    0,
  );
  return {
    faultsUrl: `${site.url}faults`,
    askingUrl: `${site.url}asking`,
    appKey: app.key,
    appSecret: app.secret,
    otherAppKey: otherApp.key,
    masterKeyBase64,
    channelServer,
    trigger: async (channel, event, data) => void (await pusher.trigger(channel, event, data)),
    wrongPusher: () => createPusher(app, port, randomBytes(32).toString('base64')),
    stop: async () => {
      await site.close();
      await channelServer.close();
    },
  };
}
