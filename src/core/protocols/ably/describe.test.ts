import { encode } from '@msgpack/msgpack';
import { describe, expect, it } from 'vitest';
import { toBase64 } from '../../bytes';
import { protocol } from './protocol';

await protocol.prepare({ base64: '' });

const secrets = {
  apiKey: 'xVLyHw.A-pwh7:5WEB4HEAT3pOqWp9',
  token: 'xVLyHw.DTSukCWq-secret-part',
  connectionKey: 'e02789NdQA86c7!secretpart-abc',
  resume: 'f13890OeRB97d8!resumepart',
};

describe('the details of an event', () => {
  it('are those of its entry, with what it inherits, and of its frame', () => {
    const frame = {
      action: 15,
      id: 'c:7',
      channel: '[?delta=vcdiff]chat',
      channelSerial: 's:1',
      connectionId: 'c',
      timestamp: 1_700_000_000_000,
      messages: [
        {},
        {
          name: 'price',
          data: 'x',
          encoding: 'utf-8/base64',
          clientId: 'bob',
          action: 1,
          serial: '01:0',
          version: { serial: '02:0', clientId: 'ann' },
          extras: {
            headers: { a: 1 },
            ref: { type: 'reply', timeserial: '1' },
            delta: { from: 'c:6:0', format: 'vcdiff' },
          },
        },
      ],
    };
    const { details, encoding, notice } = protocol.describe({ text: JSON.stringify(frame) }, 'received', 1);
    expect(Object.fromEntries(details.map(({ name, value }) => [name, value]))).toEqual({
      action: 'MESSAGE (15)',
      channel: '[?delta=vcdiff]chat',
      channelSerial: 's:1',
      'message action': 'message.update',
      id: 'c:7:1',
      connectionId: 'c',
      timestamp: '2023-11-14T22:13:20.000Z',
      clientId: 'bob',
      serial: '01:0',
      'version.serial': '02:0',
      'version.clientId': 'ann',
      'extras.headers': '{"a":1}',
      'extras.ref': '{"type":"reply","timeserial":"1"}',
      'extras.delta': '{"from":"c:6:0","format":"vcdiff"}',
    });
    expect(encoding).toBe('utf-8/base64');
    expect(notice).toBeUndefined();
  });

  it.each([
    ['flags', { action: 11, channel: 'a', flags: 1 + 4 + (1 << 17) }, 'HAS_PRESENCE, RESUMED, PUBLISH'],
    ['flags', { action: 11, channel: 'a', flags: 2 ** 31 }, 'bit 31'],
    ['params', { action: 11, channel: 'a', params: { delta: 'vcdiff' } }, '{"delta":"vcdiff"}'],
    ['msgSerial', { action: 1, msgSerial: 3, count: 2 }, '3'],
    ['count', { action: 1, msgSerial: 3, count: 2 }, '2'],
    [
      'connectionDetails.maxMessageSize',
      { action: 4, connectionDetails: { maxMessageSize: 65_536 } },
      '65536',
    ],
    ['id', { action: 0, id: 'x' }, 'x'],
    ['timestamp', { action: 0, timestamp: 1e300 }, '1e+300'],
  ])('name %s of %j', (name, frame, value) => {
    const { details } = protocol.describe({ text: JSON.stringify(frame) }, 'received', 0);
    expect(details).toContainEqual({ name, value });
  });

  it.each([
    ['NACK', { action: 2, msgSerial: 0, count: 1, error: { code: 40160, message: 'no' } }],
    ['DISCONNECTED', { action: 6, error: { code: 40160, message: 'no' } }],
    ['DETACHED', { action: 13, channel: 'a', error: { code: 40160, message: 'no' } }],
  ])('say what the error of a %s means', (_, frame) => {
    expect(protocol.describe({ text: JSON.stringify(frame) }, 'received', 0).notice).toEqual({
      problem: 'no. Ably error 40160: Client lacks the required capability.',
      remedy: 'Give the API key or token the capability for this channel, and ask for the channel mode.',
    });
  });

  it('are bounded', () => {
    const extras = Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`m${i}`, 'x'.repeat(5000)]));
    const text = JSON.stringify({ action: 15, messages: [{ data: 'x', extras }] });
    const { details } = protocol.describe({ text }, 'received', 0);
    expect(details.length).toBeLessThanOrEqual(60);
    expect(Math.max(...details.map(({ value }) => value.length))).toBeLessThanOrEqual(2001);
  });

  it('do not list the bytes that stand where an object should', () => {
    const extras = new Uint8Array(1_000_000);
    const payload = {
      base64: toBase64(encode({ action: 15, channel: 'c', messages: [{ data: 'x', extras }] })),
    };
    const start = performance.now();
    const { details } = protocol.describe(payload, 'received', 0);
    expect(performance.now() - start).toBeLessThan(300);
    expect(details.filter(({ name }) => name.startsWith('extras.'))).toEqual([]);
  });

  it('are none for a frame that can not be read', () => {
    expect(protocol.describe({ text: 'x' }, 'received', 0)).toEqual({
      details: [],
      encoding: undefined,
      notice: undefined,
    });
  });
});

