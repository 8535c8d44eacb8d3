import type { Doc } from '../host/driver';
import { expect } from '../host/fixtures';

/** A row of the table as the user reads it. */
export interface Row {
  id: number;
  state: string;
  direction: string;
  channel: string;
  event: string;
  preview: string;
  isSelected: boolean;
  /** Its place in the table, `aria-rowindex`: the header is 1. */
  index: number;
}

/** The numbers of the status bar. */
export type CountName = 'shown' | 'held' | 'dropped' | 'dark' | 'waiting';

/** The rows that are drawn now, from top to bottom: those in sight and a few beyond. */
export function drawnRows(panel: Doc): Promise<Row[]> {
  return panel.eval(() => {
    const drawn = [...document.querySelectorAll<HTMLElement>('[role="row"][data-entry]')];
    const rows = drawn.map((row) => {
      const cell = (name: string) => row.querySelector(`[data-column="${name}"]`)?.textContent?.trim() ?? '';
      // The arrow before the channel is read aloud as its label.
      const arrow = row.querySelector('[data-column="channel"] [role="img"]');
      return {
        id: Number(row.dataset.entry),
        state: row.dataset.state ?? '',
        direction: arrow?.getAttribute('aria-label') ?? '',
        channel: cell('channel').slice(arrow?.textContent?.length ?? 0),
        event: cell('event'),
        preview: cell('preview'),
        isSelected: row.getAttribute('aria-selected') === 'true',
        index: Number(row.getAttribute('aria-rowindex')),
      };
    });
    return rows.sort((a, b) => a.index - b.index);
  });
}

/** Every row of the table, found by scrolling through it from the top; it stands at its end afterwards. */
export async function allRows(panel: Doc): Promise<Row[]> {
  const found = new Map<number, Row>();
  for (let screen = 0, isEnd = false; !isEnd; screen++) {
    isEnd = await scrollTo(panel, screen);
    for (const row of await drawnRows(panel)) found.set(row.index, row);
  }
  return [...found.values()].sort((a, b) => a.index - b.index);
}

/** Scrolls the table to this number of screens from its top, waits until that is drawn, and answers whether it ends there. */
export function scrollTo(panel: Doc, screens: number): Promise<boolean> {
  return panel.eval(async (count) => {
    const row = document.querySelector('[role="row"][data-entry]');
    let scroller = row?.parentElement;
    while (scroller && getComputedStyle(scroller).overflowY !== 'auto') scroller = scroller.parentElement;
    if (!scroller) return true;
    scroller.scrollTop = count * scroller.clientHeight;
    for (let frame = 0; frame < 2; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
    return scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 1;
  }, screens);
}

/** Waits until the drawn rows have these events, in this order. */
export async function expectEvents(panel: Doc, events: readonly string[]): Promise<void> {
  await expect.poll(async () => (await drawnRows(panel)).map(({ event }) => event)).toEqual(events);
}

/** Waits until the drawn rows have these events in these states, written `shipped: opened`. */
export async function expectStates(panel: Doc, states: readonly string[]): Promise<void> {
  await expect
    .poll(async () => (await drawnRows(panel)).map(({ event, state }) => `${event}: ${state}`))
    .toEqual(states);
}

/** A number of the status bar; 0 where it is not shown. */
export async function countOf(panel: Doc, name: CountName): Promise<number> {
  return Number((await panel.text(`[data-count="${name}"]`)).replace(/\D/g, ''));
}

/** Selects the row of the first event of that name by a click. */
export async function selectEvent(panel: Doc, event: string): Promise<void> {
  const find = async () => (await drawnRows(panel)).find((row) => row.event === event)?.id;
  await expect.poll(find).toBeDefined();
  await panel.click(`[data-entry="${await find()}"] [data-column="event"]`);
  await expect.poll(() => selectedEvent(panel)).toBe(event);
}

/** The event of the selected row, if that is drawn. */
export async function selectedEvent(panel: Doc): Promise<string | undefined> {
  return (await drawnRows(panel)).find(({ isSelected }) => isSelected)?.event;
}

/** What a pane of the detail says, with white space and line breaks as single spaces. */
export async function paneText(panel: Doc, pane: string): Promise<string> {
  return (await panel.text(`[data-pane="${pane}"]`)).replace(/\s+/g, ' ');
}

/** Types a query into the filter box. */
export async function filterBy(panel: Doc, query: string): Promise<void> {
  await panel.fill('input[name="filter"]', query);
}

/** A verdict in the detail, as a selector. */
export const verdict = (id: string): string => `[data-region="detail"] [data-verdict="${id}"]`;

/** Chooses the connection in the sidebar where it is not chosen, so that the detail says what was found about it. */
export async function chooseConnection(panel: Doc): Promise<void> {
  const connection = '[role="treeitem"][data-connection]';
  await panel.waitFor(connection);
  if ((await panel.count(`${connection}[aria-selected="true"]`)) === 0) await panel.click(connection);
  await panel.waitFor('[data-region="detail"] [data-section="connection"]');
}
