import { describe, expect, it } from 'vitest';
import { dotnetSecretOf } from '../demo/faults/seal.ts';
import { createPusher } from '../demo/pusher-library.ts';
import { type NodePanel, openNodePanel, type Said } from './node-panel.ts';
import { APP, frameOf } from './published.ts';

const channel = 'private-encrypted-orders';
const presence = 'presence-room';
const socketId = '12.34';
const key = Buffer.alloc(32, 0xa7);
const server = createPusher(APP, 1, key.toString('base64'));
const elsewhere = createPusher({ ...APP, key: 'staging-key', secret: 'another' }, 1, key.toString('base64'));
const endpoint = 'https://app.example/pusher/auth';

/** What the real server library answers. */
const reply = () => server.authorizeChannel(socketId, channel);
const member = (id: string) => ({ user_id: id, user_info: {} });

async function connected(): Promise<NodePanel> {
  const panel = openNodePanel();
  const data = JSON.stringify({ socket_id: socketId, activity_timeout: 120 });
  await panel.take([frameOf('pusher:connection_established', undefined, data)]);
  return panel;
}

/** The page asks for the channel; the endpoint answers with this. */
function ask(
  panel: NodePanel,
  answer: object | string,
  status = 200,
  name = channel,
  at = 2_000,
): Promise<void> {
  const body = new URLSearchParams({ socket_id: socketId, channel_name: name }).toString();
  const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
  return panel.takeAuth({ at, url: `${endpoint}?_token=abcdef0123456789`, body, status, reply: text });
}

/** The page subscribes with what it was answered. */
function subscribe(
  panel: NodePanel,
  name: string,
  { auth, channel_data }: { auth: string; channel_data?: string },
) {
  return panel.take([
    { sent: JSON.stringify({ event: 'pusher:subscribe', data: { auth, channel: name, channel_data } }) },
  ]);
}

const fault = (id: string, evidence: Record<string, string>): Said => ({ id, severity: 'fault', evidence });
const failed = (status: string, head?: string) =>
  fault('auth-failed', { endpoint, status, ...(head === undefined ? {} : { 'body begins': head }) });
const badSecret = (words: string) => fault('auth-bad-shared-secret', { endpoint, shared_secret: words });

const replies: Record<string, { status?: number; body: () => object | string; said: Said }> = {
  'a guard': {
    status: 401,
    body: () => '{"message":"Unauthenticated."}',
    said: failed('401', '{"message":"Unauthenticated."}'),
  },
  'a closed channel': { status: 403, body: () => 'Forbidden', said: failed('403', 'Forbidden') },
  'a wrong address': { status: 404, body: () => '<h1>Not Found</h1>', said: failed('404', 'Not Found') },
  'no CSRF token': {
    status: 419,
    body: () => '{"message":"CSRF token mismatch."}',
    said: failed('419', '{"message":"CSRF token mismatch."}'),
  },
  'a redirect': { status: 302, body: () => '', said: failed('302') },
  'an error of the server': { status: 500, body: () => '', said: failed('500') },
  'another status that says success': {
    status: 201,
    body: reply,
    said: failed('201', expect.stringMatching(/^\{"auth":"app-key:…","shared_secret":"…"\}$/)),
  },
  'no answer': { status: 0, body: () => '', said: failed('none') },
  'a log-in page': { body: () => '<!doctype html><title>Log in</title>', said: failed('200', 'Log in') },
  'JSON without auth': { body: () => '{"ok":true}', said: failed('200', '{"ok":true}') },
  'a library that knows no encrypted channels': {
    body: () => ({ auth: reply().auth }),
    said: fault('auth-no-shared-secret', { endpoint, reply: 'auth is there, shared_secret is missing' }),
  },
  'a line break at the end of the secret': {
    body: () => ({ ...reply(), shared_secret: `${reply().shared_secret}\n` }),
    said: badSecret('white space: 32 bytes'),
  },
  'a secret of 16 bytes': {
    body: () => ({ ...reply(), shared_secret: Buffer.alloc(16).toString('base64') }),
    said: badSecret('length: 16 bytes'),
  },
  'a secret in hexadecimal digits': {
    body: () => ({
      ...reply(),
      shared_secret: Buffer.from(reply().shared_secret ?? '', 'base64').toString('hex'),
    }),
    said: badSecret('length: 48 bytes'),
  },
  'a secret in URL-safe letters': {
    body: () => ({ ...reply(), shared_secret: '-_'.repeat(22) }),
    said: badSecret('not base64'),
  },
  'a secret that is no text': {
    body: () => ({ ...reply(), shared_secret: [1, 2, 3] }),
    said: badSecret('not a text'),
  },
  'bytes as Python writes them': {
    body: () => ({ ...reply(), shared_secret: `b'${reply().shared_secret}'` }),
    said: badSecret('python bytes: 32 bytes'),
  },
};

