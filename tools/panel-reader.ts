import { type Doc, until } from '../e2e/host/driver';

/** One opened event, as the panel's table shows it. */
export interface OpenedRow {
  entry: string;
  time: string;
  channel: string;
  event: string;
  preview: string;
}

/** Pastes a key through the panel's own dialog. Throws if the panel does not take it. */
export async function pasteKey(panel: Doc, key: string): Promise<void> {
  if (!(await panel.eval(isKeyFieldShown))) await panel.click('[data-action="keys"]');
  await panel.fill('textarea[name="key"]', key);
  await panel.click('[data-action="add-key"]');
  await until('the panel to take the key', async () => (await panel.eval(isKeyTaken)) || undefined, 5000);
  if ((await panel.count('dialog[open]')) > 0) await panel.press('Escape');
}

/** Runs in the panel. */
function isKeyFieldShown(): boolean {
  return document.querySelector('textarea[name="key"]')?.checkVisibility() ?? false;
}

/** Runs in the panel: a key that was taken leaves the field empty or closes its dialog. */
function isKeyTaken(): boolean {
  const field = document.querySelector<HTMLTextAreaElement>('textarea[name="key"]');
  return !field?.checkVisibility() || field.value === '';
}

/** The opened events among the rows that the panel has drawn now, oldest first. */
export function readOpenedRows(panel: Doc): Promise<OpenedRow[]> {
  return panel.eval(() => {
    const rows = document.querySelectorAll<HTMLElement>('[role="row"][data-entry][data-state="opened"]');
    return [...rows].map((row) => {
      const cell = (name: string): string => {
        const copy = row.querySelector(`[data-column="${name}"]`)?.cloneNode(true);
        if (!(copy instanceof HTMLElement)) return '';
        // Words for screen readers beside a glyph, the arrow before a channel, and tags of an event.
        for (const extra of copy.querySelectorAll('.sr-only, .tag, .direction')) extra.remove();
        return copy.textContent?.trim() ?? '';
      };
      return {
        entry: row.dataset.entry ?? '',
        time: cell('time'),
        channel: cell('channel'),
        event: cell('event'),
        preview: cell('preview'),
      };
    });
  });
}

/** Why nothing is opened, as far as the table tells. */
export async function describeRows(panel: Doc): Promise<string> {
  const all = await panel.count('[role="row"][data-entry]');
  const dark = await panel.count('[role="row"][data-entry][data-state="dark"]');
  return `the panel shows ${all} events, ${dark} of them dark`;
}

/** An event as one line of the terminal. */
export function formatRow({ time, channel, event, preview }: OpenedRow): string {
  const text = preview.length > 100 ? `${preview.slice(0, 99)}…` : preview;
  return `${time.padEnd(12)}  ${channel.padEnd(36)}  ${event.padEnd(18)}  ${text}`;
}
