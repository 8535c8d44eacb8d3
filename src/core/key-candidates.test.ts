import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toBase64 } from './bytes';
import { findKeyCandidates } from './key-candidates';
import { readKeyText } from './key-text';

// 32 bytes whose base64 has + and / in it.
const key = 'mZk+7/x9Qd2vJ0uT4bWc8AaLhGfEi5nYrS6oKpXzB3U=';
const urlSafe = key.replace('+', '-').replace('/', '_');
const raw = 'kY3!f8Lq@z1Xc5Vb7Nm9Wd2Rt6Gh4Js0';

describe('a master key is found', () => {
  it.each([
    ['in a script', `const a={encryptionMasterKeyBase64:"${key}"};`],
    ['in a configuration', JSON.stringify({ options: { key } })],
    ['in JSON that PHP wrote', JSON.stringify({ key }).replaceAll('/', '\\/')],
    ['in JSON that a template wrote', `{"key":"${key.replace('+', '\\u002B').replace('=', '\\u003D')}"}`],
    ['in an attribute', `<div data-config="{&quot;key&quot;:&quot;${key.replace('=', '&#x3D;')}&quot;}">`],
    ['in an attribute with decimal references', `<i data-key="${key.replace('+', '&#43;')}">`],
    ['in a query', `https://x.example/?key=${encodeURIComponent(key)}`],
    ['behind the prefix of Laravel', `base64:${key}`],
    ['without padding', `'${key.slice(0, -1)}'`],
    ['in base64url', `"${urlSafe}"`],
    ['in base64url without padding', `"${urlSafe.slice(0, -1)}"`],
    ['among other text', `${'x'.repeat(10_000)} ${key}\n${'y/'.repeat(10_000)}`],
  ])('%s', (_, text) => {
    expect(findKeyCandidates(text)).toEqual([key]);
  });

  it.each([
    ['in a script', `new Pusher('k', { encryptionMasterKey: "${raw}" })`],
    ['in JSON', JSON.stringify({ encryption_master_key: raw })],
    ['in PHP', `'encryption_master_key' => env('PUSHER_MASTER_KEY', '${raw}'),`],
    ['in a setting', `PUSHER_ENCRYPTION_MASTER_KEY=${raw}\nNEXT=1`],
    ['in an attribute', `<div data-master-key="${raw}">`],
  ])('as 32 characters %s', (_, text) => {
    expect(findKeyCandidates(text)).toEqual([raw]);
  });

  it('in whatever base64 an encoder makes of 32 random bytes', () => {
    for (let i = 0; i < 200; i++) {
      const text = toBase64(new Uint8Array(randomBytes(32)));
      const [found = ''] = findKeyCandidates(`x="${text}"`);
      expect(readKeyText('pusher-master', found)).toMatchObject({ ok: true, form: 'base64' });
      expect(found).toBe(text);
    }
  });
});

describe('no candidate is', () => {
  it.each([
    ['a hash for integrity', `integrity="sha256-${key}"`],
    ['a part of longer base64', `data:image/png;base64,${key.slice(0, -1)}${key}`],
    ['a text that is shorter or longer', `"${key.slice(1)}" "A${key.slice(0, -1)}A"`],
    ['a text that no encoder makes of 32 bytes', `"${key.slice(0, 42)}V="`],
    ['a long word', '"thisisaverylongwordwithoutanyothersigninitg"'],
    ['32 characters anywhere else', `const id = "${raw}";`],
    ['a shorter text in the place of a key', 'masterKey: "short"'],
    ['32 characters that are more bytes', `masterKey: "${'é'.repeat(32)}"`],
  ])('%s', (_, text) => {
    expect(findKeyCandidates(text)).toEqual([]);
  });
});

it('each text comes once, and at most 200 of them', () => {
  expect(findKeyCandidates(`"${key}" "${urlSafe}"`)).toEqual([key]);
  const many = Array.from({ length: 300 }, () => toBase64(new Uint8Array(randomBytes(32))));
  expect(findKeyCandidates(many.join('\n'))).toHaveLength(200);
});

it('any text is searched, in time that grows with its length alone', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => Array.isArray(findKeyCandidates(text))));
  const started = performance.now();
  for (const part of ['A', 'masterkey', 'masterkey"', 'masterkey ', '\\/', '/a', '&#', "masterkey'x"])
    findKeyCandidates(part.repeat(2_000_000 / part.length));
  expect(performance.now() - started).toBeLessThan(8_000);
});
