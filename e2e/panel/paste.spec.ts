import ablyFrames from '../../src/core/vectors/ably-frames.json' with { type: 'json' };
import ablyOpening from '../../src/core/vectors/ably-opening.json' with { type: 'json' };
import type { Doc } from '../host/driver';
import { expect, test } from '../host/fixtures';
import { channelPage, GREETING, sealedFrame } from './channel-page';
import { addKey, submitKey } from './keys';
import {
  drawnRows,
  expectEvents,
  expectStates,
  filterBy,
  paneText,
  selectEvent,
  selectedEvent,
} from './panel-view';
import { fillPaste, paste, pasteResult, pasteSays, publishedBody, webhook } from './paste';

const orders = 'private-encrypted-orders';
const masterKey = Buffer.alloc(32, 0x9c).toString('base64');
const otherKey = Buffer.alloc(32, 0x11).toString('base64');

test.describe('where the page has no connection', () => {
  let panel: Doc;
  test.beforeEach(async ({ host, site }, { title }) => {
    await host.page.goto(site.page('/', '<title>quiet</title>'));
    panel = title.startsWith('in the real panel') ? await host.openPanel() : await host.openPanelTab();
  });

  test('in the real panel an envelope of the real library asks for its channel, is dark without a key, and opens in place with a late one', async () => {
    const { data } = await publishedBody(orders, 'order.paid', { id: 7 }, masterKey);
    await panel.press('Control+o');
    await panel.waitFor('dialog[open] textarea[name="pasted"]');
    await fillPaste(panel, data);
    await expect.poll(() => pasteSays(panel)).toContain('A Pusher envelope. It does not say its channel.');
    await panel.press('Control+Enter');
    await expect.poll(() => focusedField(panel)).toBe('channel');
    await fillPaste(panel, data, { channel: orders });
    await panel.press('Enter');
    await expect.poll(() => pasteResult(panel, 'events')).toBe('1 event: 1 dark. The first is selected.');
    await closeDialog(panel);
    await expectStates(panel, ['(pasted): dark']);
    expect(await panel.text('[data-connection]')).toBe('Pasted');
    expect(await selectedEvent(panel)).toBe('(pasted)');
    await expect.poll(() => paneText(panel, 'reason')).toContain('No key for this channel is known.');
    await submitKey(panel, '[data-region="detail"]', masterKey);
    await expect.poll(() => paneText(panel, 'plaintext')).toContain('id: 7');
    await expectStates(panel, ['(pasted): opened']);
  });

  test('an envelope that is encoded twice opens and carries the same verdict as one that came live', async () => {
    const { data } = await publishedBody(orders, 'order.paid', { id: 7 }, masterKey);
    await addKey(panel, masterKey);
    await paste(panel, JSON.stringify(JSON.stringify(data)), { channel: orders });
    await expect.poll(() => pasteResult(panel, 'events')).toContain('1 opened');
    await closeDialog(panel);
    await expect
      .poll(() => panel.text('[data-verdict="double-encoded-envelope"]'))
      .toContain('Client libraries drop the event.');
    expect(await paneText(panel, 'plaintext')).toContain('id: 7');
  });

  test('the body of a publish to several channels shows which of them can open it', async () => {
    const { data } = await publishedBody(orders, 'order.paid', { id: 7 }, masterKey);
    const body = JSON.stringify({ name: 'order.paid', data, channels: [orders, 'private-encrypted-b'] });
    await addKey(panel, masterKey);
    await paste(panel, body);
    await expect.poll(() => pasteResult(panel, 'events')).toMatch(/^2 events: /);
    await closeDialog(panel);
    await expect
      .poll(async () => (await drawnRows(panel)).map(({ channel }) => channel))
      .toEqual([orders, 'private-encrypted-b']);
    // A row is drawn before its event is opened.
    await expect.poll(async () => (await drawnRows(panel))[0]?.state).toBe('opened');
  });

  test('frames one on a line are events of the same capture, and go with a clear that can be undone', async () => {
    await addKey(panel, masterKey);
    const frames = ['one', 'two'].map((event) => sealedFrame(event, orders, { event }, masterKey));
    await paste(panel, `↓${frames.join('\t219\t12:04:07.120\n↓')}`);
    await expect.poll(() => pasteResult(panel, 'events')).toContain('2 events: 2 opened.');
    await closeDialog(panel);
    await filterBy(panel, 'two');
    await expectEvents(panel, ['two']);
    await filterBy(panel, '');
    await panel.press('Escape');
    await panel.press('Control+l');
    await expectEvents(panel, []);
    expect(await panel.count('[data-connection]')).toBe(0);
    await panel.click('[data-action="undo-clear"]');
    await expectStates(panel, ['one: opened', 'two: opened']);
    expect(await panel.text('[data-connection]')).toBe('Pasted');
  });

  test('a signed webhook: client events open, the others are control, and its signature verifies once the app secret is known', async () => {
    const { data } = await publishedBody(orders, 'client-typing', { by: 'Zoë' }, masterKey);
    const { body, signature } = webhook(
      [
        {
          name: 'client_event',
          channel: orders,
          event: 'client-typing',
          data,
          socket_id: '1.2',
          user_id: '9',
        },
        { name: 'channel_vacated', channel: 'news' },
      ],
      'tofu',
    );
    await addKey(panel, masterKey);
    await panel.click('[data-action="paste"]');
    await fillPaste(panel, body);
    await expect.poll(() => pasteSays(panel)).toBe('A webhook body with 2 events, 1 of them a client event.');
    await paste(panel, body, { appKey: 'app-key', signature });
    await expect.poll(() => pasteResult(panel, 'events')).toContain('2 events: 1 opened, 1 control.');
    await expect
      .poll(() => pasteResult(panel, 'signature'))
      .toContain('No app secret of app app-key is known');
    await submitKey(panel, 'dialog', 'soya');
    await expect.poll(() => pasteResult(panel, 'signature')).toContain('does not verify with “Key 2”');
    await closeDialog(panel);
    await addKey(panel, 'tofu', { kind: 'app-secret', label: 'hooks' });
    await paste(panel, body, { appKey: 'app-key', signature });
    await expect.poll(() => pasteResult(panel, 'signature')).toContain('The signature verifies with “hooks”');
    await closeDialog(panel);
    await selectEvent(panel, 'client-typing');
    await expect.poll(() => paneText(panel, 'plaintext')).toContain('by: "Zoë"');
    expect(await panel.text('[data-region="detail"]')).toContain('from user 9');
    expect(await allText(panel)).not.toContain(signature);
  });

  test('a webhook whose body was altered, pretty-printed or signed for another app does not verify, and says why', async () => {
    const { body, signature } = webhook([{ name: 'channel_occupied', channel: 'news' }], 'tofu');
    await addKey(panel, 'tofu', { kind: 'app-secret', label: 'hooks' });
    const outcomes: [text: string, signature: string, said: string][] = [
      [`\n${body}\n`, signature.toUpperCase(), 'verifies with “hooks”'],
      [body.replace('news', 'olds'), signature, 'byte for byte as it came'],
      [JSON.stringify(JSON.parse(body), null, 2), signature, 'pretty-printed can not verify'],
      [body, webhook([{ name: 'channel_occupied', channel: 'news' }], 'soya').signature, 'of another app'],
      [body, '5f00', 'this has 4 characters'],
    ];
    for (const [text, given, said] of outcomes) {
      await paste(panel, text, { signature: given });
      await expect.poll(() => pasteResult(panel, 'signature')).toContain(said);
    }
    await expect.poll(() => pasteResult(panel, 'events')).toContain('They show with “Control”.');
  });

  test('messages of REST history open with the cipher key, oldest first, at their own times', async () => {
    const vectors = ablyOpening.cases.filter(({ id }) => /^crypto-data-128/.test(id));
    const history = vectors.map(({ id, data, encoding }, index) => ({
      id: `c:${index}:0`,
      name: id,
      timestamp: 1_700_000_000_000 - index,
      data,
      encoding,
    }));
    await paste(panel, JSON.stringify(history, null, 2), { channel: 'chat' });
    await expect.poll(() => pasteResult(panel, 'events')).toContain('4 events: 4 dark.');
    await closeDialog(panel);
    await addKey(panel, vectors[0]?.key_base64 ?? '');
    const names = vectors.map(({ id }) => id).reverse();
    await expect
      .poll(async () => (await drawnRows(panel)).map(({ event, state }) => `${event}: ${state}`))
      .toEqual(names.map((name) => `${name}: ${name === 'crypto-data-128-1' ? 'unverified' : 'opened'}`));
    await selectEvent(panel, 'crypto-data-128-0');
    expect(await paneText(panel, 'plaintext')).toContain('The quick brown fox');
  });

  test('a whole frame of Ably has its channel, and one wrong key is said as it is of live events', async () => {
    const vector = ablyFrames.cases.find(({ id }) => id === 'ap-inherit-json');
    await addKey(panel, otherKey, { kind: 'ably-cipher', label: 'old' });
    await paste(panel, vector?.frame ?? '');
    await expect.poll(() => pasteSays(panel)).toBe('An Ably frame with 4 entries.');
    await expect.poll(() => pasteResult(panel, 'events')).toContain('4 events: 3 dark, 1 not encrypted.');
    await closeDialog(panel);
    await expect.poll(() => paneText(panel, 'reason')).toContain('old');
    await addKey(panel, vector?.key_base64 ?? '');
    await expect
      .poll(async () => (await drawnRows(panel)).map(({ state }) => state))
      .toEqual(['opened', 'opened', 'clear', 'unverified']);
  });

  test('what can not be read is said with a remedy, opens nothing, and stays in the field', async () => {
    const refused: [text: string, problem: string][] = [
      ['hello', 'neither JSON nor a frame'],
      ['{"event":"order","data":"{', 'breaks off'],
      ['{"hello":"world"}', 'no envelope, frame, webhook body or message'],
      [masterKey, 'as a key is'],
    ];
    await panel.click('[data-action="paste"]');
    for (const [text, problem] of refused) {
      await fillPaste(panel, text);
      await expect.poll(() => pasteSays(panel)).toContain(problem);
      await panel.click('[data-action="open-pasted"]');
      await expect.poll(() => panel.count('textarea[aria-invalid="true"]')).toBe(1);
      expect(await fieldText(panel)).toBe(text);
    }
    expect(await panel.count('[data-result]')).toBe(0);
    await closeDialog(panel);
    await expectEvents(panel, []);
  });
});

