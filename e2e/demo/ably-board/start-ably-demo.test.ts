import { expect, it, onTestFinished } from 'vitest';
import { createAblyClient, listen } from '../ably-server/clients.ts';
import { courierChannels } from './channels.ts';
import { type AblyDemo, type AblyDemoOptions, startAblyDemo } from './start-ably-demo.ts';
import { createCourierStory } from './story.ts';

async function start(options: AblyDemoOptions): Promise<AblyDemo> {
  const demo = await startAblyDemo(options);
  onTestFinished(demo.stop);
  return demo;
}

it('publishes by itself what the printed key opens', async () => {
  const demo = await start({ paceMs: 5 });
  const client = createAblyClient(demo.server.port, 'courier.demo:not-a-secret');
  onTestFinished(() => client.close());
  const next = await listen(client.channels.get('orders', { cipher: { key: demo.cipherKeys.main } }));
  const messages = [await next(), await next(), await next()];
  expect(messages.map(({ encoding }) => encoding ?? null)).toEqual([null, null, null]);
});

it('publishes nothing by itself at pace 0, and what it is told', async () => {
  const demo = await start({ paceMs: 0 });
  const client = createAblyClient(demo.server.port, 'courier.demo:not-a-secret');
  onTestFinished(() => client.close());
  const next = await listen(client.channels.get('partner', { cipher: { key: demo.cipherKeys.main } }));
  await demo.publish('partner', 'invoice', { cents: 1 });
  // Of wrong keys about one in 256 gives a padding that is right by luck; then the garbage is no JSON.
  const encoding = expect.stringMatching(/^json(\/utf-8\/cipher\+aes-256-cbc)?$/);
  expect(await next()).toMatchObject({ name: 'invoice', encoding });
});

it('serves the page with the real browser builds', async () => {
  const demo = await start({ paceMs: 0 });
  const html = await (await fetch(demo.url)).text();
  const paths = [...html.matchAll(/(?:src|href)="\/([^"]+)"/g)].map(([, path]) => path);
  for (const path of paths) expect((await fetch(demo.url + path)).status).toBe(200);
  expect(paths).toContain('ably.js');
});

it('tells a story that uses every channel with messages', () => {
  const next = createCourierStory();
  const used = new Set(Array.from({ length: 20 }, () => next().channel));
  const { staff: _, basket: __, ...rest } = courierChannels;
  expect(used).toEqual(new Set(Object.values(rest)));
});
