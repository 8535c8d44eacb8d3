import { on, once } from 'node:events';
import { applyDelta } from 'fossil-delta';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import type { Format } from './frames.ts';
import recorded from './recorded.json' with { type: 'json' };
import { type SockudoDemo, startSockudoDemo } from './start-sockudo-demo.ts';
import { sockudoChannels } from './story.ts';
import { subscriptionFrames } from './subscription-frames.ts';

let demo: SockudoDemo;

beforeEach(async () => {
  demo = await startSockudoDemo({ paceMs: 0 });
  return () => demo.stop();
});

/** A bare socket; `until(event)` answers the first frame whose text has the event, as bytes. */
async function open(format: Format, query = `protocol=2&format=${format}`) {
  const socket = new WebSocket(`ws://127.0.0.1:${demo.server.port}/app/${demo.appKey}?${query}`);
  onTestFinished(() => socket.terminate());
  const messages = on(socket, 'message');
  const until = async (event: string): Promise<Buffer> => {
    for (;;) {
      const { value } = await messages.next();
      if (value[0].includes(event)) return value[0];
    }
  };
  return { socket, until };
}

async function subscribe(format: Format) {
  const page = await open(format);
  const greeting = (await page.until('connection_established')).toString('latin1');
  const [, socketId = ''] = /socket_id\\*":\\*"([\d.]+)/.exec(greeting) ?? [];
  for (const frame of subscriptionFrames(demo.pusher, socketId, format)) {
    page.socket.send('text' in frame ? frame.text : Buffer.from(frame.base64, 'base64'));
  }
  await expect.poll(() => demo.server.subscriberCount(sockudoChannels.team)).toBe(1);
  return page;
}

describe('the double of Sockudo', () => {
  it.each([
    ['json', Buffer.from(recorded.wire.json)],
    ['messagepack', Buffer.from(recorded.wire.messagepackBase64, 'base64')],
    ['protobuf', Buffer.from(recorded.wire.protobufBase64, 'base64')],
  ] as const)('replays the recorded bytes in %s', async (format, bytes) => {
    const page = await subscribe(format);
    demo.replayWire();
    expect(await page.until('order.created')).toEqual(bytes);
  });

  it.each(['json', 'messagepack', 'protobuf'] as const)(
    'numbers what is published and sealed by the server library, in %s',
    async (format) => {
      const page = await subscribe(format);
      await demo.trigger(sockudoChannels.room, 'order.paid', { id: 7 });
      const text = (await page.until('order.paid')).toString('latin1');
      expect(text).toMatch(/ciphertext.*m-private-encrypted-room-1/s);
    },
  );

  it('sends deltas on channels that are not encrypted', async () => {
    const page = await subscribe('json');
    for (const price of ['100.00', '100.01', '100.02']) {
      await demo.trigger(sockudoChannels.prices, 'tick', { asset: 'BTC', price });
    }
    const first = (await page.until('tick')).toString();
    let base = Buffer.from(`${first.slice(0, first.indexOf(',"__delta_seq"'))}}`);
    for (const seq of [1, 2]) {
      const { data } = JSON.parse((await page.until('sockudo:delta')).toString());
      expect(data).toMatchObject({ event: 'tick', seq, algorithm: 'fossil' });
      base = Buffer.from(applyDelta(base, Buffer.from(data.delta, 'base64')));
    }
    expect(JSON.parse(JSON.parse(base.toString()).data)).toEqual({ asset: 'BTC', price: '100.02' });
  });

  it('refuses other protocols, with an object in the error', async () => {
    const page = await open('json', 'protocol=7');
    const error = await page.until('error');
    expect(JSON.parse(error.toString())).toMatchObject({ event: 'sockudo:error', data: { code: 4007 } });
    await once(page.socket, 'close');
  });
});

it('the demo publishes by itself what is not quiet', async () => {
  await demo.stop();
  demo = await startSockudoDemo({ paceMs: 2 });
  const page = await subscribe('json');
  for (const event of ['sockudo:delta', 'order.paid', 'sockudo:message.update']) await page.until(event);
});
