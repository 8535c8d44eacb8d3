import { LiveObjects } from 'ably/liveobjects';
import { expect, it, onTestFinished } from 'vitest';
import { startAblyServer } from './ably-server.ts';
import { createAblyClient } from './clients.ts';
import { counterObjects } from './objects.ts';

const key = 'app.key:secret';

it('the real LiveObjects plugin reads OBJECT_SYNC, and its operations come back', async () => {
  const objects = { basket: counterObjects('visits', 40) };
  const server = await startAblyServer({ credentials: [key], objects });
  const client = createAblyClient(server.port, key, { plugins: { LiveObjects } });
  onTestFinished(async () => {
    client.close();
    await server.close();
  });
  const modes = ['OBJECT_SUBSCRIBE' as const, 'OBJECT_PUBLISH' as const];
  const root = await client.channels.get('basket', { modes }).object.get();
  expect(root.get('visits').value()).toBe(40);
  await root.get('visits').increment(2);
  expect(root.get('visits').value()).toBe(42);
});
