import { createAblyClient } from '../../demo/ably-server/clients.ts';
import { expect } from '../../host/fixtures';
import { expectVerdicts, openPlace, placeVerdicts } from '../verdict-view';
import { openCourierBoard } from './courier-board';
import { test } from './demos';

test('Ably: clear messages among encrypted ones are counted on their channel, and on no other', async ({
  host,
  ably,
}) => {
  const panel = await openCourierBoard(host, ably);
  for (const id of [1, 2, 3]) await ably.publish('orders', 'order.created', { id });
  await ably.publish('support', 'question', { order: 1 });
  await ably.publish('news', 'headline', { title: 'Snow' });
  // A publisher that was not told of the cipher.
  const careless = createAblyClient(ably.server.port, ably.apiKey);
  await careless.channels.get('orders').publish('order.created', { id: 4 });
  careless.close();
  await openPlace(panel, 'orders');
  await expectVerdicts(panel, ['ably-clear-on-cipher']);
  expect(await placeVerdicts(panel)).toContain('1 message came in the clear, 3 messages encrypted');
  await expect
    .poll(() => panel.text('[data-section="proof"]'))
    .toContain('1 event went out in the clear on this channel.');
  for (const channel of ['support', 'news', 'basket', 'staff']) {
    await openPlace(panel, channel);
    await expectVerdicts(panel, []);
  }
});
