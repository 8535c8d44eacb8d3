import { boardChannels } from '../demo/orders-board/story.ts';
import type { Doc } from '../host/driver';
import { expect, test } from '../host/fixtures';
import { openBoard } from './board';
import { countOf, drawnRows, expectEvents, filterBy, selectedEvent } from './panel-view';

/** What has the focus: the region, or the name of the field or action. */
function focused(panel: Doc): Promise<string> {
  return panel.eval(() => {
    const element = document.activeElement as HTMLElement | null;
    const region = element?.closest<HTMLElement>('[data-region]')?.dataset.region ?? '';
    return `${region} ${element?.getAttribute('name') ?? element?.dataset.action ?? ''}`.trim();
  });
}

for (const kind of ['real', 'tab'] as const) {
  test.describe(kind === 'real' ? 'in the real DevTools panel' : 'in a panel in a tab', () => {
    let panel: Doc;
    test.beforeEach(async ({ host, demo }) => {
      await openBoard(host.page, demo);
      panel = kind === 'real' ? await host.openPanel() : await host.openPanelTab();
      for (let n = 1; n <= 60; n++) demo.channelServer.publish(boardChannels.news, `e${n}`, '{}');
      await expect.poll(() => countOf(panel, 'shown')).toBe(60);
    });

    test('the keyboard moves the selection, goes into the detail and through the regions', async () => {
      await test.step('a grid tells how many rows it has and where the drawn ones are', async () => {
        expect(
          await panel.eval(() => document.querySelector('[role="grid"]')?.getAttribute('aria-rowcount')),
        ).toBe('61');
        for (const { event, index } of await drawnRows(panel)) expect(`e${index - 1}`).toBe(event);
      });
      await test.step('arrows, Home, End and paging move the selection in the table', async () => {
        await focusTable(panel);
        for (const [key, event] of [
          ['End', 'e60'],
          ['ArrowUp', 'e59'],
          ['ArrowUp', 'e58'],
          ['ArrowDown', 'e59'],
          ['Home', 'e1'],
          ['ArrowUp', 'e1'],
          ['ArrowDown', 'e2'],
        ] as const) {
          await panel.press(key);
          await expect.poll(() => selectedEvent(panel)).toBe(event);
        }
        await panel.press('PageDown');
        const page = Number((await selectedEvent(panel))?.slice(1)) - 2;
        expect(page).toBeGreaterThan(3);
        await panel.press('PageUp');
        await expect.poll(() => selectedEvent(panel)).toBe('e2');
      });
      await test.step('Enter goes into the detail and Esc back to the table', async () => {
        await panel.press('End');
        await panel.press('Enter');
        await expect.poll(() => focused(panel)).toMatch(/^detail/);
        await panel.press('Escape');
        await expect.poll(() => focused(panel)).toMatch(/^table/);
        expect(await selectedEvent(panel)).toBe('e60');
      });
      await test.step('F6 goes through the regions', async () => {
        for (const region of ['detail', 'toolbar', 'sidebar', 'table']) {
          await panel.press('F6');
          await expect.poll(() => focused(panel)).toMatch(new RegExp(`^${region}`));
        }
      });
      await test.step('Esc in the table closes the detail', async () => {
        expect(await panel.count('[data-region="detail"]')).toBe(1);
        await panel.press('Escape');
        await expect.poll(() => panel.count('[data-region="detail"]')).toBe(0);
        expect(await focused(panel)).toMatch(/^table/);
      });
    });

    test('the keyboard filters, opens the keys, clears, pauses and resumes', async ({ demo }) => {
      await test.step('Ctrl F and / go into the filter, where / is a letter', async () => {
        await focusTable(panel);
        await panel.press('Control+f');
        await expect.poll(() => focused(panel)).toBe('toolbar filter');
        await focusTable(panel);
        await panel.press('/');
        await expect.poll(() => focused(panel)).toBe('toolbar filter');
        await panel.press('/');
        const query = () =>
          panel.eval(() => document.querySelector<HTMLInputElement>('[name="filter"]')?.value);
        await expect.poll(query).toBe('/');
        await panel.press('Escape');
        await expect.poll(() => focused(panel)).toMatch(/^table/);
      });
      await test.step('Ctrl K opens the keys, in which Ctrl L and / do nothing, and Esc closes them', async () => {
        await filterBy(panel, '');
        await focusTable(panel);
        await panel.press('Control+k');
        await panel.waitFor('dialog[open] textarea[name="key"]');
        await panel.press('Control+l');
        await panel.press('/');
        await panel.press('Escape');
        await expect.poll(() => panel.count('dialog[open]')).toBe(0);
        await expect.poll(() => countOf(panel, 'shown')).toBe(60);
      });
      await test.step('Ctrl L clears, Ctrl E pauses and resumes', async () => {
        await focusTable(panel);
        await panel.press('Control+l');
        await expectEvents(panel, []);
        await panel.press('Control+e');
        demo.channelServer.publish(boardChannels.news, 'later', '{}');
        await expect.poll(() => countOf(panel, 'waiting')).toBe(1);
        await panel.press('Control+e');
        await expectEvents(panel, ['later']);
      });
    });
  });
}

function focusTable(panel: Doc): Promise<void> {
  return panel.eval(() => document.querySelector<HTMLElement>('[role="grid"]')?.focus());
}
