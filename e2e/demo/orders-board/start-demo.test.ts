import PusherClient from 'pusher-js';
import { afterEach, describe, expect, it } from 'vitest';
import { nextEvent, subscribed } from '../channel-server/clients.ts';
import { type Demo, type DemoOptions, startDemo } from './start-demo.ts';
import { boardChannels, createStory } from './story.ts';

const undo: (() => unknown)[] = [];

afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

async function start(options: DemoOptions): Promise<Demo> {
  const demo = await startDemo(options);
  undo.push(() => demo.close());
  return demo;
}

function connect(demo: Demo, user = 'amina'): PusherClient {
  const client = new PusherClient(demo.appKey, {
    cluster: '',
    wsHost: '127.0.0.1',
    wsPort: demo.channelServer.port,
    forceTLS: false,
    enabledTransports: ['ws'],
    channelAuthorization: { transport: 'ajax', endpoint: `${demo.pageUrl}pusher/auth`, params: { user } },
  });
  undo.push(() => client.disconnect());
  return client;
}

describe('the demo', () => {
  it('publishes by itself what pusher-js opens through the auth endpoint', async () => {
    const demo = await start({ paceMs: 5 });
    const client = connect(demo);
    const orders = client.subscribe(boardChannels.orders);
    const payments = client.subscribe(boardChannels.payments);
    expect(await nextEvent(orders, 'order.created')).toMatchObject({
      customer: { name: expect.any(String) },
    });
    expect(await nextEvent(orders, 'order.note')).toMatch(/please ring twice/);
    expect(await nextEvent(payments, 'payment.failed')).toMatchObject({ amount: { currency: 'EUR' } });
    const status = client.subscribe(boardChannels.status);
    expect(await nextEvent(status, 'status.changed')).toMatchObject({ isOpen: true });
  });

  it('publishes nothing by itself at pace 0, and what it is told', async () => {
    const masterKeyBase64 = Buffer.alloc(32, 1).toString('base64');
    const demo = await start({ paceMs: 0, masterKeyBase64, appKey: 'mine' });
    expect(demo).toMatchObject({ masterKeyBase64, appKey: 'mine' });
    const client = connect(demo);
    await nextEvent(client.subscribe(boardChannels.status), 'pusher:cache_miss');
    const orders = await subscribed(client, boardChannels.orders);
    const arrived = nextEvent(orders, 'order.paid');
    await demo.wrongPusher().trigger(boardChannels.orders, 'order.paid', 'not readable');
    await demo.trigger(boardChannels.orders, 'order.paid', { id: 7 });
    expect(await arrived).toEqual({ id: 7 });
  });

  it('lets only staff into the presence channel', async () => {
    const demo = await start({ paceMs: 0 });
    const staff = await subscribed(connect(demo), boardChannels.staff);
    expect(staff).toMatchObject({ members: { myID: 'amina', count: 1 } });
    const refused = nextEvent(
      connect(demo, 'constructor').subscribe(boardChannels.staff),
      'pusher:subscription_error',
    );
    expect(await refused).toMatchObject({ status: 403 });
  });

  it('serves the page with its scripts as JavaScript', async () => {
    const demo = await start({ paceMs: 0, appKey: '</script>' });
    const html = await (await fetch(demo.pageUrl)).text();
    expect(html).toContain('"appKey":"\\u003c/script>"');
    const paths = [...html.matchAll(/(?:src|href)="\/([^"]+)"/g)].map(([, path]) => path);
    expect(paths).toEqual(['page/style.css', 'pusher.js', 'page/page.ts']);
    for (const path of [...paths, 'page/views.ts']) {
      const response = await fetch(demo.pageUrl + path);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toMatch(/^text\/(javascript|css); charset=utf-8$/);
    }
    expect((await fetch(`${demo.pageUrl}../secret`)).status).toBe(404);
  });

  it('answers malformed auth requests with 400 and shares with this machine only', async () => {
    const demo = await start({ paceMs: 0 });
    const post = (origin: string, body: string) =>
      fetch(`${demo.pageUrl}pusher/auth`, {
        method: 'POST',
        headers: { origin },
        body: new URLSearchParams(body),
      });
    expect((await post('http://localhost:1', 'socket_id=x&channel_name=private-a')).status).toBe(400);
    const near = await post('http://localhost:1', 'socket_id=1.1&channel_name=private-encrypted-a');
    expect(near.headers.get('access-control-allow-origin')).toBe('http://localhost:1');
    expect(await near.json()).toEqual({ auth: expect.any(String), shared_secret: expect.any(String) });
    const far = await post('http://localhost.example', 'socket_id=1.1&channel_name=private-a');
    expect(far.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('the story', () => {
  it('uses every channel, stays under the limit of 10 KB and goes on', () => {
    const next = createStory();
    const events = Array.from({ length: 40 }, () => next()).flat();
    expect(new Set(events.map(({ channel }) => channel))).toEqual(new Set(Object.values(boardChannels)));
    expect(events.every(({ data }) => JSON.stringify(data).length < 2000)).toBe(true);
    expect(events.some(({ data }) => typeof data === 'string')).toBe(true);
  });
});
