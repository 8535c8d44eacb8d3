import { test } from './demos';
import { expectEncryptedChannels } from './encrypted-channels';

test.use({ clientOptions: { kind: 'pusher-4' } });

test('pusher-js 4, whose default build has encryption: every encrypted channel opens', async ({
  host,
  client,
}) => {
  await expectEncryptedChannels(host, client);
});
