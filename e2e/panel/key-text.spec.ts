import { boardChannels } from '../demo/orders-board/story.ts';
import { expect, test } from '../host/fixtures';
import { openBoard } from './board';
import { addKey, fieldText, readStorage, submitKey } from './keys';
import { expectStates, selectEvent } from './panel-view';

const key = Buffer.alloc(32, 0xa7);
const refused: Record<string, { text: string; problem: string; remedy: string }> = {
  'of 31 bytes': {
    text: key.subarray(1).toString('base64'),
    problem: 'The text is 44 characters long and decodes to 31 bytes.',
    remedy: 'Paste the 32-byte master key as base64, 44 characters',
  },
  'that is an Ably API key': {
    text: 'xVLyHw.KtG1Yg:aMzS7ltKDbCsYmrC',
    problem: 'The text is an Ably API key, not a key that opens channels.',
    remedy: 'Paste the 32-byte master key as base64, 44 characters',
  },
  'that is a file without keys': {
    text: 'NODE_ENV=test\nPORT=80',
    problem: 'No key was found in these 2 lines.',
    remedy: 'Paste the 32-byte master key as base64, 44 characters',
  },
  'that is a sentence': {
    text: 'not a key at all',
    problem: 'The text is 16 characters long',
    remedy: 'Paste the 32-byte master key as base64',
  },
  'that is empty': {
    text: '',
    problem: 'The text is empty.',
    remedy: 'Paste the 32-byte master key as base64, 44 characters.',
  },
};

test('a text that is no key is refused with problem and remedy, stays in the field and is stored nowhere', async ({
  host,
}) => {
  const panel = await host.openPanelTab();
  await panel.click('[data-action="keys"]');
  for (const { text, problem, remedy } of Object.values(refused)) {
    await submitKey(panel, 'dialog', text, { remember: true });
    await expect.poll(() => panel.text('dialog')).toContain(remedy);
    expect(await panel.text('dialog')).toContain(problem);
    expect(await fieldText(panel, 'dialog')).toBe(text);
    await panel.click('dialog input[name="remember"]');
  }
  expect(await panel.count('[data-key]')).toBe(0);
  expect(await readStorage(host)).toEqual({ session: '{}', local: '{}' });
});

test('a key of 32 characters opens what a server library sealed with its bytes', async ({ host, demo }) => {
  const text = 'thirty-two bytes, just as a text';
  await openBoard(host.page, demo);
  const panel = await host.openPanelTab();
  await demo
    .wrongPusher(Buffer.from(text).toString('base64'))
    .trigger(boardChannels.orders, 'order.paid', { id: 7 });
  await addKey(panel, `  ${text}\n`);
  await expectStates(panel, ['order.paid: opened']);
});

test('Enter in the field adds the key; the field of the detail says what it takes', async ({
  host,
  demo,
}) => {
  await openBoard(host.page, demo);
  const panel = await host.openPanelTab();
  await demo.trigger(boardChannels.orders, 'order.paid', { id: 7 });
  await selectEvent(panel, 'order.paid');
  const field = '[data-region="detail"] textarea[name="key"]';
  expect(await panel.text('[data-region="detail"]')).toContain('base64 (44 characters)');
  await panel.fill(field, demo.masterKeyBase64);
  await panel.press('Enter');
  await expectStates(panel, ['order.paid: opened']);
});

test('a key is shown by label and id only, and what was pasted and not added is gone with the dialog', async ({
  host,
}) => {
  const panel = await host.openPanelTab();
  await addKey(panel, key.toString('base64'), { label: 'staging' });
  await panel.click('[data-action="keys"]');
  await expect.poll(() => panel.text('[data-key]')).toMatch(/staging\s+[0-9a-f]{6}\s/);
  await panel.fill('dialog textarea[name="key"]', 'half a key');
  await panel.press('Escape');
  await panel.click('[data-action="keys"]');
  expect(await fieldText(panel, 'dialog')).toBe('');
});
