import { randomBytes } from 'node:crypto';
import type * as Ably from 'ably';
import { type AblyServer, startAblyServer } from '../ably-server/ably-server.ts';
import { counterObjects } from '../ably-server/objects.ts';
import { repeat } from '../pace.ts';
import { htmlRoute, libraryRoute, scriptRoute, startPageSite, styleRoute } from '../page-site.ts';
import { type CipherKeys, type CourierChannel, planChannels } from './channels.ts';
import { type CourierPublisher, startPublisher } from './publisher.ts';
import { type CourierMessage, createCourierStory } from './story.ts';

/** All optional: any free port, random cipher keys, one message about every 0.8 s (`paceMs: 0` for none). */
export type AblyDemoOptions = {
  readonly port?: number;
  readonly paceMs?: number;
  readonly cipherKeys?: CipherKeys;
};

/** The running demo: the page to open, the keys that open its channels, and the server side in your hands. */
export type AblyDemo = {
  /** The page in JSON; with `?binary` it speaks MessagePack. */
  readonly url: string;
  /** What another client of the same app connects with. */
  readonly apiKey: string;
  readonly cipherKeys: CipherKeys;
  /** What to paste, and what it opens. */
  readonly keys: readonly { readonly name: string; readonly key: string; readonly opens: string }[];
  readonly server: AblyServer;
  /** The real client of the server side. */
  readonly client: Ably.Realtime;
  readonly publish: (channel: CourierChannel, name: string, data: unknown) => Promise<void>;
  /** Changes or annotates the last message of a channel. */
  readonly follow: (about: 'update' | 'annotation', message: CourierMessage) => Promise<void>;
  readonly stop: () => Promise<void>;
};

const defaultPaceMs = 800;
const apiKey = 'courier.demo:not-a-secret';

/** Starts the double of Ably, the page and the publisher, all on 127.0.0.1. */
export async function startAblyDemo(options: AblyDemoOptions = {}): Promise<AblyDemo> {
  const { port = 0, paceMs = defaultPaceMs, cipherKeys = createCipherKeys() } = options;
  const objects = { basket: counterObjects('parcels', 40) };
  const server = await startAblyServer({ credentials: [apiKey], objects });
  const config = { port: server.port, key: apiKey, channels: planChannels(cipherKeys) };
  const site = await startPageSite(routesFor(config), port).catch(async (error: unknown) => {
    await server.close();
    throw error;
  });
  const publisher = await startPublisher(server.port, apiKey, cipherKeys);
  const stopPublishing = paceMs > 0 ? tell(publisher, paceMs) : async () => {};
  return {
    url: site.url,
    apiKey,
    cipherKeys,
    keys: [
      { name: 'Cipher key', key: cipherKeys.main, opens: 'orders, telemetry and staff (AES-256)' },
      { name: 'Cipher key', key: cipherKeys.support, opens: 'support (AES-128)' },
    ],
    server,
    client: publisher.client,
    publish: (channel, name, data) => publisher.publish({ channel, name, data }),
    follow: (about, message) => publisher.publish({ ...message, about }),
    stop: async () => {
      await stopPublishing();
      publisher.close();
      await site.close();
      await server.close();
    },
  };
}

function tell(publisher: CourierPublisher, paceMs: number): () => Promise<void> {
  const next = createCourierStory();
  return repeat(paceMs, () => publisher.publish(next()));
}

function routesFor(config: unknown) {
  const page = (file: string) => new URL(`./page/${file}`, import.meta.url);
  return {
    '/': htmlRoute(page('index.html'), config),
    '/page/style.css': styleRoute,
    '/page/page.ts': scriptRoute(page('page.ts')),
    '/ably.js': libraryRoute('ably', 'build/ably.min.js'),
    '/liveobjects.js': libraryRoute('ably', 'build/liveobjects.umd.min.js'),
    '/vcdiff.js': libraryRoute('@ably/vcdiff-decoder', 'dist/vcdiff-decoder.min.js'),
  };
}

function createCipherKeys(): CipherKeys {
  const key = (length: number) => randomBytes(length).toString('base64');
  return { main: key(32), support: key(16), partner: key(32) };
}
