import { expect, it } from 'vitest';
import type { AuthExchange } from '../../core/auth/exchange';
import { channelOf } from '../../core/channels';
import { sampleConnection } from '../../core/sample-entry';
import type { Subject } from '../auth-subjects';
import { authFacts, MAX_LISTED, requestFacts, type Sight, unseenReply } from './auth-facts';

const nameKey = (id: string) => `“${id}”`;

function subject(exchanges: AuthExchange[], change: Partial<Subject> = {}): Subject {
  const connection = sampleConnection({ socketId: '1.2' });
  const channel = channelOf(connection, 'private-encrypted-a');
  if (channel) channel.authExchanges = exchanges;
  return {
    connection,
    channel,
    exchanges: [],
    given: undefined,
    proof: undefined,
    signature: undefined,
    ...change,
  };
}

function exchange(change: Partial<AuthExchange> = {}): AuthExchange {
  return {
    at: 1_000,
    durationMs: 1_234.5,
    endpoint: 'https://app.example/auth',
    method: 'POST',
    status: 200,
    socketId: '1.2',
    channel: 'private-encrypted-a',
    reply: { kind: 'answered', app: 'app', hasChannelData: false, secret: { kind: 'none' } },
    ...change,
  };
}

const valuesOf = (facts: { name: string; value: string }[]) =>
  Object.fromEntries(facts.map(({ name, value }) => [name, value]));

it('says where a channel was authorised, how often, by which key and with which signature', () => {
  const given = { auth: 'app:1', data: undefined, at: 1 };
  const known = subject([exchange()], {
    proof: {
      of: { app: 'app', channel: 'private-encrypted-a', id: 's' },
      found: { key: 'staging', derivation: 'B', tried: ['staging'] },
    },
    signature: { of: given, found: { outcome: 'verified', key: 'app' } },
  });
  expect(valuesOf(authFacts(known, nameKey))).toEqual({
    endpoint: 'POST https://app.example/auth',
    requests: '1',
    key: '“staging” derives its secret by derivation B',
    signature: 'verified with “app”',
  });
  expect(authFacts(subject([]), nameKey)).toEqual([]);
});

it.each<[string, Partial<AuthExchange>, string]>([
  ['no secret', {}, 'status 200, 1,235 ms, auth for app app, no shared_secret'],
  [
    'a channel that needs none',
    {
      channel: 'presence-a',
      reply: { kind: 'answered', app: 'app', hasChannelData: true, secret: { kind: 'none' } },
    },
    'status 200, 1,235 ms, auth for app app, channel_data',
  ],
  [
    'a secret that was learned',
    {
      reply: {
        kind: 'answered',
        app: undefined,
        hasChannelData: false,
        secret: { kind: 'good', id: 'a' },
      },
    },
    'status 200, 1,235 ms, auth without an app key, shared_secret, learned',
  ],
  [
    'a secret that is not known any more',
    {
      reply: {
        kind: 'answered',
        app: 'app',
        hasChannelData: false,
        secret: { kind: 'good', id: 'b' },
      },
    },
    'status 200, 1,235 ms, auth for app app, shared_secret',
  ],
  [
    'a bad secret',
    {
      reply: {
        kind: 'answered',
        app: 'app',
        hasChannelData: false,
        secret: { kind: 'bad', fault: 'length', bytes: 3 },
      },
    },
    'status 200, 1,235 ms, auth for app app, shared_secret can not be used (length)',
  ],
  [
    'a refusal',
    { status: 403, reply: { kind: 'failed', fault: 'status', head: 'Forbidden' } },
    'status 403, 1,235 ms, refused: Forbidden',
  ],
  [
    'no answer',
    { status: 0, reply: { kind: 'failed', fault: 'no-answer', head: '' } },
    'no answer, 1,235 ms, the request failed',
  ],
])('a request is one line: %s', (_, change, line) => {
  expect(requestFacts(subject([exchange(change)]), new Set(['a'])).map(({ value }) => value)).toEqual([line]);
});

it('the last requests are listed, with the endpoint where that is another one', () => {
  const many = Array.from({ length: 30 }, () => exchange());
  const facts = requestFacts(
    subject([...many, exchange({ endpoint: 'https://old.example/auth' }), exchange()]),
    new Set(),
  );
  expect(facts).toHaveLength(MAX_LISTED);
  expect(facts.at(-2)?.value).toMatch(/^https:\/\/old\.example\/auth, status 200/);
  expect(facts.at(-1)?.value).toMatch(/^status 200/);
});

const sight: Sight = { since: 2_000, isLearning: false, known: new Set(['a']), now: 100_000 };
const good = (id: string): AuthExchange =>
  exchange({
    reply: {
      kind: 'answered',
      app: 'app',
      hasChannelData: false,
      secret: { kind: 'good', id },
    },
  });

it.each<[string, number | undefined, AuthExchange[], Partial<Sight>, string | undefined]>([
  ['it came before DevTools was opened', 1_000, [], {}, 'late'],
  ['its subscription was not seen', undefined, [], {}, 'late'],
  ['no request was recognised', 3_000, [], {}, 'unrecognised'],
  ['it may still be on its way', 3_000, [], { now: 4_000 }, undefined],
  ['it was seen', 1_000, [exchange()], {}, undefined],
  ['it was seen before learning', 3_000, [good('b')], { isLearning: true }, 'unlearned'],
  ['it was learned', 3_000, [good('a')], { isLearning: true }, undefined],
  ['nothing is learned', 3_000, [good('b')], {}, undefined],
  ['it was seen for another socket', 1_000, [exchange({ socketId: '9.9' })], {}, 'late'],
  ['there are no DevTools', 1_000, [], { since: undefined }, undefined],
])('why an auth reply is not known: %s', (_, at, exchanges, change, unseen) => {
  const { connection, channel } = subject(exchanges);
  if (!channel) throw new Error('The sample has a channel.');
  if (at !== undefined) channel.transitions = [{ to: 'subscribed', at }];
  channel.subscription = 'subscribed';
  expect(unseenReply(connection, channel, { ...sight, ...change })).toBe(unseen);
});
