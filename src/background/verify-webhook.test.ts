import { expect, it } from 'vitest';
import { toUtf8 } from '../core/bytes';
import type { Key } from '../core/keyring';
import signatures from '../core/vectors/signatures.json' with { type: 'json' };
import { verifyWebhook } from './verify-webhook';

it.each(signatures.webhook)('the signature of a webhook verifies with its app secret ($id)', (vector) => {
  const { secret, body, signature } = vector;
  const keyring = [secretOf('b', 'another', undefined), secretOf('a', secret, undefined)];
  const check = { what: 'webhook', app: undefined, signature, body } as const;
  expect(verifyWebhook(check, keyring)).toEqual({ outcome: 'verified', key: 'a' });
  expect(verifyWebhook({ ...check, signature: ` ${signature.toUpperCase()}\n` }, keyring)).toEqual({
    outcome: 'verified',
    key: 'a',
  });
  expect(verifyWebhook({ ...check, body: `${body} ` }, keyring)).toMatchObject({
    outcome: 'failed',
    key: 'b',
  });
});

it('a secret of another app verifies too, and is no reason to say that the signature is wrong', () => {
  const [vector] = signatures.webhook;
  const check = {
    what: 'webhook',
    app: 'mine',
    signature: vector?.signature ?? '',
    body: vector?.body ?? '',
  } as const;
  expect(verifyWebhook(check, [secretOf('a', 'tofu', 'other')])).toEqual({ outcome: 'verified', key: 'a' });
  expect(verifyWebhook(check, [secretOf('a', 'soya', 'other')])).toEqual({ outcome: 'unknown' });
  expect(verifyWebhook(check, [secretOf('a', 'soya', 'mine')])).toMatchObject({
    outcome: 'failed',
    key: 'a',
  });
});

it('keys that open payloads sign nothing', () => {
  const master: Key = { ...secretOf('a', 'tofu', undefined), kind: 'pusher-master' };
  const [vector] = signatures.webhook;
  const check = {
    what: 'webhook',
    app: undefined,
    signature: vector?.signature ?? '',
    body: vector?.body ?? '',
  } as const;
  expect(verifyWebhook(check, [master])).toEqual({ outcome: 'unknown' });
});

function secretOf(id: string, secret: string, app: string | undefined): Key {
  return {
    id,
    kind: 'app-secret',
    label: id,
    scope: { app, channel: undefined },
    remembered: false,
    addedAt: 1,
    bytes: toUtf8(secret),
  };
}
