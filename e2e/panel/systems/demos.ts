import { type AblyDemo, startAblyDemo } from '../../demo/ably-board/start-ably-demo.ts';
import {
  type ClientDemo,
  type ClientDemoOptions,
  startClientDemo,
} from '../../demo/client-pages/start-client-demo.ts';
import { type SockudoDemo, startSockudoDemo } from '../../demo/sockudo/start-sockudo-demo.ts';
import { test as base } from '../../host/fixtures';

/** What a spec of a system may ask for besides the usual; each publishes nothing by itself. */
export interface SystemFixtures {
  /** Which client against whose server `client` is; a spec sets it by `test.use`. */
  clientOptions: ClientDemoOptions;
  client: ClientDemo;
  ably: AblyDemo;
  sockudo: SockudoDemo;
}

/** The usual `test` with the demos of the other systems. */
export const test = base.extend<SystemFixtures>({
  clientOptions: [{ kind: 'pusher-8' }, { option: true }],
  client: async ({ clientOptions }, use) => {
    const demo = await startClientDemo(clientOptions);
    await use(demo);
    await demo.stop();
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern
  ably: async ({}, use) => {
    const demo = await startAblyDemo({ paceMs: 0 });
    await use(demo);
    await demo.stop();
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern
  sockudo: async ({}, use) => {
    const demo = await startSockudoDemo({ paceMs: 0 });
    await use(demo);
    await demo.stop();
  },
});