test('pasted and live stand side by side: the same wrong key gets the same verdict, and a navigation takes the live ones only', async ({
  host,
  site,
}) => {
  const { data } = await publishedBody(orders, 'live', { id: 7 }, masterKey);
  site.onSocket((socket) => {
    socket.send(GREETING);
    socket.send(JSON.stringify({ event: 'live', channel: orders, data }));
  });
  await host.page.goto(channelPage(site, '/'));
  const panel = await host.openPanelTab();
  await addKey(panel, otherKey, { label: 'old' });
  await expectStates(panel, ['live: dark']);
  await panel.click('[data-action="paste"]');
  await fillPaste(panel, data);
  await panel.waitFor(`[data-dialog="paste"] datalist option[value="${orders}"]`);
  await paste(panel, JSON.stringify({ event: 'pasted', channel: orders, data }));
  await closeDialog(panel);
  await expectStates(panel, ['live: dark', 'pasted: dark']);
  const reason = async (event: string) => {
    await selectEvent(panel, event);
    await expect.poll(() => paneText(panel, 'reason')).toContain('“old”');
    return paneText(panel, 'reason');
  };
  expect(await reason('pasted')).toBe(await reason('live'));
  site.onSocket((socket) => socket.send(GREETING));
  await host.page.goto(channelPage(site, '/next'));
  await expectStates(panel, ['pasted: dark']);
  await addKey(panel, masterKey);
  await expectStates(panel, ['pasted: opened']);
});

function closeDialog(panel: Doc): Promise<void> {
  return panel.press('Escape').then(() => expect.poll(() => panel.count('dialog[open]')).toBe(0));
}

function focusedField(panel: Doc): Promise<string | null | undefined> {
  return panel.eval(() => document.activeElement?.getAttribute('name'));
}

function fieldText(panel: Doc): Promise<string | undefined> {
  return panel.eval(() => document.querySelector<HTMLTextAreaElement>('textarea[name="pasted"]')?.value);
}

function allText(panel: Doc): Promise<string> {
  return panel.eval(() => document.documentElement.outerHTML);
}
