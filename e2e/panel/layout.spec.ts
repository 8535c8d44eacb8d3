import type { Doc } from '../host/driver';
import { expect, test } from '../host/fixtures';
import { frame } from './channel-page';
import { expectEvents, selectedEvent } from './panel-view';
import { paste } from './paste';
import { twoEventsPage } from './two-events-page';

test.beforeEach(({ host, site }) => host.page.goto(twoEventsPage(site)));

test('docked narrow, a list stands for the sidebar and narrows the table; new dark events are told once, with their number', async ({
  host,
}) => {
  const panel = await host.openPanel({ dock: 'right', size: 420 });
  await expectEvents(panel, ['headline', 'order.paid']);
  expect(await panel.count('[data-channel]')).toBe(0);
  await panel.eval(choose, 'news');
  await expectEvents(panel, ['headline']);
  await panel.eval(choose, 'All channels');
  await expectEvents(panel, ['headline', 'order.paid']);
  await expect.poll(() => panel.text('[aria-live="polite"]'), { timeout: 10_000 }).toBe('1 new dark event.');
});

test('a border moves with the arrow keys, keeps its size, and comes back with a double click', async ({
  host,
}) => {
  let panel = await host.openPanelTab();
  await expectEvents(panel, ['headline', 'order.paid']);
  const initial = await sidebarWidth(panel);
  await panel.eval(() => document.querySelector<HTMLElement>('[role="separator"]')?.focus());
  await panel.press('ArrowRight');
  await expect.poll(() => sidebarWidth(panel)).toBe(initial + 16);
  expect(await borderValue(panel)).toBe(initial + 16);
  await host.closePanelTab();
  panel = await host.openPanelTab();
  await expect.poll(() => sidebarWidth(panel)).toBe(initial + 16);
  await panel.eval(() =>
    document
      .querySelector('[role="separator"]')
      ?.dispatchEvent(new MouseEvent('dblclick', { bubbles: true })),
  );
  await expect.poll(() => sidebarWidth(panel)).toBe(initial);
});

test('what is pasted comes into sight, also while the table is narrowed to a channel', async ({ host }) => {
  const panel = await host.openPanelTab();
  await panel.click('[data-channel="news"]');
  await expectEvents(panel, ['headline']);
  await paste(panel, frame('order.shipped', 'orders', { id: 9 }));
  await expect.poll(() => selectedEvent(panel)).toBe('order.shipped');
  await expectEvents(panel, ['headline', 'order.paid', 'order.shipped']);
});

/** Runs in the panel: chooses the option of the list of channels that begins with a name, as a user's choice does. */
function choose(name: string): void {
  const list = document.querySelector<HTMLSelectElement>('select[name="channel"]');
  const option = [...(list?.options ?? [])].find(({ label }) => label.trim().startsWith(name));
  if (!list || !option) throw new Error(`The list has no ${name}.`);
  list.value = option.value;
  list.dispatchEvent(new Event('change', { bubbles: true }));
}

/** How wide the sidebar is drawn, in CSS pixels. */
function sidebarWidth(panel: Doc): Promise<number> {
  return panel.eval(
    () => document.querySelector('[data-region="sidebar"]')?.getBoundingClientRect().width ?? 0,
  );
}

/** The size that the first border tells. */
function borderValue(panel: Doc): Promise<number> {
  return panel.eval(() => Number(document.querySelector('[role="separator"]')?.ariaValueNow));
}
