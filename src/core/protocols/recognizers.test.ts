import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { protocols } from './index';
import { recognize } from './recognizers';

const someUrl = 'wss://example.com/socket';
const greeting =
  '{"event":"pusher:connection_established","data":"{\\"socket_id\\":\\"123.456\\",\\"activity_timeout\\":120}"}';

describe('Pusher is recognised by its URL', () => {
  it.each([
    'wss://ws-eu.pusher.com:443/app/278d425bdf160c739803?protocol=7&client=js&version=8.6.0&flash=false',
    'ws://localhost:6001/app/key?protocol=7',
    'ws://localhost/proxy/path/app/key/?protocol=5&client=java-client',
  ])('%s', (url) => {
    expect(recognize(url, [])).toBe('pusher');
  });
});

describe('no protocol is recognised by the URL', () => {
  it.each([
    ['without protocol', 'ws://localhost/app/key'],
    ['with a protocol that is no number', 'ws://localhost/app/key?protocol=graphql'],
    ['of Sockudo V2', 'ws://localhost/app/key?protocol=2'],
    ['with something after the key', 'ws://localhost/app/key/events?protocol=7'],
    ['without a key', 'ws://localhost/app/?protocol=7'],
    ['with the path in its fragment', 'ws://localhost/#/app/key?protocol=7'],
    ['that is none', 'not a url'],
    ['that is empty', ''],
  ])('%s', (_, url) => {
    expect(recognize(url, [])).toBeUndefined();
  });
});

describe('Pusher is recognised by a frame', () => {
  it.each([
    ['the greeting', greeting],
    ['a subscription', '{"event":"pusher:subscribe","data":{"auth":"","channel":"orders"}}'],
    ['an internal event', '{"event":"pusher_internal:subscription_succeeded","channel":"orders"}'],
    ['white space between the tokens', ' {\n "event" :\t"pusher:ping" , "data" : {} }'],
    [
      'event after other members',
      '{"data":{"a":[1,{"event":"x"}],"b":null},"channel":"c","event":"pusher:pong"}',
    ],
    ['event after a string with quotes', '{"data":"say \\"event\\": \\\\","event":"pusher:ping"}'],
    ['a megabyte of data after it', `{"event":"pusher_internal:x","data":"${'x'.repeat(1_000_000)}"}`],
  ])('%s', (_, text) => {
    expect(recognize(someUrl, ['hello', text])).toBe('pusher');
  });
});

describe('no protocol is recognised by a frame', () => {
  it.each([
    ['that is an event of an app', '{"event":"order","channel":"orders","data":"{}"}'],
    ['that is a chat message about Pusher', '{"event":"chat","data":"{\\"event\\":\\"pusher:subscribe\\"}"}'],
    ['that holds a whole Pusher frame', '{"type":"log","frame":{"event":"pusher:subscribe","data":{}}}'],
    ['that lists Pusher frames', '[{"event":"pusher:subscribe","data":{}}]'],
    ['that names it elsewhere', '{"name":"pusher:subscribe","event":"chat"}'],
    ['that has it in an array', '{"event":["pusher:subscribe"]}'],
    ['that has it as the name of a member', '{"pusher:event":"event","event":{"event":"pusher:x"}}'],
    ['that speaks Sockudo V2', '{"event":"sockudo:connection_established","data":"{}"}'],
    ['that is a JSON string', JSON.stringify(greeting)],
    ['that is a text', 'event: "pusher:subscribe"'],
    ['that says so after its head', `{"data":"${'x'.repeat(5000)}","event":"pusher:ping"}`],
    ['that is cut off before the name ends', '{"event":"pusher:'],
    ['that is empty', ''],
  ])('%s', (_, text) => {
    expect(recognize(someUrl, [text])).toBeUndefined();
  });
});

describe('any text', () => {
  const marks = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ':',
    ',',
    '"',
    '\\',
    '"event"',
    '"pusher:x"',
    ' ',
    '1',
    'x',
  );
  it('never makes recognition throw', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: marks })),
        (url, text) => {
          recognize(url, [text]);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('that is JSON is recognised exactly when its outermost event says so', () => {
    const event = fc.constantFrom('pusher:ping', 'pusher_internal:x', 'chat', 'sockudo:x', '"pusher:', '\\');
    const value = fc.oneof(event, fc.jsonValue({ maxDepth: 2 }), fc.record({ event }));
    const member = fc.tuple(fc.constantFrom('event', 'data', '"event"', 'channel'), value);
    fc.assert(
      fc.property(fc.uniqueArray(member, { selector: ([name]) => name }), (members) => {
        const frame = Object.fromEntries(members);
        const text = JSON.stringify(frame);
        fc.pre(text.length < 2000);
        const expected = typeof frame.event === 'string' && /^pusher(_internal)?:/.test(frame.event);
        expect(recognize(someUrl, [text])).toBe(expected ? 'pusher' : undefined);
      }),
      { numRuns: 1000 },
    );
  });
});

it('every protocol stands in the list under its own id', () => {
  for (const [id, protocol] of Object.entries(protocols)) expect(protocol.id).toBe(id);
});
