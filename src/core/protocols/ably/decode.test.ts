import { encode } from '@msgpack/msgpack';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toBase64 } from '../../bytes';
import type { Direction, Payload } from '../../frame';
import type { Content } from '../protocol';
import { MAX_ENTRIES } from './frame-entries';
import { protocol } from './protocol';

const blocks = 'ABEiM0RVZneImaq7zN3u/0PWlZGpqGl5PUAVJM8W9co=';

describe('before MessagePack is loaded', () => {
  it('a binary frame is unreadable, and preparing it changes that for good', async () => {
    const payload = pack({ action: 0 });
    expect(eventsOf(payload)).toMatchObject([{ event: '(unreadable frame)' }]);
    expect(protocol.showBinary(payload)).toBeUndefined();
    expect(protocol.prepare({ text: '{"action":0}' })).toBeUndefined();
    await protocol.prepare(payload);
    expect(eventsOf(payload)).toMatchObject([{ event: 'HEARTBEAT' }]);
    expect(protocol.prepare(payload)).toBeUndefined();
    expect(protocol.prepare({ text: 'vcdiff' })).toBeUndefined();
    expect(protocol.prepare({ omitted: 'too-large', bytes: 5 })).toBeUndefined();
  });
});

describe('the event of an entry', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['a message', { action: 15, messages: [{ name: 'order', data: 'x' }] }, 'order'],
    [
      'a message that an app has named as the server names its own',
      { action: 15, messages: [{ name: 'object:created', data: 'x' }] },
      'message.create:object:created',
    ],
    ['a message without a name', { action: 15, messages: [{ data: 'x' }] }, '(unnamed)'],
    ['an update', { action: 15, messages: [{ action: 1, name: 'order' }] }, 'message.update:order'],
    ['a deletion without a name', { action: 15, messages: [{ action: 2 }] }, 'message.delete'],
    ['a meta message', { action: 15, messages: [{ action: 3, name: '[meta]x' }] }, 'meta:[meta]x'],
    ['a summary', { action: 15, messages: [{ action: 4 }] }, 'message.summary'],
    ['an append', { action: 15, messages: [{ action: 5, name: 'a' }] }, 'message.append:a'],
    ['an action that is new', { action: 15, messages: [{ action: 9, name: 'a' }] }, 'action 9:a'],
    ['a member that enters', { action: 14, presence: [{ action: 2 }] }, 'presence:enter'],
    ['a member of a sync', { action: 16, presence: [{ action: 1 }] }, 'presence:present'],
    ['a presence action that is none', { action: 14, presence: [{ action: 'x' }] }, 'presence:action x'],
    ['an annotation', { action: 21, annotations: [{ action: 0 }] }, 'annotation:create'],
    ['an operation', { action: 19, state: [{ operation: { action: 1 } }] }, 'object:map.set'],
    ['an object of a sync', { action: 20, state: [{ object: {} }] }, 'object:state'],
    ['an entry that is none', { action: 15, messages: [5] }, '(unreadable entry)'],
    ['a frame without entries', { action: 15, messages: [] }, 'MESSAGE'],
    ['a frame whose entries are none', { action: 15, messages: 'x' }, 'MESSAGE'],
    ['a heartbeat', { action: 0 }, 'HEARTBEAT'],
    ['an action of the future', { action: 40 }, 'action 40'],
    ['an action that is none', { action: -1 }, 'action -1'],
  ])('%s', (_, frame, event) => {
    expect(eventsOf(json({ channel: 'c', ...frame }))).toMatchObject([{ event, channel: 'c' }]);
    expect(eventsOf(pack({ channel: 'c', ...frame }))).toMatchObject([{ event, channel: 'c' }]);
  });

  it('names who sent it', () => {
    expect(eventsOf(json({ action: 14, presence: [{ action: 2, clientId: 'bob' }] }))).toMatchObject([
      { userId: 'bob' },
    ]);
    expect(eventsOf(json({ action: 15, messages: [{ data: 'x' }] }))[0]).not.toHaveProperty('userId');
  });

  it('is there for every entry, in what is sent too', () => {
    const frame = json({ action: 15, channel: 'c', msgSerial: 0, messages: [{ name: 'a' }, { name: 'b' }] });
    expect(eventsOf(frame, 'sent').map(({ event }) => event)).toEqual(['a', 'b']);
  });

  it.each([
    ['[?delta=vcdiff]chat', 'chat'],
    ['[?rewind=1]private:chat', 'private:chat'],
    ['[filter=bmFtZQ==]chat', 'chat'],
    ['[meta]log', '[meta]log'],
    ['[broken', '[broken'],
  ])('stands on its channel: %s is %s', (channel, name) => {
    expect(eventsOf(json({ action: 15, channel, messages: [{}] }))[0]?.channel).toBe(name);
  });

  it('is one for all entries past the bound', () => {
    const messages = new Array(MAX_ENTRIES + 7).fill({});
    const events = eventsOf(json({ action: 15, channel: 'c', messages }));
    expect(events).toHaveLength(MAX_ENTRIES + 1);
    expect(events.at(-1)).toMatchObject({ event: '(entries not read)', content: { kind: 'malformed' } });
    expect(JSON.stringify(events.at(-1))).toContain(`7 more of ${messages.length}`);
  });
});

