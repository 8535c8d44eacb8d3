import type { Doc } from '../host/driver';
import { expect } from '../host/fixtures';

const inPlace = '[data-region="detail"] [data-section="verdicts"]';

/** Narrows the table to a channel and shows what is known of it; not a second time, which would widen it again. */
export async function openPlace(panel: Doc, channel: string): Promise<void> {
  const line = `[role="treeitem"][data-channel="${channel}"]`;
  await panel.waitFor(line);
  if ((await panel.count(`${line}[aria-selected="true"]`)) > 0) return;
  await panel.fill('input[name="filter"]', '');
  await panel.click(line);
  await panel.waitFor(`[data-region="detail"][data-place="${channel}"]`);
}

/** Waits until the channel or connection that is shown has these verdicts. */
export async function expectVerdicts(panel: Doc, ids: readonly string[]): Promise<void> {
  const read = () =>
    panel.eval(
      (where) =>
        [...document.querySelectorAll<HTMLElement>(`${where} [data-verdict]`)].map(
          ({ dataset }) => dataset.verdict,
        ),
      inPlace,
    );
  await expect.poll(read).toEqual(ids);
}

/** What the verdicts of the channel or connection say, on one line. */
export async function placeVerdicts(panel: Doc): Promise<string> {
  return (await panel.text(inPlace)).replace(/\s+/g, ' ');
}

/** The mark of each drawn row by the name of its event: `fault`, `warning`, `note` or empty. */
export function rowMarks(panel: Doc): Promise<Record<string, string>> {
  return panel.eval(() =>
    Object.fromEntries(
      [...document.querySelectorAll('[role="row"][data-entry]')].map((row) => [
        row.querySelector('[data-column="event"]')?.firstChild?.textContent?.trim() ?? '',
        row.querySelector('.verdict-mark')?.textContent ?? '',
      ]),
    ),
  );
}
