import { test } from './demos';
import { expectEncryptedChannels } from './encrypted-channels';

test.use({ clientOptions: { kind: 'pusher-5' } });

test('pusher-js 5, whose default build has encryption: every encrypted channel opens', async ({
  host,
  client,
}) => {
  await expectEncryptedChannels(host, client);
});
