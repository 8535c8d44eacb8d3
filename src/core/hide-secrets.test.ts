import { encode } from '@msgpack/msgpack';
import { describe, expect, it } from 'vitest';
import { toBase64 } from './bytes';
import type { Payload } from './frame';
import { type Conceal, hideMembers, hideTexts, mask, star } from './hide-secrets';

const MEMBERS = ['connectionKey', 'accessToken'];
const KEY = 'aBcD!0123456789-secret';
const hide = (name: string, text: string, conceal: Conceal) => (name === '' ? text : conceal(text));

it('a secret keeps four characters, a short one none', () => {
  expect([mask(KEY), mask('short')]).toEqual(['aBcD…', '…']);
  expect([star(KEY), star('short')]).toEqual([`aBcD${'*'.repeat(KEY.length - 4)}`, '*****']);
});

describe('texts of a frame', () => {
  const names = new Map([[KEY, 'connectionKey']]);

  it('are hidden wherever they stand, and the rest stays as it is spelled', () => {
    const text = `{"a" : "${KEY}","b":["${KEY}x", "\\u0061\\"", 1.0],"c":"\\"${KEY}\\""}`;
    expect(hideTexts({ text }, names, hide)).toEqual({ text: text.replace(`"${KEY}"`, '"aBcD…"') });
  });

  it('are hidden where JSON spells them otherwise', () => {
    const text = `{"a":"\\u0061${KEY.slice(1)}","b\\\\":"${KEY}"}`;
    expect(hideTexts({ text }, names, hide)).toEqual({ text: '{"a":"aBcD…","b\\\\":"aBcD…"}' });
  });

  it.each([KEY, KEY.repeat(5), KEY.repeat(100), KEY.repeat(4000), `é${KEY}`])(
    'are hidden in MessagePack by as many bytes (string %#)',
    (key) => {
      const base64 = toBase64(encode({ a: { b: key, other: 'kept' }, c: `${key}x` }));
      const hidden = latin1(hideTexts({ base64 }, new Map([[key, 'b']]), hide));
      expect(hidden).toHaveLength(latin1({ base64 }).length);
      expect(hidden.split('secret').length).toBe(latin1({ base64 }).split('secret').length / 2 + 0.5);
      expect(hidden).toContain('kept');
    },
  );

  it('are found behind every kind of value', () => {
    const values = [1, -1, 200, 70_000, -200, -70_000, 2 ** 40, 1.5, null, true, new Uint8Array(300), [], {}];
    const lists = [new Array(20).fill(1), new Array(70_000).fill(1), 'x'.repeat(300), 'x'.repeat(70_000)];
    const base64 = toBase64(encode([...values, ...lists, new Date(0), KEY, new Uint8Array(70_000), KEY]));
    const hidden = latin1(hideTexts({ base64 }, names, hide));
    expect(hidden.split(star(KEY))).toHaveLength(3);
    expect(hidden).not.toContain('secret');
  });

  it('may be as long as a frame', () => {
    const text = JSON.stringify({ a: '\\"\n'.repeat(5_000_000), b: KEY });
    const start = performance.now();
    expect(hideTexts({ text }, names, hide)).not.toEqual({ text });
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

describe('members of a frame that can not be read', () => {
  it('are hidden in JSON, however it is spaced, cut off or a text in another', () => {
    const text = `{"connectionKey" : "${KEY}","b":"{\\"accessToken\\":\\"${KEY}\\"}","connectionKey":"${KEY}`;
    expect(hideMembers({ text }, MEMBERS, hide)).toEqual({
      text: '{"connectionKey" : "aBcD…","b":"{\\"accessToken\\":\\"aBcD…"}","connectionKey":"aBcD…',
    });
  });

  it.each([KEY, KEY.repeat(5), KEY.repeat(100), KEY.repeat(4000)])(
    'are hidden in MessagePack by as many bytes, also where they are cut off (string %#)',
    (key) => {
      const bytes = encode({ action: 4, connectionDetails: { connectionKey: key, other: 'kept' } });
      for (const base64 of [toBase64(new Uint8Array([...bytes, 1])), toBase64(bytes.subarray(0, -12))]) {
        const hidden = latin1(hideMembers({ base64 }, MEMBERS, hide));
        expect(hidden).toContain('aBcD***');
        expect(hidden).not.toContain('secret');
        expect(hidden).toHaveLength(latin1({ base64 }).length);
      }
      expect(latin1(hideMembers({ base64: toBase64(bytes) }, MEMBERS, hide))).toContain('kept');
    },
  );

  it('are hidden in JSON that came as bytes', () => {
    const base64 = btoa(`{"connectionKey":"${KEY}","b":1`);
    expect(latin1(hideMembers({ base64 }, MEMBERS, hide))).toBe(`{"connectionKey":"${star(KEY)}","b":1`);
  });
});

it('a frame where nothing is hidden is the same object', () => {
  const payloads: Payload[] = [
    { text: '{"a":1}' },
    { base64: 'gaFhAQ==' },
    { base64: '*' },
    { omitted: 'too-large', bytes: 3 },
  ];
  for (const payload of payloads) {
    expect(hideMembers(payload, MEMBERS, hide)).toBe(payload);
    expect(hideTexts(payload, new Map([[KEY, 'a']]), hide)).toBe(payload);
    expect(hideTexts(payload, new Map(), hide)).toBe(payload);
  }
});

function latin1(payload: Payload): string {
  return 'base64' in payload ? atob(payload.base64) : '';
}
