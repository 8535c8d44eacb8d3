import { describe, expect, it } from 'vitest';
import type { Direction } from '../../frame';
import type { DecodedFrame, Lifecycle } from '../protocol';
import { protocol } from './protocol';

describe('the URL of a connection', () => {
  it.each([
    ['protocol=2&client=js&version=2.2.0&flash=false', 'sockudo-js 2.2.0', '2, JSON'],
    [
      'protocol=2&client=js&version=2.2.0&format=messagepack&token=eyJhbGci',
      'sockudo-js 2.2.0',
      '2, MessagePack',
    ],
    ['protocol=2&client=swift&format=PROTO', 'swift', '2, protobuf'],
    ['protocol=2&format=constructor', undefined, '2'],
    ['format=msgpack', undefined, 'MessagePack'],
  ])('%s says client, version and form, and nothing of a token', (query, client, version) => {
    const facts = protocol.describeUrl(new URL(`wss://host/prefix/app/key?${query}`));
    expect(facts).toEqual({ app: 'key', client, version });
  });
});

describe('a control event', () => {
  it.each<[Direction, string, object, ...Lifecycle[]]>([
    [
      'received',
      'sockudo:connection_established',
      { data: '{"socket_id":"1.2"}' },
      { kind: 'connected', socketId: '1.2' },
    ],
    [
      'sent',
      'sockudo:subscribe',
      { data: { channel: 'market-*' } },
      { kind: 'subscribing', channel: 'market-*' },
    ],
    [
      'received',
      'sockudo_internal:subscription_succeeded',
      { channel: 'c', data: '{}' },
      { kind: 'subscribed', channel: 'c' },
    ],
    [
      'received',
      'sockudo_internal:subscription_error',
      { channel: 'c', data: { message: 'No', code: 4009 } },
      { kind: 'failed', channel: 'c', problem: 'No (status 4009)' },
    ],
    [
      'received',
      'sockudo_internal:member_added',
      { channel: '[meta]presence-c', data: { user_id: '1' } },
      { kind: 'joined', channel: '[meta]presence-c', member: { id: '1', name: '1', info: undefined } },
    ],
    ['sent', 'sockudo:presence_update', { channel: 'presence-c', data: { user_info: {} } }],
    ['sent', 'sockudo:resume', { data: '{"channel_positions":{}}' }],
    ['received', 'sockudo:resume_success', { data: '{"recovered":[]}' }],
    ['received', 'sockudo:rewind_complete', { channel: 'c', data: '{}' }],
    ['sent', 'sockudo:auth', { data: { token: 'eyJhbGci' } }],
    ['received', 'sockudo:auth_success', { data: '{}' }],
  ])('%s %s %j changes what it should', (direction, event, rest, ...changes) => {
    const frame = read({ event, ...rest }, direction);
    expect(frame.lifecycle).toEqual(changes);
    expect(frame.events[0]).toMatchObject({ event, content: { kind: 'control' } });
  });

  it.each([
    ['sockudo:token_expired', { code: 40142, reason: 'expired' }, /asks for another/],
    ['sockudo:token_expired', { code: 40160, reason: 'revoked' }, /revoked/],
    ['sockudo:resume_failed', { channel: 'c', code: 'stream_reset', reason: 'gone' }, /subscribes again/],
    ['sockudo:error', { code: 4300, message: 'No' }, /refused the channel/],
  ])('%s %j is explained', (event, data, problem) => {
    const text = JSON.stringify({ event, data });
    expect(protocol.describe({ text }, 'received', 0).notice?.problem).toMatch(problem);
  });

  it('of a subscription says what it asks for', () => {
    const data = { channel: 'c', rewind: '2m', delta: { enabled: true }, tags_filter: { key: 'type' } };
    expect(
      protocol.describe({ text: JSON.stringify({ event: 'sockudo:subscribe', data }) }, 'sent', 0).details,
    ).toEqual([
      { name: 'tag filter', value: '{"key":"type"}' },
      { name: 'rewind', value: '2m' },
      { name: 'delta', value: '{"enabled":true}' },
    ]);
  });
});

describe('a version of a message', () => {
  const headers = {
    sockudo_action: 'message.update',
    sockudo_message_serial: 'ms:1',
    sockudo_version_serial: 'vs:2',
    own: 'x',
  };
  const frame = { event: 'sockudo:message.update', channel: 'c', data: 'new text', extras: { headers } };

  it('is an event of the app', () => {
    expect(read(frame).events).toEqual([
      { event: 'sockudo:message.update', channel: 'c', content: { kind: 'clear', text: 'new text' } },
    ]);
  });

  it('says what it does and to which message', () => {
    expect(protocol.describe({ text: JSON.stringify(frame) }, 'received', 0).details).toEqual([
      { name: 'action', value: 'message.update' },
      { name: 'message serial', value: 'ms:1' },
      { name: 'version serial', value: 'vs:2' },
      { name: 'header own', value: 'x' },
    ]);
  });

  it.each([
    ['sockudo:message.append', 'plain', { kind: 'malformed', fault: { kind: 'not-encrypted' } }],
    ['sockudo:message.delete', null, { kind: 'clear', text: 'null' }],
    ['sockudo_internal:message', '{"action":"message.summary"}', { kind: 'clear' }],
    ['sockudo_internal:annotation', { action: 'annotation.create' }, { kind: 'clear' }],
  ])('on an encrypted channel is what it carries: %s', (event, data, content) => {
    expect(read({ event, channel: 'private-encrypted-c', data }).events[0]?.content).toMatchObject(content);
  });
});

it('an update of a member is an event of the app and changes the member', () => {
  const frame = read({
    event: 'sockudo_internal:presence_update',
    channel: 'presence-c',
    data: '{"user_id":"1","user_info":{"name":"Ana"}}',
  });
  expect(frame.events[0]?.content.kind).toBe('clear');
  expect(frame.lifecycle).toEqual([
    { kind: 'updated', channel: 'presence-c', member: { id: '1', name: '1', info: '{"name":"Ana"}' } },
  ]);
});

it('a serial that JSON.parse rounds is shown with all its digits', () => {
  const text = '{"event":"e","channel":"c","data":"{\\"serial\\":1}","serial":9007199254740993}';
  expect(protocol.describe({ text }, 'received', 0).details).toEqual([
    { name: 'serial', value: '9007199254740993' },
  ]);
});

it('a thousand tags are not listed one by one, and long ones are cut', () => {
  const tags = Object.fromEntries(
    Array.from({ length: 1000 }, (_, index) => [`t${index}`, 'x'.repeat(5000)]),
  );
  const { details } = protocol.describe(
    { text: JSON.stringify({ event: 'e', channel: 'c', tags }) },
    'received',
    0,
  );
  expect(details).toHaveLength(51);
  expect(details.at(-1)).toEqual({ name: 'more tags', value: '950' });
  expect(details[0]?.value).toHaveLength(1001);
});

it('events of Pusher have no meaning of their own here', () => {
  expect(read({ event: 'pusher:error', data: '{}' })).toMatchObject({
    events: [{ content: { kind: 'clear' } }],
    lifecycle: [],
  });
});

function read(frame: object, direction: Direction = 'received'): DecodedFrame {
  return protocol.createDecoder('app')({ text: JSON.stringify(frame) }, direction);
}
