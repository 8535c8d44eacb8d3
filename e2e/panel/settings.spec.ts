import { expect, test } from '../host/fixtures';
import { channelPage, frame, GREETING } from './channel-page';
import { allRows, countOf } from './panel-view';

const FIELD = 'input[name="max-capture"]';
const EVENTS = 16;
/** Twice as many bytes in the capture: its frame, and what is read of it. */
const TEXT = 'x'.repeat(500_000);

let sendEvent: (number: number) => void = () => undefined;

test.beforeEach(async ({ host, site }) => {
  site.onSocket((socket) => {
    socket.send(GREETING);
    sendEvent = (number) => socket.send(frame(`event-${number}`, 'news', TEXT));
  });
  await host.page.goto(channelPage(site, '/one'));
});

const fieldValue = (name: string) => document.querySelector<HTMLInputElement>(name)?.value;

test('the memory for events is stated, and what is over it goes at once, the oldest first, counted', async ({
  host,
}) => {
  const panel = await host.openPanelTab();
  // All at once would be more than the page's own backlog holds.
  for (let number = 1; number <= EVENTS; number++) {
    sendEvent(number);
    await expect.poll(() => countOf(panel, 'shown')).toBe(number);
  }
  await panel.click('[data-action="settings"]');
  expect(await panel.eval(fieldValue, FIELD)).toBe('1000');
  await panel.fill(FIELD, '10');
  await panel.press('Enter');
  await expect.poll(() => countOf(panel, 'dropped')).toBeGreaterThan(0);
  const [held, dropped] = [await countOf(panel, 'held'), await countOf(panel, 'dropped')];
  // The greeting and the opening of the connection are entries too.
  expect(held + dropped).toBe(EVENTS + 2);
  expect((await allRows(panel)).at(-1)?.event).toBe(`event-${EVENTS}`);
  expect(held).toBeLessThan(11);
});

test('it is remembered by the next panel, and nothing out of its bounds is taken', async ({ host }) => {
  let panel = await host.openPanelTab();
  await panel.click('[data-action="settings"]');
  await panel.fill(FIELD, '250');
  await panel.press('Enter');
  await panel.fill(FIELD, '5');
  await panel.press('Enter');
  await panel.waitFor(`${FIELD}[aria-invalid="true"]`);
  await host.closePanelTab();
  panel = await host.openPanelTab();
  await panel.click('[data-action="settings"]');
  expect(await panel.eval(fieldValue, FIELD)).toBe('250');
});
