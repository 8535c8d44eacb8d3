import { expect } from '../../host/fixtures';
import { drawnRows, filterBy } from '../panel-view';
import { addCipherKeys, expectCiphers, openCourierBoard } from './courier-board';
import { test } from './demos';
import { expectInSidebar } from './rows';

/** What the page has put there for tests. */
interface PageGlobal {
  client: {
    channels: { get(name: string): { publish(name: string, data: unknown): Promise<unknown> } };
  };
}

test('Ably in JSON: AES-256 and AES-128 open with their keys', async ({ host, ably }) => {
  const panel = await openCourierBoard(host, ably);
  await expectInSidebar(panel, 'JSON');
  await expectCiphers(panel, ably);
});

test('Ably in JSON: what the page publishes is opened both ways', async ({ host, ably }) => {
  const panel = await openCourierBoard(host, ably);
  await addCipherKeys(panel, ably);
  await host.page.eval(async () => {
    const { channels } = (globalThis as unknown as PageGlobal).client;
    await channels.get('support').publish('answer', { text: 'At the door' });
  });
  await filterBy(panel, 'channel:support');
  const rows = async () =>
    (await drawnRows(panel)).map(({ direction, state, preview }) => `${direction} ${state} ${preview}`);
  await expect
    .poll(rows)
    .toEqual(['sent opened {"text":"At the door"}', 'received opened {"text":"At the door"}']);
});

test('Ably in JSON: a changed message and an annotation are clear events of their channel', async ({
  host,
  ably,
}) => {
  const panel = await openCourierBoard(host, ably);
  await ably.publish('news', 'headline', { title: 'Snow' });
  await ably.follow('update', { channel: 'news', name: 'headline', data: { title: 'Rain' } });
  await ably.follow('annotation', { channel: 'news', name: '👍', data: undefined });
  await filterBy(panel, 'channel:news');
  const states = async () => (await drawnRows(panel)).map(({ state }) => state);
  await expect.poll(states).toEqual(['clear', 'clear', 'clear']);
  const [, update, annotation] = await drawnRows(panel);
  expect(update?.preview).toBe('{"title":"Rain"}');
  expect(annotation?.event).toContain('annotation');
});

test('Ably in JSON: LiveObjects are clear, those that were there and those that change', async ({
  host,
  ably,
}) => {
  const panel = await openCourierBoard(host, ably);
  await ably.publish('orders', 'order.created', { id: 7 });
  await filterBy(panel, 'channel:basket');
  const directions = async () =>
    (await drawnRows(panel)).map(({ direction, state }) => `${direction} ${state}`);
  await expect.poll(directions).toEqual(['received clear', 'received clear', 'sent clear', 'received clear']);
});

test('Ably in JSON: presence is opened, by those who were there and those who came', async ({
  host,
  ably,
}) => {
  const panel = await openCourierBoard(host, ably);
  await addCipherKeys(panel, ably);
  await filterBy(panel, 'channel:staff is:received');
  const previews = async () => (await drawnRows(panel)).map(({ state, preview }) => `${state} ${preview}`);
  await expect
    .poll(previews)
    .toEqual([
      'opened {"name":"The depot","role":"dispatch"}',
      'opened {"name":"Amina Diallo","role":"orders"}',
    ]);
});
