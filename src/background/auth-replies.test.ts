import { expect, it } from 'vitest';
import { toHex } from '../core/bytes';
import type { RawAuth } from '../messages';
import { readAuth } from './auth-replies';

const bytes = new Uint8Array(32).fill(7);
const shared_secret = Buffer.from(bytes).toString('base64');
const auth = `app:${'ab'.repeat(32)}`;
const fingerprint = async (kind: string, scope: object, secret: Uint8Array) =>
  `${kind} ${JSON.stringify(scope)} ${toHex(secret).length}`;

function raw(reply: unknown, channel = 'private-encrypted-a'): RawAuth {
  return {
    at: 5,
    durationMs: 6,
    url: 'https://app.example/auth?token=abc',
    method: 'POST',
    status: 200,
    body: `socket_id=1.2&channel_name=${channel}`,
    contentType: '',
    reply: JSON.stringify(reply),
  };
}

it('what everyone may know of a request has no secret and no signature', async () => {
  const { exchanges, secrets } = await readAuth(raw({ auth, shared_secret }), fingerprint);
  const id = 'pusher-shared-secret {"app":"app","channel":"private-encrypted-a"} 64';
  expect(exchanges).toEqual([
    {
      at: 5,
      durationMs: 6,
      endpoint: 'https://app.example/auth',
      method: 'POST',
      status: 200,
      socketId: '1.2',
      channel: 'private-encrypted-a',
      reply: {
        kind: 'answered',
        app: 'app',
        hasChannelData: false,
        secret: { kind: 'good', id },
      },
    },
  ]);
  expect(JSON.stringify(exchanges)).not.toMatch(/abab|BwcH|token/);
  expect(secrets).toEqual([{ id, app: 'app', channel: 'private-encrypted-a', bytes }]);
});

it.each<[string, RawAuth]>([
  ['no secret', raw({ auth })],
  ['a bad one', raw({ auth, shared_secret: `${shared_secret}\n` })],
  ['one without an app', raw({ auth: 'x', shared_secret })],
  ['one for a channel that is not encrypted', raw({ auth, shared_secret }, 'private-a')],
  ['one for a name that would be a pattern', raw({ auth, shared_secret }, 'private-encrypted-*')],
  ['another request', { ...raw({ auth, shared_secret }), body: 'a=b' }],
])('nothing can be learned of %s', async (_, request) => {
  expect((await readAuth(request, fingerprint)).secrets).toEqual([]);
});
