import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { protocol as sockudo } from '../sockudo/protocol';
import { hideCredentials } from './credentials';
import { protocol as pusher } from './protocol';

const signature = '58df8b0c36d6982b82c3ecf6b4662e34fe8c25bba48f5369f135bf843651c3a4';
const secret = 'qL/wNzJ7k+8gm0iZpzmUHwj0lpQLuzQ+ghvWBqZW4Pc=';
const data = { auth: `app-key:${signature}`, channel: 'private-x', shared_secret: secret, token: 'eyJ.a.b' };

describe('a text of a control frame', () => {
  it('has the app key of an auth, and no signature, secret or token', () => {
    expect(hideCredentials(JSON.stringify(data))).toBe(
      '{"auth":"app-key:…","channel":"private-x","shared_secret":"…","token":"…"}',
    );
  });

  it.each([
    ['as JSON in JSON', JSON.stringify(JSON.stringify({ data: JSON.stringify(data) }))],
    ['with slashes as PHP writes them', JSON.stringify(data).replaceAll('/', '\\/')],
    ['cut off', JSON.stringify(data).slice(0, -20)],
    ['indented', JSON.stringify(data, null, 2)],
  ])('has none of them %s', (_, text) => {
    const hidden = hideCredentials(text);
    for (const part of [signature.slice(8), secret.slice(0, 8), 'gm0iZpz', 'W4Pc', 'eyJ'])
      expect(hidden).not.toContain(part);
    expect(hidden).toContain('private-x');
  });

  it.each([
    '{"auth":""}',
    '{"auth":"app-key:"}',
    '{"author":"Zoë","tokens":3}',
    'auth: none',
    '{"auth":{"as":"object"}}',
  ])('is left as it is where there is nothing to hide: %s', (text) => {
    expect(hideCredentials(text)).toBe(text);
  });

  it('takes any text, in time that grows with its length', () => {
    const parts = fc.constantFrom('"auth"', ':', '"', '\\', ' ', 'a', signature);
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 60 }), (all) => {
        const hidden = hideCredentials(all.join(''));
        expect(hidden).not.toContain(signature);
        expect(hideCredentials(hidden)).toBe(hidden);
      }),
    );
    for (const part of ['\\', '"auth"', '"auth":"\\', ' ', 'a'.repeat(63), '"auth" '])
      hideCredentials(part.repeat(1e6 / part.length));
  });
});

describe.each([
  ['pusher', pusher],
  ['sockudo', sockudo],
])('an event of %s', (prefix, protocol) => {
  const textOf = (frame: object | string, direction: 'sent' | 'received' = 'sent') => {
    const text = typeof frame === 'string' ? frame : JSON.stringify(frame);
    const content = protocol.createDecoder('app')({ text }, direction).events[0]?.content;
    return content && 'text' in content ? content.text : undefined;
  };

  it('of control hides them, an event of the app keeps what it carries', () => {
    expect(textOf({ event: `${prefix}:subscribe`, data })).not.toContain(signature);
    expect(textOf({ event: `${prefix}:signin`, data })).toContain('app-key:…');
    expect(textOf({ event: 'client-mine', channel: 'c', data }, 'received')).toBe(JSON.stringify(data));
  });

  it('that can not be read hides them as well', () => {
    expect(textOf(JSON.stringify({ event: `${prefix}:subscribe`, data }).slice(0, -3))).not.toContain(
      signature,
    );
  });

  it('that is an error hides the signature that the server quotes, in its verdict too', () => {
    const message = `Invalid signature: Expected HMAC SHA256 hex digest of 1.2:private-x, but got ${signature}`;
    const error = { event: `${prefix}:error`, data: { code: 4009, message } };
    const { events, lifecycle } = protocol.createDecoder('app')({ text: JSON.stringify(error) }, 'received');
    const notice = protocol.describe({ text: JSON.stringify(error) }, 'received', 0);
    for (const shown of [events, lifecycle, notice]) {
      expect(JSON.stringify(shown)).toContain('but got …');
      expect(JSON.stringify(shown)).not.toContain(signature);
    }
    const refused = { event: `${prefix}:subscription_error`, channel: 'private-x', data: { error: message } };
    const failed = protocol.createDecoder('app')({ text: JSON.stringify(refused) }, 'received');
    expect(JSON.stringify(failed)).not.toContain(signature);
  });
});
