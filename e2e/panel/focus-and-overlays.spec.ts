import { expect, test } from '../host/fixtures';
import { expectEvents, selectEvent } from './panel-view';
import { orders, twoEventsPage } from './two-events-page';

test.beforeEach(({ host, site }) => host.page.goto(twoEventsPage(site)));

test('what a button opens is not shown before it stands under that button', async ({ host }) => {
  const panel = await host.openPanelTab();
  const { before, gap } = await panel.eval(openSettings);
  expect(before).toBe('hidden');
  expect(gap).toBeGreaterThanOrEqual(0);
  expect(gap).toBeLessThanOrEqual(2);
});

test('a press beside a dialog closes it; one that began in its field and ends beside it does not', async ({
  host,
}) => {
  const panel = await host.openPanelTab();
  await panel.click('[data-action="keys"]');
  await panel.fill('dialog textarea[name="key"]', 'begun');
  await panel.eval(pressAndRelease, 'dialog textarea[name="key"]', 'dialog');
  expect(await panel.count('dialog[open]')).toBe(1);
  await panel.eval(pressAndRelease, 'dialog', 'dialog');
  await expect.poll(() => panel.count('dialog[open]')).toBe(0);
});

test('the focus is in the table when what had it has gone: the arrow keys go on', async ({ host }) => {
  const panel = await host.openPanelTab();
  await expectEvents(panel, ['headline', 'order.paid']);
  await selectEvent(panel, 'headline');
  await panel.click('[data-action="close-detail"]');
  await expect.poll(() => panel.eval(focused)).toBe('Events');
  await panel.click('[data-action="clear"]');
  await panel.click('[data-action="undo-clear"]');
  await expect.poll(() => panel.eval(focused)).toBe('Events');
  // The focus comes home before the rows are drawn again.
  await expectEvents(panel, ['headline', 'order.paid']);
  await panel.press('ArrowUp');
  await expect.poll(() => panel.count('[data-region="detail"]')).toBe(1);
});

test('ciphertext and plaintext stand side by side, also where the detail showed a channel before', async ({
  host,
}) => {
  const panel = await host.openPanelTab();
  await panel.click(`[data-channel="${orders}"]`);
  await panel.waitFor('[data-region="detail"][data-place]');
  await selectEvent(panel, 'order.paid');
  await expect.poll(() => panel.count('.panes')).toBe(1);
  await expect.poll(() => panel.count('.panes-stacked')).toBe(0);
});

/** Runs in the panel: what the browser tells of a press on one element that is let go on another, which contains it. */
function pressAndRelease(from: string, to: string): void {
  const [pressed, released] = [document.querySelector(from), document.querySelector(to)];
  pressed?.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
  released?.dispatchEvent(new MouseEvent('click', { bubbles: true }));
}

/** Runs in the panel: the label of what has the focus. */
function focused(): string | null | undefined {
  return document.activeElement?.getAttribute('aria-label');
}

/** Runs in the panel: whether the box is to be seen when it has opened and has no place yet, and how far under its button it then is. */
async function openSettings(): Promise<{ before: string; gap: number }> {
  const button = document.querySelector<HTMLElement>('[data-action="settings"]');
  const box = document.querySelector<HTMLElement>('[popover][aria-label="Settings"]');
  if (!button || !box) throw new Error('The panel has no settings.');
  button.click();
  if (!box.matches(':popover-open')) throw new Error('The settings did not open.');
  const before = getComputedStyle(box).visibility;
  while (getComputedStyle(box).visibility === 'hidden') await new Promise((resolve) => setTimeout(resolve));
  return { before, gap: box.getBoundingClientRect().top - button.getBoundingClientRect().bottom };
}
