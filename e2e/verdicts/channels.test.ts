import { describe, expect, it } from 'vitest';
import { seal, secretOf } from '../demo/faults/seal.ts';
import { openNodePanel } from './node-panel.ts';
import { frameOf } from './published.ts';

const channel = 'private-encrypted-orders';
const key = Buffer.alloc(32, 0xa7);
const masterKey = key.toString('base64');
const greeting = frameOf(
  'pusher:connection_established',
  undefined,
  JSON.stringify({ socket_id: '12.34', activity_timeout: 120 }),
);
const sealed = (event: string, on = channel) =>
  frameOf(event, on, JSON.stringify(seal(secretOf(on, key), '{"id":7}')));
const subscribe = (name: string) => ({
  sent: JSON.stringify({ event: 'pusher:subscribe', data: { channel: name, auth: 'app-key:5f' } }),
});
const subscribed = (name: string) => frameOf('pusher_internal:subscription_succeeded', name, '{}');
const time = expect.stringMatching(/^\d\d:\d\d:\d\d\.\d{3}$/);

describe('an event before the key', () => {
  const open = { sent: '{"event":"pusher:ping","data":{}}' };

  it('event-before-key: before the subscription, with both times; one after it has no verdict', async () => {
    const panel = openNodePanel();
    await panel.addKey('staging', masterKey);
    await panel.take([
      greeting,
      sealed('early'),
      open,
      subscribe(channel),
      subscribed(channel),
      sealed('late'),
    ]);
    expect(panel.ofEvent('early')).toEqual([
      {
        id: 'event-before-key',
        severity: 'warning',
        evidence: { event: time, subscription: expect.stringMatching(/^\d\d:\d\d:01\.004, 2 ms later$/) },
      },
    ]);
    expect(panel.outcome('early')).toBe('opened {"id":7}');
    expect(panel.ofEvent('late')).toEqual([]);
  });

  it('event-before-key: before the auth reply, where that was seen', async () => {
    const panel = openNodePanel();
    await panel.addKey('staging', masterKey);
    await panel.take([greeting, sealed('early')]);
    await panel.take([...Array(300).fill(open), subscribe(channel), subscribed(channel), sealed('late')]);
    await panel.takeAuth({
      at: 1_200,
      body: new URLSearchParams({ socket_id: '12.34', channel_name: channel }).toString(),
      reply: JSON.stringify({ auth: 'app-key:5f', shared_secret: secretOf(channel, key).toString('base64') }),
    });
    expect(panel.ofEvent('early')?.[0]?.evidence).toEqual({
      event: time,
      'auth reply': expect.stringMatching(/^\d\d:\d\d:01\.205, 203 ms later$/),
    });
    expect(panel.ofEvent('late')).toEqual([]);
  });
});

describe('a name that is nearly the same', () => {
  it.each([
    ['without encrypted-', 'private-orders', channel, [channel]],
    ['with it where nothing is encrypted', channel, 'private-orders', ['private-orders']],
    ['without its namespace', 'private-orders', 'private-app.orders', []],
  ])('name-near-miss: %s; the one that gets the events has no verdict', async (_, silent, busy, also) => {
    const panel = openNodePanel();
    const names = [silent, ...also];
    await panel.take([greeting, ...names.flatMap((name) => [subscribe(name), subscribed(name)])]);
    await panel.take(['one', 'two'].map((event) => frameOf(event, busy, '{"id":7}')));
    expect(panel.ofChannel(silent)).toEqual([
      {
        id: 'name-near-miss',
        severity: 'warning',
        evidence: { 'listens on': silent, 'events on': busy },
      },
    ]);
    expect(panel.ofChannel(busy)).toEqual([]);
    await panel.take([frameOf('own', silent, '{}')]);
    expect(panel.ofChannel(silent)).toEqual([]);
  });
});

describe('a private channel beside a master key', () => {
  it('encryption-not-applied: names the key; a public or encrypted channel has no verdict', async () => {
    const panel = openNodePanel();
    await panel.take([frameOf('one', 'private-shop', '{}'), frameOf('two', 'news', '{}'), sealed('three')]);
    expect(panel.ofChannel('private-shop')).toEqual([]);
    await panel.addKey('staging', masterKey);
    expect(panel.ofChannel('private-shop')).toEqual([
      { id: 'encryption-not-applied', severity: 'info', evidence: { 'master key': 'staging' } },
    ]);
    expect(panel.ofChannel('news')).toEqual([]);
    expect(panel.ofChannel(channel)).toEqual([]);
  });
});
