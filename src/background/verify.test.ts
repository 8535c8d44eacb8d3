import { describe, expect, it } from 'vitest';
import type { SignatureCheck } from '../core/auth/signature-check';
import { toUtf8 } from '../core/bytes';
import { sign, signChannel, signUser } from '../core/crypto/signature';
import type { Key } from '../core/keyring';
import { verifyAll } from './verify';

const app = { key: 'app', secret: 'the-app-secret' };

function secretKey(id: string, secret: string, scopeApp?: string): Key {
  return {
    id,
    kind: 'app-secret',
    label: id,
    scope: { app: scopeApp, channel: undefined },
    remembered: false,
    addedAt: 1,
    bytes: toUtf8(secret),
  };
}

const key = secretKey('right', app.secret);
const others = { socketIds: ['3.4'], channels: ['orders', 'private-b'], data: ['{"user_id":"b"}'] };

function check(
  auth: string,
  change: Partial<Extract<SignatureCheck, { what: 'channel' }>> = {},
): SignatureCheck {
  return {
    what: 'channel',
    app: 'app',
    auth,
    socketId: '1.2',
    channel: 'private-a',
    data: undefined,
    others,
    ...change,
  };
}

const data = '{"user_id":"a"}';

describe('signatures', () => {
  it.each<[string, SignatureCheck]>([
    ['a channel', check(signChannel(app, '1.2', 'private-a'))],
    ['a channel with data', check(signChannel(app, '1.2', 'private-a', data), { data })],
    ['a user', { what: 'user', app: 'app', auth: signUser(app, '1.2', data), socketId: '1.2', data, others }],
    ['a webhook', { what: 'webhook', app: 'app', signature: sign('{}', app.secret), body: '{}' }],
  ])('verify: %s', (_, made) => {
    expect(verifyAll([made], [secretKey('wrong', 'x'), key])).toEqual([
      { outcome: 'verified', key: 'right' },
    ]);
  });

  it.each<[string, SignatureCheck, object | undefined]>([
    ['another socket', check(signChannel(app, '3.4', 'private-a')), { part: 'socket_id', value: '3.4' }],
    ['another channel', check(signChannel(app, '1.2', 'orders')), { part: 'channel', value: 'orders' }],
    [
      'no data',
      check(signChannel(app, '1.2', 'private-a'), { data }),
      { part: 'channel_data', value: 'none' },
    ],
    [
      'other data',
      check(signChannel(app, '1.2', 'private-a', '{"user_id":"b"}'), { data }),
      { part: 'channel_data', value: 'another' },
    ],
    [
      'another socket of a user',
      { what: 'user', app: 'app', auth: signUser(app, '3.4', data), socketId: '1.2', data, others },
      { part: 'socket_id', value: '3.4' },
    ],
    ['something else', check(`app:${'0'.repeat(64)}`), undefined],
    ['nothing', check('app'), undefined],
    [
      'a body that was changed',
      { what: 'webhook', app: 'app', signature: sign('{}', app.secret), body: '{ }' },
      undefined,
    ],
  ])('say what was signed instead: %s', (_, made, signed) => {
    expect(verifyAll([made], [key])).toEqual([{ outcome: 'failed', key: 'right', signed }]);
  });

  it('are checked with secrets for their app alone, and with no other kind of key', () => {
    const made = check(signChannel(app, '1.2', 'private-a'));
    const master: Key = { ...key, kind: 'pusher-master' };
    expect(verifyAll([made], [])).toEqual([{ outcome: 'unknown' }]);
    expect(verifyAll([made], [master, secretKey('other', app.secret, 'staging')])).toEqual([
      { outcome: 'unknown' },
    ]);
    expect(verifyAll([made], [secretKey('own', app.secret, 'app')])).toEqual([
      { outcome: 'verified', key: 'own' },
    ]);
  });

  it('are searched for a bounded number of times, for one check and for all', () => {
    const many = Array.from({ length: 2_000 }, (_, i) => `${i}.1`);
    const late = check(signChannel(app, '1999.1', 'private-a'), { others: { ...others, socketIds: many } });
    expect(verifyAll([late], [key])).toEqual([{ outcome: 'failed', key: 'right', signed: undefined }]);
    const found = check(signChannel(app, '400.1', 'private-a'), { others: { ...others, socketIds: many } });
    const facts = verifyAll(Array(20).fill(found), [key]);
    expect(facts[0]).toMatchObject({ signed: { value: '400.1' } });
    expect(facts.at(-1)).toMatchObject({ signed: undefined });
  });
});
