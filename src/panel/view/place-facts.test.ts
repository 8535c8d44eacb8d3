import { describe, expect, it } from 'vitest';
import { applyLifecycle, channelOf } from '../../core/channels';
import type { Channel } from '../../core/entry';
import type { Lifecycle } from '../../core/protocols/protocol';
import { sampleConnection } from '../../core/sample-entry';
import { channelFacts, connectionFacts, memberFacts, subscriptionText, transitionFacts } from './place-facts';

function channelAfter(name: string, ...changes: Lifecycle[]): Channel {
  const connection = sampleConnection();
  changes.forEach((change, index) => {
    applyLifecycle(connection, change, 1_000 * index);
  });
  return channelOf(connection, name) as Channel;
}

const factOf = (facts: { name: string; value: string }[], name: string) =>
  facts.find((fact) => fact.name === name)?.value;

describe('a connection', () => {
  it('says protocol, server, app and client, and nothing that is not known', () => {
    const facts = connectionFacts(sampleConnection({ version: '7', client: 'pusher-js 8.6.0' }));
    expect(facts.map(({ name, value }) => `${name}: ${value}`)).toEqual([
      'protocol: Pusher 7',
      'server: ws://localhost/app/app-key',
      'app: app-key',
      'client: pusher-js 8.6.0',
      'state: open',
    ]);
  });

  it('never shows the query of its URL: credentials stand in it', () => {
    const url = new URL('wss://realtime.example/?key=app.key:secret&access_token=token');
    expect(JSON.stringify(connectionFacts(sampleConnection({ url })))).not.toMatch(/secret|token/);
  });

  it('says what its close code means', () => {
    const close = { at: 0, code: 4001, reason: 'No app', wasClean: true };
    const facts = connectionFacts(sampleConnection({ state: 'closed', close }));
    expect(factOf(facts, 'closed')).toMatch(/code 4001, No app$/);
    expect(factOf(facts, 'meaning')).toMatch(/app key/);
  });
});

describe('the verdicts of a connection', () => {
  const words = { problem: 'Not authorised.', remedy: 'Look at the app.' };
  const refused = sampleConnection({ findings: [{ id: 'close-code', code: 4009, words }], problem: words });

  it('are told by their titles where they do not stand beside it', () => {
    expect(factOf(connectionFacts(refused), 'found')).toBe(
      'Refused by the server: choose the connection for more',
    );
    expect(factOf(connectionFacts(refused), 'last error')).toBeUndefined();
  });

  it('are not said twice', () => {
    expect(JSON.stringify(connectionFacts(refused, true))).not.toMatch(/Refused|authorised/);
  });
});

describe('a channel', () => {
  it('says how its subscription stands, and why it failed', () => {
    const channel = 'private-a';
    const failed = channelAfter(channel, { kind: 'failed', channel, problem: 'No access (status 403)' });
    expect(subscriptionText(failed)).toBe('subscription failed: No access (status 403)');
    expect(subscriptionText(channelAfter(channel))).toBe('subscription not seen');
  });

  it('says how many subscribe, and what a cache channel had', () => {
    const channel = 'cache-a';
    const facts = channelFacts(
      channelAfter(
        channel,
        { kind: 'subscribed', channel },
        { kind: 'counted', channel, count: 1_204 },
        { kind: 'cache-missed', channel },
      ),
    );
    expect(factOf(facts, 'kind')).toBe('public, cache');
    expect(factOf(facts, 'subscribers')).toBe('1,204');
    expect(factOf(facts, 'cache')).toBe('empty when it was subscribed');
  });

  it('lists its members with what the app says of them, at most so many', () => {
    const channel = 'presence-a';
    const members = [
      { id: '1', name: '1', info: '{"name":"Ada"}' },
      { id: '2', name: '2', info: undefined },
    ];
    const room = channelAfter(channel, { kind: 'subscribed', channel, members });
    expect(memberFacts(room, 9)).toEqual([
      { name: '1', value: '{"name":"Ada"}' },
      { name: '2', value: '' },
    ]);
    expect(memberFacts(room, 1)).toHaveLength(1);
    expect(factOf(channelFacts(room), 'members')).toBe('2');
  });

  it('has the times of its changes', () => {
    const channel = 'a';
    const facts = transitionFacts(
      channelAfter(channel, { kind: 'subscribing', channel }, { kind: 'subscribed', channel }),
    );
    expect(facts.map(({ value }) => value)).toEqual(['subscribing', 'subscribed']);
    expect(facts[1]?.name).toMatch(/:01\.000$/);
  });
});