describe('a binary frame', () => {
  it('is shown as JSON, with its bytes marked', () => {
    const base64 = toBase64(
      encode({ action: 15, messages: [{ data: Uint8Array.of(0, 255), n: Number.NaN }] }),
    );
    expect(JSON.parse(protocol.showBinary({ base64 }) ?? '')).toEqual({
      action: 15,
      messages: [{ data: '(binary) AP8=', n: 'NaN' }],
    });
  });

  it('is not shown where it is text or no frame', () => {
    expect(protocol.showBinary({ text: '{"action":0}' })).toBeUndefined();
    expect(protocol.showBinary({ base64: 'AAAA' })).toBeUndefined();
    expect(protocol.showBinary({ omitted: 'too-large', bytes: 1 })).toBeUndefined();
  });
});

describe('a secret', () => {
  const frames = [
    { action: 4, connectionId: 'c', connectionKey: secrets.connectionKey },
    { action: 4, connectionId: 'c', connectionDetails: { connectionKey: secrets.connectionKey } },
    { action: 17, auth: { accessToken: secrets.token } },
    { action: 10, channel: 'a', params: { key: secrets.apiKey, access_token: secrets.token } },
    { action: 10, channel: 'a', params: { resume: secrets.resume, recover: secrets.resume } },
    { action: 9, error: { code: 1, message: `wss://h/?key=${secrets.apiKey}&resume=${secrets.resume}` } },
    { action: 9, channel: 'a', error: { message: `token=${secrets.token} access_token=${secrets.token}` } },
    {
      action: 15,
      channel: 'a',
      messages: [{ connectionKey: secrets.connectionKey, extras: { token: secrets.token } }],
    },
    { action: 21, channel: 'a', annotations: [{ connectionKey: secrets.connectionKey }] },
    { action: 15, channel: 'a', messages: [[{ connectionKey: secrets.connectionKey }]] },
  ];
  it.each(frames)('is never shown in full: %j', (frame) => {
    const text = JSON.stringify(frame);
    const binary = { base64: toBase64(encode(frame)) };
    const shown = [{ text }, binary, { text: text.slice(0, -1) }].map((payload) =>
      JSON.stringify([
        protocol.createDecoder(undefined)(payload, 'received'),
        protocol.describe(payload, 'received', 0),
        protocol.showBinary(payload),
      ]),
    );
    for (const secret of Object.values(secrets)) expect(shown.join()).not.toContain(secret.slice(5));
  });

  it('keeps its first four characters, and the key of a map is none', () => {
    const [event] = protocol.createDecoder(undefined)({ text: JSON.stringify(frames[0]) }, 'received').events;
    expect(event?.content).toMatchObject({ text: expect.stringContaining('"connectionKey":"e027…"') });
    const state = [{ operation: { action: 1, mapSet: { key: 'long name of an entry' } } }];
    const [object] = protocol.createDecoder(undefined)(
      { text: JSON.stringify({ action: 19, state }) },
      'received',
    ).events;
    expect(object?.content).toMatchObject({ text: expect.stringContaining('"key":"long name of an entry"') });
  });
});
