import type { Doc } from '../../host/driver';
import { expect } from '../../host/fixtures';
import { drawnRows, filterBy } from '../panel-view';

/** Waits until the rows of a channel, oldest first, are these: state and plaintext, written `opened {"id":7}`. */
export async function expectRows(panel: Doc, channel: string, rows: readonly string[]): Promise<void> {
  await filterBy(panel, `channel:${channel}`);
  const read = async () => (await drawnRows(panel)).map(({ state, preview }) => `${state} ${preview}`);
  await expect.poll(read).toEqual(rows);
}

/** Waits until the sidebar says this of a connection, such as its protocol. */
export async function expectInSidebar(panel: Doc, text: string): Promise<void> {
  await expect.poll(() => panel.text('[data-region="sidebar"]')).toContain(text);
}

/** Shows control events too, or folds them away again. */
export function toggleControl(panel: Doc): Promise<void> {
  return panel.click('[data-action="control"]');
}
