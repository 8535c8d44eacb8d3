import type { Demo } from '../demo/orders-board/start-demo.ts';
import { boardChannels } from '../demo/orders-board/story.ts';
import type { Doc } from '../host/driver';
import { expect } from '../host/fixtures';

/** What is used of pusher-js in the page. */
interface PusherGlobal {
  Pusher?: { instances: { allChannels(): { subscribed: boolean }[] }[] };
}

/** Opens the orders board and waits until the real pusher-js has subscribed to all its channels. */
export async function openBoard(page: Doc, demo: Demo): Promise<void> {
  await page.goto(demo.pageUrl);
  await untilSubscribed(page);
}

/** Waits until every channel of the board is subscribed. */
export async function untilSubscribed(page: Doc): Promise<void> {
  const subscribed = () =>
    page.eval(() => {
      const clients = (globalThis as PusherGlobal).Pusher?.instances ?? [];
      return clients.flatMap((client) => client.allChannels()).filter((channel) => channel.subscribed).length;
    });
  await expect.poll(subscribed).toBe(Object.keys(boardChannels).length);
}

/** Publishes events `tick` with `{"n":1}`, `{"n":2}` … one after the other until it is stopped. */
export function publishNumbers(
  demo: Demo,
  channel: string,
): { published(): number; stop(): Promise<number> } {
  let published = 0;
  let isStopped = false;
  const run = async () => {
    while (!isStopped) {
      await demo.trigger(channel, 'tick', { n: published + 1 });
      published++;
    }
  };
  const running = run();
  return {
    published: () => published,
    stop: async () => {
      isStopped = true;
      await running;
      return published;
    },
  };
}

/** The numbers from 1. */
export function numbersThrough(last: number): number[] {
  return Array.from({ length: last }, (_, index) => index + 1);
}

/** The number in the preview of an opened `tick`. */
export function numberIn(preview: string): number {
  return Number(/^\{"n":(\d+)\}$/.exec(preview)?.[1]);
}