describe('the content of a message', () => {
  it.each<[string, unknown, string | undefined, Content]>([
    ['text', 'hi', undefined, { kind: 'clear', text: 'hi' }],
    ['JSON', '{"a":1}', 'json', { kind: 'clear', text: '{"a":1}' }],
    ['binary', 'AP8=', 'base64', { kind: 'clear', text: 'AP8=', binary: true }],
    [
      'binary in MessagePack',
      Uint8Array.of(0, 255),
      undefined,
      { kind: 'clear', text: 'AP8=', binary: true },
    ],
    ['nothing', undefined, 'json', { kind: 'clear', text: '' }],
    ['null', null, undefined, { kind: 'clear', text: '' }],
    ['a number', 5, undefined, { kind: 'clear', text: '5' }],
    ['an object', { token: 'of the app' }, undefined, { kind: 'clear', text: '{"token":"of the app"}' }],
    ['no JSON', 'hi', 'json', { kind: 'clear', text: 'hi', remaining: 'json' }],
    ['an unknown step', 'hi', 'json/gzip', { kind: 'clear', text: 'hi', remaining: 'json/gzip' }],
    [
      'bad base64 before a cipher',
      '*',
      'utf-8/cipher+aes-256-cbc/base64',
      {
        kind: 'malformed',
        fault: { kind: 'bad-encoding', step: 'base64', remaining: 'utf-8/cipher+aes-256-cbc/base64' },
        text: '*',
      },
    ],
    [
      'text under a cipher',
      'x',
      'cipher+aes-256-cbc',
      {
        kind: 'malformed',
        fault: { kind: 'bad-encoding', step: 'cipher+aes-256-cbc', remaining: 'cipher+aes-256-cbc' },
        text: 'x',
      },
    ],
    [
      'an unknown cipher',
      blocks,
      'cipher+aes-192-cbc/base64',
      { kind: 'malformed', fault: { kind: 'unknown-cipher', name: 'aes-192-cbc' }, text: blocks },
    ],
    [
      'a cipher without a name',
      blocks,
      'cipher/base64',
      { kind: 'malformed', fault: { kind: 'unknown-cipher', name: '' }, text: blocks },
    ],
    [
      'no whole block',
      `${toBase64(new Uint8Array(33))}`,
      'cipher+aes-256-cbc/base64',
      {
        kind: 'malformed',
        fault: { kind: 'blocks-length', bytes: 33 },
        text: toBase64(new Uint8Array(33)),
      },
    ],
    [
      'blocks',
      blocks,
      'json/utf-8/cipher+aes-256-cbc/base64',
      {
        kind: 'sealed',
        sealed: {
          cipher: 'aes-cbc',
          keyBits: 256,
          app: 'app',
          channel: 'c',
          ciphertext: blocks,
          encoding: 'json/utf-8',
        },
      },
    ],
    [
      'a delta without a base',
      'AAAA',
      'json/vcdiff/base64',
      { kind: 'malformed', fault: { kind: 'delta-base-missing' }, text: 'AAAA' },
    ],
  ])('%s', (_, data, encoding, content) => {
    const frame = { action: 15, channel: 'c', messages: [{ data, encoding }] };
    if (!(data instanceof Uint8Array)) expect(eventsOf(json(frame))[0]?.content).toEqual(content);
    expect(eventsOf(pack(frame))[0]?.content).toEqual(content);
  });

  it('of a long encoding is malformed, and the encoding is cut', () => {
    const messages = [{ data: 'x', encoding: 'a/'.repeat(1_000_000) }];
    const [event] = eventsOf(json({ action: 15, channel: 'c', messages }));
    expect(JSON.stringify(event).length).toBeLessThan(1000);
    expect(event?.content).toMatchObject({ kind: 'malformed', fault: { kind: 'bad-encoding' } });
  });

  it('is the summary where there is one, and the members of an annotation and an object', () => {
    const summary = { summary: { 'reaction:distinct.v1': { '👍': 2 } } };
    expect(textOf({ action: 15, messages: [{ action: 4, annotations: summary }] })).toEqual(summary);
    const annotation = { action: 0, type: 'reaction', name: '👍' };
    expect(textOf({ action: 21, annotations: [annotation] })).toEqual(annotation);
    const state = { operation: { action: 1, mapSet: { key: 'name', value: { string: 'x' } } } };
    expect(textOf({ action: 19, state: [state] })).toEqual(state);
  });
});

