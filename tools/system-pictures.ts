import { startAblyDemo } from '../e2e/demo/ably-board/start-ably-demo.ts';
import { reverbDialect, soketiDialect } from '../e2e/demo/channel-server/dialect.ts';
import { startClientDemo } from '../e2e/demo/client-pages/start-client-demo.ts';
import { startSockudoDemo } from '../e2e/demo/sockudo/start-sockudo-demo.ts';
import { launchChromium } from '../e2e/host/chromium';
import { type Doc, until } from '../e2e/host/driver';
import { pasteKey } from './panel-reader';

const PACE_MS = 60;
const EVENTS = 24;

interface RunningDemo {
  url: string;
  keys: readonly { key: string }[];
  stop(): Promise<void>;
}

interface System {
  name: string;
  start(): Promise<RunningDemo>;
  /** What follows the page's URL. */
  query?: string;
  /** Channel of the event that is selected. */
  channel: string;
  tab?: 'details' | 'raw';
}

const paceMs = PACE_MS;

/** One picture for each system and form of `docs/systems.md`. */
const systems: readonly System[] = [
  {
    name: 'pusher',
    start: () => startClientDemo({ kind: 'pusher-8', paceMs }),
    channel: 'private-encrypted-orders',
  },
  {
    name: 'pusher-plain',
    start: () => startClientDemo({ kind: 'pusher-8-plain', paceMs }),
    channel: 'private-shop',
  },
  {
    name: 'pusher-5',
    start: () => startClientDemo({ kind: 'pusher-5', paceMs }),
    channel: 'private-encrypted-orders',
  },
  {
    name: 'pusher-4',
    start: () => startClientDemo({ kind: 'pusher-4', paceMs }),
    channel: 'private-encrypted-orders',
  },
  {
    name: 'soketi',
    start: () => startClientDemo({ kind: 'pusher-8', dialect: soketiDialect, paceMs }),
    channel: 'private-encrypted-cache-status',
  },
  {
    name: 'reverb',
    start: () => startClientDemo({ kind: 'echo', dialect: reverbDialect, paceMs }),
    channel: 'private-encrypted-orders',
  },
  { name: 'sockudo-json', start: () => startSockudoDemo({ paceMs }), channel: 'prices' },
  {
    name: 'sockudo-messagepack',
    start: () => startSockudoDemo({ paceMs }),
    query: '?format=messagepack',
    channel: 'private-encrypted-room',
    tab: 'details',
  },
  {
    name: 'sockudo-protobuf',
    start: () => startSockudoDemo({ paceMs }),
    query: '?format=protobuf',
    channel: 'private-encrypted-room',
    tab: 'raw',
  },
  { name: 'ably-json', start: () => startAblyDemo({ paceMs }), channel: 'orders' },
  {
    name: 'ably-messagepack',
    start: () => startAblyDemo({ paceMs }),
    query: '?binary',
    channel: 'telemetry',
  },
];

/** Takes the pictures, light and dark in turns; `save` gets each with its name. */
export async function takeSystemPictures(
  save: (name: string, picture: Buffer) => Promise<void>,
): Promise<void> {
  for (const [index, system] of systems.entries()) {
    const demo = await system.start();
    const host = await launchChromium({ isHeadless: true, width: 1280, height: 800 });
    try {
      await host.page.goto(demo.url + (system.query ?? ''));
      const panel = await host.openPanel({ theme: index % 2 ? 'dark' : 'light' });
      for (const { key } of demo.keys) await pasteKey(panel, key);
      await untilHeld(panel, EVENTS);
      const rows = `[role="row"][data-entry]:has([data-column="channel"][title="${system.channel}"])`;
      await panel.click(rows);
      if (system.tab) await panel.click(`[data-tab="${system.tab}"]`);
      await panel.waitFor('[data-pane]');
      await save(`system-${system.name}`, await host.screenshotWindow());
    } finally {
      await host.close();
      await demo.stop();
    }
  }
}

async function untilHeld(panel: Doc, count: number): Promise<void> {
  await until(`${count} events`, async () => {
    const held = Number((await panel.text('[data-count="held"]')).replaceAll(',', ''));
    return held >= count ? true : undefined;
  });
}
