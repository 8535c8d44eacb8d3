import { type AuthDemo, startAuthDemo } from '../demo/auth-faults/start-auth-demo.ts';
import type { Doc } from '../host/driver';
import { test as base, expect } from '../host/fixtures';
import { drawnRows } from './panel-view';

/** The usual `test` with the site of auth replies. */
export const test = base.extend<{ auth: AuthDemo }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern
  auth: async ({}, use) => {
    const demo = await startAuthDemo();
    await use(demo);
    await demo.stop();
  },
});

/** Waits until the real pusher-js says of a channel that it is in this state. */
export async function untilState(page: Doc, channel: string, state: string): Promise<void> {
  await expect.poll(() => page.count(`[data-channel="${channel}"][data-state="${state}"]`)).toBe(1);
}

/** Opens the detail of a channel by its line in the sidebar: that of the first connection that has it, or of the last. */
export async function openChannel(
  panel: Doc,
  channel: string,
  which: 'first' | 'last' = 'first',
): Promise<void> {
  const line = `[role="treeitem"][data-channel="${channel}"]`;
  await panel.click(which === 'first' ? line : `${line}:not(:has(~ ${line}))`);
  await expect.poll(() => panel.count(`[data-place="${channel}"]`)).toBe(1);
  await expect.poll(() => panel.count(`${line}[aria-selected="true"]`)).toBe(1);
}

/** The ids of the verdicts in the detail. */
export function verdictIds(panel: Doc): Promise<string[]> {
  return panel.eval(() =>
    [...document.querySelectorAll<HTMLElement>('[data-region="detail"] [data-verdict]')].map(
      (box) => box.dataset.verdict ?? '',
    ),
  );
}

/** What a verdict says, with white space and line breaks as single spaces. */
export async function verdictText(panel: Doc, id: string): Promise<string> {
  return (await panel.text(`[data-region="detail"] [data-verdict="${id}"]`)).replace(/\s+/g, ' ');
}

/** What the section of auth requests says. */
export async function authText(panel: Doc): Promise<string> {
  return (await panel.text('[data-region="detail"] [data-section="auth"]')).replace(/\s+/g, ' ');
}

/** Turns learning on or off in the dialog of keys. */
export async function switchLearning(panel: Doc): Promise<void> {
  await panel.click('[data-action="keys"]');
  await panel.click('dialog input[name="learning"]');
  await panel.press('Escape');
  await expect.poll(() => panel.count('dialog[open]')).toBe(0);
}

/** Waits until these events and no others are there, all of them opened; connections have no order among each other. */
export async function expectOpened(panel: Doc, events: readonly string[]): Promise<void> {
  const states = async () => (await drawnRows(panel)).map(({ event, state }) => `${event}: ${state}`).sort();
  await expect.poll(states).toEqual(events.map((event) => `${event}: opened`).sort());
}

/** Lets the page's client ask an endpoint elsewhere for a channel; waits until that is over, with whatever answer. */
export function askFromPage(
  page: Doc,
  url: string,
  channel: string,
  way: 'form' | 'json' = 'form',
): Promise<void> {
  return page.eval(
    async (endpoint, name, kind) => {
      const { Pusher } = globalThis as unknown as {
        Pusher: { instances: { connection: { socket_id: string } }[] };
      };
      const request = { socket_id: Pusher.instances[0]?.connection.socket_id ?? '', channel_name: name };
      const isJson = kind === 'json';
      const headers = { 'content-type': isJson ? 'application/json' : 'application/x-www-form-urlencoded' };
      const body = isJson ? JSON.stringify(request) : new URLSearchParams(request).toString();
      await fetch(endpoint, { method: 'POST', headers, body }).catch(() => undefined);
    },
    url,
    channel,
    way,
  );
}
