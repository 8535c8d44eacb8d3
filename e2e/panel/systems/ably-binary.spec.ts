import { expectCiphers, openCourierBoard } from './courier-board';
import { test } from './demos';
import { expectInSidebar } from './rows';

test('Ably in MessagePack: AES-256 and AES-128 open with their keys', async ({ host, ably }) => {
  const panel = await openCourierBoard(host, ably, '?binary');
  await expectInSidebar(panel, 'MessagePack');
  await expectCiphers(panel, ably);
});
