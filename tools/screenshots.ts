// Pictures of the real panel in the real DevTools, with the demo behind it, into docs/images.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Demo, startDemo } from '../e2e/demo/orders-board/start-demo.ts';
import { boardChannels } from '../e2e/demo/orders-board/story.ts';
import { startTestSite } from '../e2e/demo/test-pages.ts';
import { launchChromium } from '../e2e/host/chromium';
import { type Doc, type Host, type PanelOptions, until } from '../e2e/host/driver';
import { buildExtension, isStale } from './extension';
import { ensureChromium } from './install-browsers';
import { pasteKey } from './panel-reader';
import { ROOT } from './run';
import { takeSystemPictures } from './system-pictures';
import { takeVerdictPictures } from './verdict-pictures';

const FOLDER = path.join(ROOT, 'docs', 'images');
const EVENTS = 26;

type Theme = NonNullable<PanelOptions['theme']>;

async function save(name: string, picture: Buffer): Promise<void> {
  await writeFile(path.join(FOLDER, `${name}.png`), picture);
  console.log(`docs/images/${name}.png`);
}

/** Runs a scene in a browser of its own, so that no scene sees what another one left. */
async function scene(play: (host: Host) => Promise<void>): Promise<void> {
  const host = await launchChromium({ isHeadless: true, width: 1280, height: 800 });
  try {
    await play(host);
  } finally {
    await host.close();
  }
}

async function withDemo(paceMs: number, play: (demo: Demo) => Promise<void>): Promise<void> {
  const demo = await startDemo({ paceMs });
  try {
    await play(demo);
  } finally {
    await demo.close();
  }
}

async function untilRows(panel: Doc, selector: string, count: number): Promise<void> {
  await until(`${count} × ${selector}`, async () =>
    (await panel.count(selector)) >= count ? true : undefined,
  );
}

/** The board with its events opened, one of another key dark, and one selected. */
async function board(options: PanelOptions, name: string, selected: 'opened' | 'dark'): Promise<void> {
  await withDemo(60, async (demo) => {
    await scene(async (host) => {
      await host.page.goto(demo.pageUrl);
      const panel = await host.openPanel(options);
      await pasteKey(panel, demo.masterKeyBase64);
      await until('enough events', async () => {
        const held = Number((await panel.text('[data-count="held"]')).replaceAll(',', ''));
        return held >= EVENTS * 2 ? true : undefined;
      });
      await demo
        .wrongPusher()
        .trigger(boardChannels.payments, 'payment.refunded', { id: 'pay_9z120', amount: 1250 });
      await untilRows(panel, '[role="row"][data-state="dark"]', 1);
      if (selected === 'dark') await panel.click('[role="row"][data-state="dark"]');
      else await panel.click('[role="row"][data-state="opened"]:nth-last-child(n+3)');
      await panel.waitFor('[data-pane]');
      await save(name, await host.screenshotWindow());
    });
  });
}

async function emptyStates(theme: Theme): Promise<void> {
  await withDemo(0, async (demo) => {
    const shoot = (state: string, visit: (host: Host) => Promise<void>) =>
      scene(async (host) => {
        await visit(host);
        const panel = await host.openPanel({ theme });
        await panel.waitFor(`[data-empty="${state}"]`);
        await save(`empty-${state}-${theme}`, await panel.screenshot());
      });
    await shoot('no-events', (host) => host.page.goto(demo.pageUrl));
    await scene(async (host) => {
      await host.page.goto(demo.pageUrl);
      const panel = await host.openPanel({ theme });
      await panel.waitFor('[data-empty="no-events"]');
      await demo.trigger(boardChannels.news, 'headline', { title: 'Open again' });
      await untilRows(panel, '[role="row"][data-entry]', 1);
      await panel.fill('input[name="filter"]', 'refund');
      await panel.waitFor('[data-empty="filtered"]');
      await save(`empty-filtered-${theme}`, await panel.screenshot());
    });
    await scene(async (host) => {
      await host.page.goto(demo.pageUrl);
      const panel = await host.openPanel({ theme });
      await panel.waitFor('[data-empty="no-events"]');
      await demo.trigger(boardChannels.orders, 'order.created', { id: 1042 });
      await untilRows(panel, '[role="row"][data-state="dark"]', 1);
      await save(`empty-no-key-${theme}`, await panel.screenshot());
    });
  });
  const site = await startTestSite();
  try {
    const plain = site.page('/plain.html', '<!doctype html><title>Plain</title><p>No socket here.</p>');
    const chat = site.page(
      '/chat.html',
      `<!doctype html><title>Chat</title><script>
        const socket = new WebSocket('${site.wsUrl}');
        socket.onopen = () => { for (let i = 0; i < 9; i++) socket.send('hello ' + i); };
      </script>`,
    );
    for (const [state, url] of [
      ['no-socket', plain],
      ['no-protocol', chat],
    ] as const) {
      await scene(async (host) => {
        await host.page.goto(url);
        const panel = await host.openPanel({ theme });
        await panel.waitFor(`[data-empty="${state}"]`);
        await save(`empty-${state}-${theme}`, await panel.screenshot());
      });
    }
  } finally {
    await site.close();
  }
}

async function main(): Promise<number> {
  process.env.CHROMIUM = await ensureChromium();
  if (isStale('chrome')) {
    const { code } = await buildExtension('chrome');
    if (code !== 0) return code;
  }
  await mkdir(FOLDER, { recursive: true });
  for (const theme of ['light', 'dark'] as const) {
    await board({ theme }, `panel-${theme}`, 'opened');
    await board({ theme }, `dark-event-${theme}`, 'dark');
    await board({ theme, dock: 'right', size: 550 }, `narrow-${theme}`, 'opened');
    await emptyStates(theme);
  }
  await takeSystemPictures(save);
  await takeVerdictPictures(save);
  return 0;
}

process.exitCode = await main();
