import { describe, expect, it } from 'vitest';
import { hearingOf } from './heard';
import { type PageClient, parsePageClients } from './page-client';

const nothing = { names: [], all: false };
const heading = { app: 'app-key', socketId: '1.2', channel: 'orders', event: 'shipped' };

function client(channel: object, own: object = nothing): PageClient[] {
  const channels = [{ name: 'orders', ...nothing, ...channel }];
  return parsePageClients({ clients: [{ app: 'app-key', socketId: '1.2', own, channels }] });
}

describe('an event is heard', () => {
  it.each([
    ['by its name on the channel', client({ names: ['shipped'] })],
    ['by all names on the channel', client({ all: true })],
    ['by its name on the client', client({}, { names: ['shipped'], all: false })],
    ['by all names on the client', client({}, { names: [], all: true })],
  ])('%s', (_, clients) => {
    expect(hearingOf(clients, heading)).toEqual({ kind: 'heard' });
  });

  it('by as much of its name as is compared', () => {
    const name = 'x'.repeat(200);
    expect(hearingOf(client({ names: [name] }), { ...heading, event: `${name}yz` }).kind).toBe('heard');
  });
});

it('an event that no name stands for is unheard, beside the names that the app has bound', () => {
  const clients = client({ names: ['pusher:subscription_succeeded', 'OrderShipped'] });
  expect(hearingOf(clients, heading)).toEqual({ kind: 'unheard', bound: ['OrderShipped'] });
});

it.each([
  ['another app', { app: 'other' }],
  ['another socket', { socketId: '1.3' }],
  ['no socket id', { socketId: undefined }],
  ['a channel that the client does not know', { channel: 'news' }],
])('of %s nothing is known', (_, change) => {
  expect(hearingOf(client({}), { ...heading, ...change })).toEqual({ kind: 'unknown' });
});
