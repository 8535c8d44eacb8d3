import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type Pusher from 'pusher';
import { createPusher } from '../demo/pusher-library.ts';

/** The app of these tests. */
export const APP = { id: '7', key: 'app-key', secret: 'app-secret' };

/** The real server library, and the frames that its server would send for what it has published. */
export interface Publisher {
  readonly pusher: Pusher;
  /** What was published since the last call, a frame for each event and channel. */
  frames(): string[];
}

interface Publication {
  name: string;
  data: string;
  channel?: string;
  channels?: string[];
}

/** Starts the place of the Pusher API; publishers with any master key speak to it. */
export async function startApi(): Promise<{
  publisher(masterKeyBase64: string): Publisher;
  stop(): Promise<void>;
}> {
  const published: Publication[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const said: Publication & { batch?: Publication[] } = JSON.parse(body);
    published.push(...(said.batch ?? [said]));
    response.setHeader('content-type', 'application/json').end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    publisher: (masterKeyBase64) => ({
      pusher: createPusher(APP, port, masterKeyBase64),
      frames: () => published.splice(0).flatMap(toFrames),
    }),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function toFrames({ name, data, channel, channels = [channel ?? ''] }: Publication): string[] {
  return channels.map((one) => frameOf(name, one, data));
}

/** A frame of an event whose data is this text, as a server sends it; undefined for none. */
export function frameOf(event: string, channel: string | undefined, data?: string): string {
  return JSON.stringify({ event, channel, data });
}
