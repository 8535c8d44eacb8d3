import type { KeyKind } from '../../src/core/key-summary';
import type { Doc, Host } from '../host/driver';
import { expect } from '../host/fixtures';

/** How a key is pasted; left out, the form stays as it comes. */
export interface KeyOptions {
  label?: string;
  /** App key, or empty for all apps. */
  scope?: string;
  remember?: boolean;
  kind?: KeyKind;
  /** Channel or pattern; empty for any. */
  channel?: string;
}

/** Where the form is: in the dialog, or in the detail of a dark event. */
export type KeyPlace = 'dialog' | '[data-region="detail"]';

/** Pastes a key through the dialog and closes it. */
export async function addKey(panel: Doc, key: string, options: KeyOptions = {}): Promise<void> {
  await panel.click('[data-action="keys"]');
  await submitKey(panel, 'dialog', key, options);
  await expect.poll(() => fieldText(panel, 'dialog')).toBe('');
  await closeKeys(panel);
}

/** Fills the form and presses its button; whether the key is taken is for the caller to see. */
export async function submitKey(
  panel: Doc,
  place: KeyPlace,
  key: string,
  options: KeyOptions = {},
): Promise<void> {
  const { label, scope, remember, kind, channel } = options;
  if (kind !== undefined) await choose(panel, `${place} select[name="kind"]`, kind);
  await panel.fill(`${place} textarea[name="key"]`, key);
  if (label !== undefined) await panel.fill(`${place} input[name="label"]`, label);
  if (scope !== undefined) await choose(panel, `${place} select[name="scope"]`, scope);
  if (channel !== undefined) await panel.fill(`${place} input[name="channel"]`, channel);
  if (remember) await panel.click(`${place} input[name="remember"]`);
  await panel.click(`${place} [data-action="add-key"]`);
}

/** Closes the dialog. */
export async function closeKeys(panel: Doc): Promise<void> {
  await panel.press('Escape');
  await expect.poll(() => panel.count('dialog[open]')).toBe(0);
}

/** What stands in the field where a key is pasted; undefined when there is no such field. */
export function fieldText(panel: Doc, place: KeyPlace): Promise<string | null> {
  return panel.eval(
    (selector) => document.querySelector<HTMLTextAreaElement>(selector)?.value ?? null,
    `${place} textarea[name="key"]`,
  );
}

/** The names and contents of what the extension has stored, as JSON: until the browser closes, and on this device. */
export function readStorage(host: Host): Promise<{ session: string; local: string }> {
  return host.evalBackground(async () => {
    interface Area {
      get(names: null): Promise<object>;
    }
    const { storage } = (globalThis as unknown as { chrome: { storage: { session: Area; local: Area } } })
      .chrome;
    const [session, local] = await Promise.all([storage.session.get(null), storage.local.get(null)]);
    return { session: JSON.stringify(session), local: JSON.stringify(local) };
  });
}

/** The way a keyboard user does it would open a native list that no test can reach. */
export function choose(panel: Doc, selector: string, value: string): Promise<void> {
  return panel.eval(
    (where, wanted) => {
      const select = document.querySelector<HTMLSelectElement>(where);
      if (!select || ![...select.options].some((option) => option.value === wanted))
        throw new Error(`${where} has no option "${wanted}"`);
      select.value = wanted;
      select.dispatchEvent(new Event('change', { bubbles: true }));
    },
    selector,
    value,
  );
}
