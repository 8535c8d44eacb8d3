import { expect, it, onTestFinished } from 'vitest';
import { reverbDialect } from '../channel-server/dialect.ts';
import { clientChannels, libraries, refusedChannel } from './kinds.ts';
import { type ClientDemo, type ClientDemoOptions, startClientDemo } from './start-client-demo.ts';
import { createClientStory } from './story.ts';

async function start(options: ClientDemoOptions): Promise<ClientDemo> {
  const demo = await startClientDemo(options);
  onTestFinished(demo.stop);
  return demo;
}

it.each(Object.keys(libraries) as (keyof typeof libraries)[])('serves the page of %s', async (kind) => {
  const demo = await start({ kind });
  const html = await (await fetch(demo.url)).text();
  const paths = [...html.matchAll(/(?:src|href)="\/([^"]+)"/g)].map(([, path]) => path);
  for (const path of [...paths, 'page/feed.ts']) {
    const response = await fetch(demo.url + path);
    expect([path, response.status]).toEqual([path, 200]);
  }
  expect(await (await fetch(`${demo.url}client.js`)).text()).toContain('pusher:subscribe');
});

it('answers both auth endpoints, wrongly for the refused channel', async () => {
  const demo = await start({ kind: 'echo', dialect: reverbDialect });
  const post = async (path: string, channel: string) => {
    const body = new URLSearchParams({ socket_id: '1.2', channel_name: channel });
    return (await fetch(demo.url + path, { method: 'POST', body })).json();
  };
  const sealed = { auth: expect.stringMatching(/^client-demo-key:/), shared_secret: expect.any(String) };
  expect(await post('broadcasting/auth', clientChannels.orders)).toEqual(sealed);
  expect(await post('pusher/auth', clientChannels.staff)).toMatchObject({ channel_data: expect.any(String) });
  expect(await post('pusher/auth', refusedChannel)).toEqual({ auth: `client-demo-key:${'0'.repeat(64)}` });
});

it('names events as Laravel does where Echo listens', () => {
  const next = createClientStory('echo');
  expect(next().name).toBe('App\\Events\\StatusChanged');
});