describe('an auth reply for an encrypted channel', () => {
  for (const [name, { status, body, said }] of Object.entries(replies)) {
    it(`${said.id}: ${name}; the reply as the real library makes it has no verdict`, async () => {
      const panel = await connected();
      await ask(panel, body(), status);
      expect(panel.ofChannel(channel)).toEqual([said]);
      await ask(panel, reply(), 200, channel, 3_000);
      expect(panel.ofChannel(channel)).toEqual([]);
    });
  }

  it.each([
    ['is of another environment', () => reply(), Buffer.alloc(32, 1), {}],
    [
      'derives as pusher-http-dotnet does',
      () => ({ ...reply(), shared_secret: dotnetSecretOf(channel, key).toString('base64') }),
      key,
      { derivation: 'B, as pusher-http-dotnet makes it' },
    ],
  ])('auth-key-mismatch: the known key %s; the right one has no verdict', async (_, body, known, more) => {
    const panel = await connected();
    await panel.addKey('staging', known.toString('base64'));
    await ask(panel, body());
    expect(panel.ofChannel(channel)).toEqual([
      fault('auth-key-mismatch', { endpoint, compared: 'staging: all four derivations', ...more }),
    ]);
    const healthy = await connected();
    await healthy.addKey('production', key.toString('base64'));
    await ask(healthy, reply());
    expect(healthy.ofChannel(channel)).toEqual([]);
  });

  it('auth-storm: counts the requests for a channel that is subscribed; one request has no verdict', async () => {
    const panel = await connected();
    await ask(panel, reply(), 200, channel, 900);
    await subscribe(panel, channel, reply());
    await panel.take([frameOf('pusher_internal:subscription_succeeded', channel, '{}')]);
    expect(panel.ofChannel(channel)).toEqual([]);
    const dark = frameOf(
      'paid',
      channel,
      JSON.stringify({ nonce: 'A'.repeat(32), ciphertext: 'A'.repeat(40) }),
    );
    await panel.take([dark, dark, dark]);
    for (const at of [5_000, 6_000, 7_000]) await ask(panel, reply(), 200, channel, at);
    expect(panel.ofChannel(channel)).toEqual([
      {
        id: 'auth-storm',
        severity: 'warning',
        evidence: {
          endpoint,
          requests: '3',
          time: expect.stringMatching(/^\d\d:\d\d:05\.000 to \d\d:\d\d:07\.000$/),
        },
      },
    ]);
  });
});

describe('the signature of a subscription', () => {
  const signed: Record<
    string,
    [name: string, sent: () => { auth: string; channel_data?: string }, words: string]
  > = {
    'with another secret': [
      channel,
      () => ({ auth: `${APP.key}:${elsewhere.authorizeChannel(socketId, channel).auth.split(':')[1]}` }),
      'not found',
    ],
    'for another channel of the page': [
      channel,
      () => server.authorizeChannel(socketId, 'private-other'),
      'channel private-other',
    ],
    'for other channel_data': [
      presence,
      () => ({
        ...server.authorizeChannel(socketId, presence, member('1')),
        channel_data: JSON.stringify(member('2')),
      }),
      'not found',
    ],
    'without channel_data': [
      presence,
      () => ({ ...server.authorizeChannel(socketId, presence), channel_data: JSON.stringify(member('1')) }),
      'channel_data none',
    ],
  };

  for (const [name, [on, sent, words]] of Object.entries(signed)) {
    it(`auth-signature: made ${name}; the right one has no verdict`, async () => {
      const panel = await connected();
      await panel.addKey('app', APP.secret, 'app-secret');
      await subscribe(panel, 'private-other', server.authorizeChannel(socketId, 'private-other'));
      await subscribe(panel, on, sent());
      expect(panel.ofChannel(on)).toEqual([fault('auth-signature', { 'app secret': 'app', signed: words })]);
      expect(panel.ofChannel('private-other')).toEqual([]);
    });
  }

  it('auth-signature: of the sign-in of a user, made for the socket of before; the right one has no verdict', async () => {
    for (const [by, expected] of [
      ['9.9', [fault('auth-signature', { 'app secret': 'app', signed: 'not found' })]],
      [socketId, []],
    ] as const) {
      const panel = await connected();
      await panel.addKey('app', APP.secret, 'app-secret');
      const { auth, user_data } = server.authenticateUser(by, { id: 'amina' });
      await panel.take([{ sent: JSON.stringify({ event: 'pusher:signin', data: { auth, user_data } }) }]);
      expect(panel.ofConnection()).toEqual(expected);
    }
  });

  it('auth-other-app: by what the page sent, and by the reply; the same app has no verdict', async () => {
    const panel = await connected();
    const said = [
      fault('auth-other-app', { 'app key in auth': 'staging-key', 'app key of the connection': APP.key }),
    ];
    await subscribe(panel, channel, elsewhere.authorizeChannel(socketId, channel));
    expect(panel.ofChannel(channel)).toEqual(said);
    await ask(panel, elsewhere.authorizeChannel(socketId, 'private-other'), 200, 'private-other');
    expect(panel.ofChannel('private-other')).toEqual(said);
    await subscribe(panel, 'private-fine', server.authorizeChannel(socketId, 'private-fine'));
    expect(panel.ofChannel('private-fine')).toEqual([]);
  });
});