describe('a frame that is none', () => {
  it.each<[string, Payload, string]>([
    ['no JSON', { text: 'hello' }, 'JSON'],
    ['an array', { text: '[]' }, 'JSON'],
    ['null', { text: 'null' }, 'JSON'],
    ['no action', { text: '{}' }, 'JSON'],
    ['an action that is text', { text: '{"action":"15"}' }, 'JSON'],
    ['an action with a fraction', { text: '{"action":1.5}' }, 'JSON'],
    ['an action in its prototype', { text: '{"__proto__":{"action":15}}' }, 'JSON'],
    ['no MessagePack', { base64: 'wQ==' }, 'MessagePack'],
    ['no base64', { base64: '*' }, 'MessagePack'],
    ['nothing', { base64: '' }, 'MessagePack'],
  ])('%s', (_, payload, form) => {
    expect(eventsOf(payload)).toMatchObject([
      {
        event: '(unreadable frame)',
        channel: '',
        content: { kind: 'malformed', fault: { kind: 'unreadable', form } },
      },
    ]);
  });

  it('or was not kept', () => {
    expect(eventsOf({ omitted: 'too-large', bytes: 9 })).toEqual([
      {
        event: '(frame not kept)',
        channel: '',
        content: { kind: 'malformed', fault: { kind: 'not-kept' }, text: '' },
      },
    ]);
  });
});

describe('a hostile frame', () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  it.each([
    ['data', `{"action":15,"channel":"c","messages":[{"data":${deep}}]}`],
    ['an entry', `{"action":15,"channel":"c","messages":[${deep}]}`],
    ['extras', `{"action":15,"channel":"c","messages":[{"data":"x","extras":{"headers":${deep}}}]}`],
    ['a control frame', `{"action":4,"connectionDetails":{"x":${deep}}}`],
    ['an object', `{"action":19,"channel":"c","state":[{"operation":${deep}}]}`],
    ['a summary', `{"action":15,"messages":[{"action":4,"annotations":${deep}}]}`],
  ])('may nest 100,000 levels deep: %s', (_, text) => {
    expect(eventsOf({ text })).toHaveLength(1);
    protocol.describe({ text }, 'received', 0);
  });

  it('of 20 MB is read', () => {
    const text = JSON.stringify({ action: 15, channel: 'c', messages: [{ data: 'x'.repeat(20_000_000) }] });
    expect(eventsOf({ text })[0]?.content.kind).toBe('clear');
  });

  it('never makes anything throw', () => {
    const member = fc.constantFrom(
      ...['action', 'channel', 'messages', 'presence', 'state', 'annotations', 'data', 'encoding', 'error'],
      ...['extras', 'delta', 'from', 'id', 'clientId', 'flags', 'connectionDetails', '__proto__', 'version'],
    );
    const leaf = fc.oneof(
      fc.constantFrom(15, 14, 4, 9, 11, 16, 19, 21, 1e300, -1, null, 'json/vcdiff/base64', blocks, ''),
      fc.string(),
      fc.double(),
      fc.boolean(),
    );
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { depthSize: 'medium' },
        leaf,
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(member, tie('value'), { maxKeys: 6, noNullPrototype: true }),
      ),
    }));
    const frame = fc
      .tuple(fc.nat(22), fc.dictionary(member, value, { noNullPrototype: true }))
      .map(([action, members]) => ({ ...members, action }));
    const payload: fc.Arbitrary<Payload> = fc.oneof(
      frame.map(json),
      frame.map((any) => ({
        base64: toBase64(encode(JSON.parse(JSON.stringify(any).replaceAll('__proto__', 'x')))),
      })),
      fc.uint8Array().map((bytes) => ({ base64: toBase64(bytes) })),
      fc.string().map((text) => ({ text })),
    );
    fc.assert(
      fc.property(fc.array(payload, { minLength: 1, maxLength: 3 }), fc.boolean(), (payloads, isSent) => {
        const decode = protocol.createDecoder('app');
        const direction = isSent ? 'sent' : 'received';
        for (const each of payloads) {
          const { events } = decode(each, direction);
          expect(events.length).toBeGreaterThan(0);
          for (const index of events.keys()) protocol.describe(each, direction, index);
          protocol.showBinary(each);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

function json(frame: unknown): Payload {
  return { text: JSON.stringify(frame) };
}

function pack(frame: unknown): Payload {
  return { base64: toBase64(encode(frame, { ignoreUndefined: true })) };
}

function eventsOf(payload: Payload, direction: Direction = 'received') {
  return protocol.createDecoder('app')(payload, direction).events;
}

function textOf(frame: unknown): unknown {
  const content = eventsOf(json(frame))[0]?.content;
  return content?.kind === 'clear' ? JSON.parse(content.text) : undefined;
}
