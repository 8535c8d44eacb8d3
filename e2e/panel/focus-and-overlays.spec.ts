import { expect, test } from '../host/fixtures';

test('what a button opens is not shown before it stands under that button', async ({ host }) => {
  const panel = await host.openPanelTab();
  const { before, gap } = await panel.eval(openSettings);
  expect(before).toBe('hidden');
  expect(gap).toBeGreaterThanOrEqual(0);
  expect(gap).toBeLessThanOrEqual(2);
});

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
