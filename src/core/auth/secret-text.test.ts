import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readSecret } from './secret-text';

const secret = Buffer.alloc(32, 0xfb);
const base64 = secret.toString('base64');

it.each<[string, unknown, object]>([
  ['base64 of 32 bytes', base64, { kind: 'good', bytes: new Uint8Array(secret) }],
  [
    'without padding, as pusher-http-java leaves it',
    base64.replace('=', ''),
    { kind: 'good', bytes: new Uint8Array(secret) },
  ],
  ['missing', undefined, { kind: 'none' }],
  ['null', null, { kind: 'none' }],
  ['empty, which pusher-js takes for none', '', { kind: 'none' }],
  ['a line break at its end', `${base64}\n`, { kind: 'bad', fault: 'white space', bytes: 32 }],
  [
    'a space inside',
    `${base64.slice(0, 8)} ${base64.slice(8)}`,
    { kind: 'bad', fault: 'white space', bytes: 32 },
  ],
  ['only white space', ' ', { kind: 'bad', fault: 'white space', bytes: 0 }],
  ['bytes of Python', `b'${base64}'`, { kind: 'bad', fault: 'python bytes', bytes: 32 }],
  ['bytes of Python in double quotes', `b"${base64}"`, { kind: 'bad', fault: 'python bytes', bytes: 32 }],
  ['URL-safe letters', secret.toString('base64url'), { kind: 'bad', fault: 'not base64', bytes: undefined }],
  ['hex', secret.toString('hex'), { kind: 'bad', fault: 'length', bytes: 48 }],
  ['too short', Buffer.alloc(16).toString('base64'), { kind: 'bad', fault: 'length', bytes: 16 }],
  ['a number', 7, { kind: 'bad', fault: 'not a text', bytes: undefined }],
  ['a list of bytes', [1, 2], { kind: 'bad', fault: 'not a text', bytes: undefined }],
])('a shared_secret is judged: %s', (_, value, expected) => {
  expect(readSecret(value)).toEqual(expected);
});

it('a shared_secret is good for every 32 bytes, and for 32 bytes only', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 64 }), (bytes) => {
      const read = readSecret(Buffer.from(bytes).toString('base64'));
      if (bytes.length === 32) expect(read).toEqual({ kind: 'good', bytes });
      else expect(read).toEqual({ kind: 'bad', fault: 'length', bytes: bytes.length });
    }),
  );
});
