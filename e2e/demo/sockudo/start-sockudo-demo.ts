import { randomBytes } from 'node:crypto';
import type Pusher from 'pusher';
import { subscribe } from '../channel-server/channels.ts';
import { repeat } from '../pace.ts';
import { htmlRoute, type Route, scriptRoute, startPageSite, styleRoute, toJson } from '../page-site.ts';
import { createPusher } from '../pusher-library.ts';
import { toFormat } from './frames.ts';
import recorded from './recorded.json' with { type: 'json' };
import { replayDelta, replayWire } from './replay.ts';
import { type SockudoServer, startSockudoServer } from './sockudo-server.ts';
import { createTraderStory, sockudoChannels } from './story.ts';
import { subscriptionFrames } from './subscription-frames.ts';

/** All optional: any free port, one event about every 0.8 s (`paceMs: 0` for none). */
export type SockudoDemoOptions = { readonly port?: number; readonly paceMs?: number };

/** The running demo: the page to open, the key that opens its channel, and the server side in your hands. */
export type SockudoDemo = {
  /** The page in JSON; `?format=messagepack` and `?format=protobuf` are the binary forms. */
  readonly url: string;
  readonly appKey: string;
  /** The key that the recorded frames were sealed with, base64 of 32 bytes. */
  readonly masterKeyBase64: string;
  /** What to paste, and what it opens. */
  readonly keys: readonly { readonly name: string; readonly key: string; readonly opens: string }[];
  readonly server: SockudoServer;
  /** The real server library, which seals what it publishes to the encrypted channel. */
  readonly pusher: Pusher;
  readonly trigger: (channel: string, event: string, data: unknown) => Promise<void>;
  /** Sends the recorded frame of an encrypted event, in the form that the page speaks. */
  readonly replayWire: () => void;
  /** Sends the recorded frame and delta on `market`, to pages that speak JSON. */
  readonly replayDelta: () => void;
  readonly stop: () => Promise<void>;
};

const defaultPaceMs = 800;
const { masterKeyBase64 } = recorded.wire;

/** Starts the double of Sockudo, the page and the publisher, all on 127.0.0.1. */
export async function startSockudoDemo(options: SockudoDemoOptions = {}): Promise<SockudoDemo> {
  const { port = 0, paceMs = defaultPaceMs } = options;
  const app = { id: '4218', key: 'sockudo-demo-key', secret: randomBytes(10).toString('hex') };
  const server = await startSockudoServer(app);
  const { key } = app;
  const pusher = createPusher(app, server.port, masterKeyBase64);
  const site = await startPageSite(routesFor(pusher, server.port, key), port).catch(
    async (error: unknown) => {
      await server.close();
      throw error;
    },
  );
  joinTeam(server);
  const replays = { replayWire: () => replayWire(server), replayDelta: () => replayDelta(server) };
  const trigger = async (channel: string, event: string, data: unknown) =>
    void (await pusher.trigger(channel, event, data));
  const story = createTraderStory({ ...replays, trigger, publish: server.publish });
  const stopPublishing = paceMs > 0 ? repeat(paceMs, story) : async () => {};
  return {
    url: site.url,
    appKey: key,
    masterKeyBase64,
    keys: [{ name: 'Master key', key: masterKeyBase64, opens: sockudoChannels.room }],
    server,
    pusher,
    trigger,
    ...replays,
    stop: async () => {
      await stopPublishing();
      await site.close();
      await server.close();
    },
  };
}

function routesFor(pusher: Pusher, wsPort: number, appKey: string): Record<string, Route> {
  const page = (file: string) => new URL(`./page/${file}`, import.meta.url);
  return {
    '/': htmlRoute(page('index.html'), { wsPort, appKey }),
    '/page/style.css': styleRoute,
    '/page/page.ts': scriptRoute(page('page.ts')),
    '/sockudo/frames': (form) =>
      toJson(subscriptionFrames(pusher, form.get('socket_id') ?? '', toFormat(form.get('format')))),
  };
}

/** A member whose connection is nobody's business. */
function joinTeam({ app }: SockudoServer): void {
  const absent = { socketId: '1.1', send: () => {} };
  subscribe(app.channels, sockudoChannels.team, absent, { userId: 'bjorn', userInfo: { name: 'Bjørn' } });
}
