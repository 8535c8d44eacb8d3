import { expect, test } from '../host/fixtures';
import { addKey } from './keys';
import { expectStates, paneText } from './panel-view';
import { fillPaste, pasteResult, publishedBody } from './paste';

const orders = 'private-encrypted-orders';
const masterKey = Buffer.alloc(32, 0x9c).toString('base64');

test('in the real toolbox of Firefox Ctrl O opens the paste view, and Ctrl Enter what was pasted', async ({
  host,
  site,
}) => {
  const { data } = await publishedBody(orders, 'order.paid', { id: 7 }, masterKey);
  await host.page.goto(site.page('/', '<title>quiet</title>'));
  const panel = await host.openPanel();
  await addKey(panel, masterKey);
  await panel.press('Control+o');
  await panel.waitFor('dialog[open] textarea[name="pasted"]');
  await fillPaste(panel, JSON.stringify({ event: 'order.paid', channel: orders, data }));
  await panel.press('Control+Enter');
  await expect.poll(() => pasteResult(panel, 'events')).toBe('1 event: 1 opened. The first is selected.');
  await panel.press('Escape');
  await expectStates(panel, ['order.paid: opened']);
  await expect.poll(() => paneText(panel, 'plaintext')).toContain('id: 7');
});
