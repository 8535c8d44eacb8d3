import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appIn, readAuthReply } from './reply';
import type { AuthRequest } from './request';

const bytes = Uint8Array.from({ length: 32 }, (_, i) => i * 5);
const secret = Buffer.from(bytes).toString('base64');
const auth = `app-key:${'a1'.repeat(32)}`;

function requestFor(channels: string[], change: Partial<AuthRequest> = {}): AuthRequest {
  const endpoint = 'https://app.example/auth';
  return { socketId: '1.2', channels, endpoint, isScript: false, isCertain: true, ...change };
}

function read(body: unknown, request = requestFor(['private-encrypted-a']), status = 200) {
  return readAuthReply(request, { status, body: typeof body === 'string' ? body : JSON.stringify(body) });
}

const answered = (change: object = {}) => ({
  kind: 'answered',
  app: 'app-key',
  hasChannelData: false,
  secret: { kind: 'none' },
  ...change,
});

describe('an auth reply', () => {
  it.each<[string, unknown, object]>([
    ['a channel', { auth }, answered()],
    ['a presence channel', { auth, channel_data: '{}' }, answered({ hasChannelData: true })],
    ['a channel, with a status of the app’s own', { auth, status: 1 }, answered()],
    ['an encrypted channel', { auth, shared_secret: secret }, answered({ secret: { kind: 'good', bytes } })],
    ['a signature without an app key', { auth: 'a1b2' }, answered({ app: undefined })],
  ])('is read: %s', (_, body, reply) => {
    expect(read(body)).toEqual([{ channel: 'private-encrypted-a', status: 200, reply }]);
  });

  it.each<[string, string, number, string, string]>([
    ['refused', 'Forbidden', 403, 'status', 'Forbidden'],
    ['created', JSON.stringify({ auth }), 201, 'status', '{"auth":"app-key:…"}'],
    ['no answer', '', 0, 'no-answer', ''],
    ['a page', '<!doctype html><title>Log in</title>', 200, 'not-json', 'Log in'],
    ['empty', '', 200, 'not-json', ''],
    [
      'a script that nobody asked for',
      `call(${JSON.stringify({ auth })})`,
      200,
      'not-json',
      'call({"auth":"app-key:…"})',
    ],
    ['JSON without auth', '{"message":"no"}', 200, 'no-auth', '{"message":"no"}'],
    ['JSON that is no object', 'null', 200, 'no-auth', 'null'],
    ['an auth that is no text', '{"auth":7}', 200, 'no-auth', '{"auth":7}'],
  ])('has a fault: %s', (_, body, status, fault, head) => {
    expect(read(body, requestFor(['private-a']), status)).toEqual([
      { channel: 'private-a', status, reply: { kind: 'failed', fault, head } },
    ]);
  });

  it('is taken out of a script', () => {
    const request = requestFor(['private-a'], { isScript: true });
    const replies = read(`/**/Pusher.auth_callbacks['1'](${JSON.stringify({ auth })});`, request);
    expect(replies[0]?.reply).toEqual(answered());
    expect(read('Pusher.auth_callbacks(', request)[0]?.reply).toMatchObject({ fault: 'not-json' });
  });

  describe('for several channels', () => {
    const channels = ['private-a', 'private-b'];
    const fine = [
      { channel: 'private-a', status: 200, reply: answered() },
      { channel: 'private-b', status: 200, reply: answered() },
    ];
    it.each<[string, unknown]>([
      ['an object by channel', { 'private-b': { auth }, 'private-a': { auth } }],
      [
        'with a status each',
        { 'private-a': { status: 200, data: { auth } }, 'private-b': { data: { auth } } },
      ],
      ['under the socket id', { '1.2': { 'private-a': { data: { auth } }, 'private-b': { auth } } }],
      ['a list in their order', [{ auth }, { auth }]],
      [
        'a list by name',
        [
          { channel_name: 'private-b', auth },
          { channel: 'private-a', auth },
        ],
      ],
    ])('is read: %s', (_, body) => {
      expect(read(body, requestFor(channels))).toEqual(fine);
    });

    it('has a fault for each channel that is refused or missing', () => {
      const replies = read({ 'private-a': { status: 403 } }, requestFor(channels));
      expect(replies).toMatchObject([
        { channel: 'private-a', status: 403, reply: { fault: 'status' } },
        { channel: 'private-b', status: 200, reply: { fault: 'no-auth' } },
      ]);
    });

    it('may come for one channel alone', () => {
      expect(read({ 'private-a': { auth } }, requestFor(['private-a']))[0]?.reply).toEqual(answered());
    });
  });

  describe('to what may be another request', () => {
    const user = requestFor([], { isCertain: false });
    it('is one for a user where it has auth and user_data', () => {
      expect(read({ auth, user_data: '{"id":"1"}' }, user)).toEqual([
        { channel: '', status: 200, reply: answered() },
      ]);
    });

    it.each<[unknown, number]>([
      [{ ok: true }, 200],
      [{ auth }, 200],
      ['', 500],
      ['', 0],
    ])('is none: %j with status %d', (body, status) => {
      expect(read(body, user, status)).toEqual([]);
      const other = requestFor(['private-a'], { isCertain: false });
      if (!JSON.stringify(body).includes('auth')) expect(read(body, other, status)).toEqual([]);
    });

    it('says of a user that it failed where the path is that of user authentication', () => {
      expect(read('no', requestFor([]), 403)).toMatchObject([{ channel: '', reply: { fault: 'status' } }]);
    });
  });

  it('names the app only where there is one of bounded length', () => {
    expect(['a:b', ':b', 'b', `${'x'.repeat(300)}:b`].map(appIn)).toEqual([
      'a',
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('never throws and answers once for each channel, whatever comes', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.json(), fc.string(), fc.constant('{"__proto__":{"auth":"a:b"}}')),
        fc.uniqueArray(fc.oneof(fc.string(), fc.constantFrom('__proto__', 'auth', 'constructor'))),
        fc.boolean(),
        (body, channels, isScript) => {
          const replies = readAuthReply(requestFor(channels, { isScript }), { status: 200, body });
          expect(replies.map(({ channel }) => channel)).toEqual(channels.length === 0 ? [''] : channels);
        },
      ),
    );
  });
});
