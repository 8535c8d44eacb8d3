import { startAblyDemo } from './ably-board/start-ably-demo.ts';
import { startFaultsDemo } from './faults/start-faults-demo.ts';
import { startDemo } from './orders-board/start-demo.ts';
import { startSockudoDemo } from './sockudo/start-sockudo-demo.ts';

/** The demos that `npm start` can show. */
export type DemoName = 'pusher' | 'ably' | 'sockudo' | 'faults';

/** A key to paste: what it is called, and what of the page it opens. */
export type DemoKey = { readonly name: string; readonly key: string; readonly opens: string };

/** A demo that publishes by itself, until it is stopped. */
export type RunningDemo = {
  readonly url: string;
  readonly keys: readonly DemoKey[];
  readonly stop: () => Promise<void>;
};

/** Starts a demo at human pace, its page on `port` (0: any free one). */
export async function startNamedDemo(name: DemoName, port = 0): Promise<RunningDemo> {
  switch (name) {
    case 'pusher': {
      const { pageUrl, masterKeyBase64, close } = await startDemo({ port });
      const opens = 'the private-encrypted- channels';
      return { url: pageUrl, keys: [{ name: 'Master key', key: masterKeyBase64, opens }], stop: close };
    }
    case 'ably':
      return startAblyDemo({ port });
    case 'sockudo':
      return startSockudoDemo({ port });
    case 'faults':
      return startFaultsDemo({ port });
  }
}
