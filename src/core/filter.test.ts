import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Filter, type FilterRow, matchesFilter, parseFilter, termsToMark } from './filter';

const row: FilterRow = {
  channel: 'private-encrypted-orders.7',
  event: 'order-refunded',
  text: '{"customer":"Ada Lovelace","path":"http://x.test/a","note":"50% off (today)","size":"STRA\u00dfE \u0391\u0392"}',
  state: 'opened',
  direction: 'received',
  findings: [],
};

describe('a row matches', () => {
  it.each([
    ['', 'an empty query'],
    ['   ', 'white space'],
    ['ada', 'a text in another case'],
    ['\u03b1\u03b2', 'Greek in another case'],
    ['ORDERS.7', 'a text of the channel'],
    ['Refunded', 'a text of the event'],
    ['refunded ada orders', 'several texts in several places'],
    ['"ada lovelace"', 'a phrase'],
    ['50% off', 'two words'],
    ['"50% off (today)"', 'signs of a regular expression'],
    ['http://x.test', 'a text that looks like a prefix'],
    ['"\\"customer\\":\\"Ada"', 'a phrase with quotes in it'],
    ['"customer":', 'a phrase with something behind it'],
    ['channel:orders', 'a part of the channel'],
    ['channel:private-*orders', 'a channel with a star'],
    ['channel:*', 'any channel'],
    ['CHANNEL:Orders', 'a prefix in capitals'],
    ['event:order-*ed', 'an event with a star'],
    ['event:"refunded"', 'a quoted event'],
    ['is:opened', 'a state'],
    ['is:Received', 'a direction in capitals'],
    ['-is:dark', 'a state that it has not'],
    ['-babbage -channel:users -"ada byron"', 'texts that it has not'],
    ['""', 'an empty phrase'],
    ['-""', 'no empty phrase'],
    ['order-refunded', 'a text with a minus inside'],
  ])('%s: %s', (query) => {
    expect(matchesFilter(read(query), row)).toBe(true);
  });
});

describe('a row does not match', () => {
  it.each([
    ['babbage', 'a text that is nowhere'],
    ['ada babbage', 'one text of two'],
    ['"lovelace ada"', 'a phrase in another order'],
    ['ad.', 'a sign that is not in the text'],
    ['orders*7', 'a star in free text'],
    ['channel:customer', 'a channel when it stands in the text'],
    ['channel:orders*private', 'parts in another order'],
    ['channel:"orders*"', 'a star in quotes'],
    ['event:orders', 'an event when it stands in the channel'],
    ['channel:orders event:created', 'a channel but not an event'],
    ['is:dark', 'another state'],
    ['is:sent', 'another direction'],
    ['-ada', 'a text that must be missing'],
    ['-is:opened', 'a state that must be missing'],
    ['-channel:orders*', 'a channel that must be missing'],
  ])('%s: %s', (query) => {
    expect(matchesFilter(read(query), row)).toBe(false);
  });
});

describe('a query is unreadable', () => {
  it.each([
    ['"ada', 'A quote is not closed.'],
    ['ada "', 'A quote is not closed.'],
    ['-"ada', 'A quote is not closed.'],
    ['channel:"a b', 'A quote is not closed.'],
    ['"ada\\"', 'A quote is not closed.'],
    ['channel:', 'channel: has no text after it.'],
    ['channel: orders', 'channel: has no text after it.'],
    ['-event:', 'event: has no text after it.'],
    ['event:""', 'event: has no text after it.'],
    ['is:', 'is: takes opened, unverified, dark, clear, control, sent, received, fault, warning or info.'],
    [
      'is:open',
      'is: takes opened, unverified, dark, clear, control, sent, received, fault, warning or info.',
    ],
    [
      'ada -is:constructor',
      'is: takes opened, unverified, dark, clear, control, sent, received, fault, warning or info.',
    ],
  ])('%s', (query, problem) => {
    expect(parseFilter(query)).toEqual({ ok: false, problem });
  });
});

describe('marked are', () => {
  it.each([
    ['ada "two words" -draft channel:orders is:dark', ['ada', 'two words']],
    ['foo:bar http://x', ['foo:bar', 'http://x']],
    ['"say \\"hi\\""', ['say "hi"']],
    ['App\\Events\\Order', ['App\\Events\\Order']],
    ['- --x', ['-']],
    ['"channel:x"', ['channel:x']],
    ['a"b c"', ['a"b', 'c"']],
    ['"a""b"c', ['a', 'b', 'c']],
    ['""', []],
  ])('in %s the texts %j', (query, terms) => {
    expect(termsToMark(read(query))).toEqual(terms);
  });
});

describe('any query', () => {
  const pieces = fc.constantFrom(
    '"',
    '\\',
    '-',
    ' ',
    ':',
    '*',
    'channel:',
    'is:',
    'event:',
    'is:dark',
    'a',
    '(',
    '[',
    '\uD83D',
    '\n',
  );
  const query = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(pieces).map((parts) => parts.join('')),
  );

  it('is read or said to be unreadable, and never throws', () => {
    fc.assert(
      fc.property(query, fc.string({ unit: 'binary' }), (text, value) => {
        const parsed = parseFilter(text);
        if (parsed.ok) matchesFilter(parsed.filter, { ...row, text: value, channel: value });
        else expect(parsed.problem).toMatch(/\.$/);
      }),
      { numRuns: 2000 },
    );
  });

  it('in quotes finds itself, and negated the contrary', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string(), (needle, around) => {
        const quoted = `"${needle.replace(/["\\]/g, '\\$&')}"`;
        const text = around + needle + around;
        expect(matchesFilter(read(quoted), { ...row, text })).toBe(true);
        expect(matchesFilter(read(`-${quoted}`), { ...row, text })).toBe(false);
      }),
    );
  });

  it('gives the same answer to the same row again', () => {
    const filter = read('channel:o*r event:e');
    expect([1, 2, 3].map(() => matchesFilter(filter, row))).toEqual([true, true, true]);
  });
});

it.each([
  ['itself', { findings: [{ id: 'no-nacl' } as const] }],
  [
    'its channel',
    {
      connection: {
        findings: [],
        channels: new Map([[row.channel, { findings: [{ id: 'no-nacl' } as const] }]]),
      },
    },
  ],
  ['its connection', { connection: { findings: [{ id: 'no-nacl' } as const], channels: new Map() } }],
])('a row has the reasons that were found for %s', (_, change) => {
  expect(matchesFilter(read('reason:no-nacl'), { ...row, ...change })).toBe(true);
  expect(matchesFilter(read('reason:wrong-key'), { ...row, ...change })).toBe(false);
});

it('a hostile event name costs linear time', () => {
  const event = 'a'.repeat(100_000);
  expect(matchesFilter(read('event:a*a*a*a*a*a*b'), { ...row, event })).toBe(false);
});

function read(query: string): Filter {
  const parsed = parseFilter(query);
  if (!parsed.ok) throw new Error(`${query}: ${parsed.problem}`);
  return parsed.filter;
}
