import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadProtocol, protocolOf } from './index';
import { recognize, recognizers } from './recognizers';

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
        const name = typeof frame.event === 'string' ? frame.event : '';
        const [, prefix] = /^(pusher|sockudo)(?:_internal)?:/.exec(name) ?? [];
        expect(recognize(someUrl, [text])).toBe(prefix);
      }),
      { numRuns: 1000 },
    );
  });
});

it.each(recognizers.map(({ id }) => id))('the protocol %s is loaded by its name', async (id) => {
  expect(protocolOf(id)).toBeUndefined();
  await loadProtocol(id);
  expect(protocolOf(id)?.id).toBe(id);
  expect(loadProtocol(id)).toBeUndefined();
});

it.each(['', 'toString', '__proto__', '../bare', 'graphql'])('no protocol is loaded by the name %j', (id) => {
  expect(loadProtocol(id)).toBeUndefined();
  expect(protocolOf(id)).toBeUndefined();
});

describe('of several protocols', () => {
  it.each([
    [
      'Sockudo V2 has its own names',
      'ws://localhost/app/key?protocol=7',
      '{"event":"sockudo:ping"}',
      'sockudo',
    ],
    ['Sockudo V2 is told by its URL', 'ws://localhost/app/key?protocol=2', '', 'sockudo'],
    ['frames prove more than a URL', 'ws://localhost/app/key?protocol=2', greeting, 'pusher'],
    [
      'the Pusher adapter of Ably speaks Pusher',
      'wss://main.pusher.ably.net/app/appid.keyid?protocol=7&client=js&version=8.6.0',
      greeting,
      'pusher',
    ],
    [
      'Ably is told by its URL',
      'wss://main.realtime.ably.net/?key=appid.keyid:secret&format=json&heartbeats=true&v=6&agent=ably-js%2F2.28.0',
      '',
      'ably',
    ],
    [
      'Ably is told by its greeting',
      'ws://localhost/',
      '{"action":4,"connectionId":"a","connectionKey":"b","connectionDetails":{"connectionKey":"b"}}',
      'ably',
    ],
  ])('%s', (_, url, frame, id) => {
    expect(recognize(url, frame === '' ? [] : [frame])).toBe(id);
  });
});
