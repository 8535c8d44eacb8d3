import { encode } from '@msgpack/msgpack';
import { expect, it } from 'vitest';
import { fromBase64, toBase64 } from './bytes';
import { hideSecrets } from './hide-secrets';

const MEMBERS = ['connectionKey', 'accessToken'];
const KEY = 'aBcD!0123456789-secret';

it('hides the value of a member in JSON but for its first four characters, however it is spaced', () => {
  const text = `{"action":4, "connectionKey" : "${KEY}","connectionDetails":{"connectionKey":"${KEY}"},"a":"connectionKey"}`;
  const hidden = hideSecrets({ text }, MEMBERS);
  expect(hidden).toEqual({ text: text.replaceAll(KEY, 'aBcD…') });
});

it('shows nothing of a short value, and goes over escaped quotes', () => {
  expect(hideSecrets({ text: '{"accessToken":"short","b":1}' }, MEMBERS)).toEqual({
    text: '{"accessToken":"…","b":1}',
  });
  expect(hideSecrets({ text: '{"accessToken":"a\\"bcdefghijklmnop","b":1}' }, MEMBERS)).toEqual({
    text: '{"accessToken":"a\\"b…","b":1}',
  });
});

it.each([KEY, KEY.repeat(5), KEY.repeat(100), KEY.repeat(4000)])(
  'hides the value in MessagePack and keeps the length (string %#)',
  (key) => {
    const base64 = toBase64(encode({ action: 4, connectionDetails: { connectionKey: key, other: 'kept' } }));
    const hidden = hideSecrets({ base64 }, MEMBERS) as { base64: string };
    const bytes = new TextDecoder('latin1').decode(fromBase64(hidden.base64));
    expect(bytes).toContain(`aBcD${'*'.repeat(key.length - 4)}`);
    expect(bytes).toContain('kept');
    expect(bytes).not.toContain('secret');
    expect(bytes).toHaveLength((fromBase64(base64) as Uint8Array).length);
  },
);

it('leaves alone what holds no such member, and every payload where none is named', () => {
  for (const payload of [
    { text: '{"a":1}' },
    { base64: 'gaFhAQ==' },
    { omitted: 'too-large', bytes: 3 },
  ] as const) {
    expect(hideSecrets(payload, MEMBERS)).toEqual(payload);
    expect(hideSecrets(payload, [])).toBe(payload);
  }
});
