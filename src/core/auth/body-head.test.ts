import fc from 'fast-check';
import { expect, it } from 'vitest';
import { headOf } from './body-head';

const token = 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9';

it.each([
  ['Forbidden', 'Forbidden'],
  ['{"message":"CSRF token mismatch."}', '{"message":"CSRF token mismatch."}'],
  ['  a \r\n\t b  ', 'a b'],
  [
    '<!doctype html><style>p{}</style><script>let a = 1</script><!-- x --><h1>Server <b>Error</b></h1>',
    'Server Error',
  ],
  ['<script>never closed', ''],
  [`{"shared_secret":"${Buffer.alloc(32, 1).toString('base64')}"}`, '{"shared_secret":"…"}'],
  // PHP escapes the slash in JSON, .NET the plus and the equals sign.
  ['{"shared_secret":"abcdefgh\\/ijklmnop\\/qrstuvwx\\/yzABCDEFGHIJK\\u003D"}', '{"shared_secret":"…"}'],
  [`token ${token} end`, 'token … end'],
  ['id 0123456789abcdef end', 'id … end'],
  ['x'.repeat(19), 'x'.repeat(19)],
  ['word '.repeat(40), `${'word '.repeat(40).slice(0, 80)}…`],
])('%j begins %j', (body, head) => {
  expect(headOf(body)).toBe(head);
});

it('no part of a long token is left, wherever it stands', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 90 }), fc.string({ maxLength: 20 }), (before, after) => {
      expect(headOf(`${before} ${token} ${after}`)).not.toContain(token.slice(0, 8));
    }),
  );
});

it('a head is one line of bounded length', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 6_000 }), (body) => {
      expect(headOf(body).length).toBeLessThanOrEqual(81);
      expect(headOf(body)).not.toMatch(/[\r\n]/);
    }),
  );
});
