import { describe, expect, it } from 'vitest';
import type { AuthExchange, Proof, SecretSighting } from './exchange';
import { type Authorised, findAuthFaults } from './findings';

const endpoint = 'https://app.example/auth';
const good: SecretSighting = { kind: 'good', id: 'aaaaaaaaaaaa' };

function exchange(change: Partial<AuthExchange> = {}): AuthExchange {
  return {
    at: 1_000,
    durationMs: 5,
    endpoint,
    method: 'POST',
    status: 200,
    socketId: '1.2',
    channel: 'private-encrypted-a',
    reply: { kind: 'answered', app: 'app', hasChannelData: false, secret: good },
    ...change,
  };
}

const withSecret = (secret: SecretSighting) =>
  exchange({ reply: { kind: 'answered', app: 'app', hasChannelData: false, secret } });
const failed = exchange({ status: 403, reply: { kind: 'failed', fault: 'status', head: 'no' } });

function find(change: Partial<Authorised> = {}) {
  return findAuthFaults({
    connection: { app: 'app', socketId: '1.2' },
    channel: {
      kind: 'encrypted',
      transitions: [
        { to: 'subscribing', at: 1_010 },
        { to: 'subscribed', at: 1_020 },
      ],
      events: 0,
      dark: 0,
    },
    exchanges: [exchange()],
    given: undefined,
    proof: undefined,
    signature: undefined,
    ...change,
  });
}

const plain = { kind: 'private', transitions: [], events: 0, dark: 0 } as const;
const proof = (change: Partial<Proof>): Proof => ({ key: 'k', derivation: 'A', tried: ['k'], ...change });

describe('how a channel was authorised', () => {
  it('has no fault where the reply is whole', () => {
    expect(find()).toEqual([]);
    expect(find({ proof: proof({}), signature: { outcome: 'verified', key: 's' } })).toEqual([]);
    expect(find({ channel: plain, exchanges: [withSecret({ kind: 'none' })] })).toEqual([]);
    expect(find({ exchanges: [] })).toEqual([]);
  });

  it('has the fault of the last reply, until one that is fine', () => {
    const fault = { id: 'auth-failed', endpoint, status: 403, fault: 'status', head: 'no' };
    expect(find({ exchanges: [exchange(), failed] })).toEqual([fault]);
    expect(find({ exchanges: [failed, exchange()] })).toEqual([]);
  });

  it('has a fault in the secret of an encrypted channel', () => {
    expect(find({ exchanges: [withSecret({ kind: 'none' })] })).toEqual([
      { id: 'auth-no-shared-secret', endpoint },
    ]);
    expect(find({ exchanges: [withSecret({ kind: 'bad', fault: 'length', bytes: 16 })] })).toEqual([
      { id: 'auth-bad-shared-secret', endpoint, fault: 'length', bytes: 16 },
    ]);
  });

  it.each<[string, Proof | undefined, boolean]>([
    ['derives it', proof({}), false],
    ['is the secret itself', proof({ derivation: undefined }), false],
    ['is not known yet', undefined, false],
    ['are none', proof({ key: undefined, derivation: undefined, tried: [] }), false],
    ['do not derive it', proof({ key: undefined, derivation: undefined }), true],
    ['derives it in another way', proof({ derivation: 'B' }), true],
  ])('compares keys: the keys in scope: %s', (_, found, isFault) => {
    expect(find({ proof: found })).toEqual(
      isFault ? [{ id: 'auth-key-mismatch', endpoint, tried: ['k'], derivation: found?.derivation }] : [],
    );
  });

  it('is for another app, by the reply or by what was sent with it alone', () => {
    const other = exchange({
      reply: { kind: 'answered', app: 'staging', hasChannelData: false, secret: good },
    });
    const fault = { id: 'auth-other-app', signedFor: 'staging', app: 'app' };
    expect(find({ exchanges: [other] })).toEqual([fault]);
    const given = { auth: 'staging:00', data: undefined, at: 1_010 };
    expect(find({ exchanges: [], given })).toEqual([fault]);
    expect(find({ exchanges: [exchange({ at: 900 })], given })).toEqual([fault]);
    // A later reply is fine.
    expect(find({ exchanges: [exchange({ at: 2_000 })], given })).toEqual([]);
    expect(find({ exchanges: [other], connection: { app: undefined, socketId: '1.2' } })).toEqual([]);
  });

  it('has a signature that does not verify, of a channel or of a user', () => {
    const signed = { part: 'socket_id', value: '3.4' } as const;
    const signature = { outcome: 'failed', key: 's', signed } as const;
    expect(find({ signature })).toEqual([{ id: 'auth-signature', what: 'channel', key: 's', signed }]);
    expect(find({ signature, channel: undefined })).toEqual([
      { id: 'auth-signature', what: 'user', key: 's', signed },
    ]);
  });
});

describe('requests for a channel that is subscribed', () => {
  const again = [exchange({ at: 1_500 }), exchange({ at: 3_000 })];
  const transitions = [{ to: 'subscribed', at: 1_020 } as const];
  const channel = { kind: 'encrypted', transitions, events: 4, dark: 2 } as const;

  it('are a storm with its events, endpoint and time', () => {
    expect(find({ channel, exchanges: [exchange(), ...again] })).toEqual([
      { id: 'auth-storm', endpoint, count: 2, events: 2, from: 1_500, to: 3_000 },
    ]);
  });

  it('are one where the events are dark to the page alone', () => {
    const opened = { ...channel, dark: 0 };
    expect(find({ channel: opened, exchanges: [exchange(), ...again] })).toMatchObject([
      { id: 'auth-storm', count: 2, events: 2 },
    ]);
  });

  it.each<[string, Partial<Authorised>]>([
    ['no event came', { channel: { ...channel, events: 0 } }],
    ['the channel is not encrypted', { channel: { ...channel, kind: 'private' } }],
    [
      'it was left before',
      { channel: { ...channel, transitions: [...transitions, { to: 'unsubscribed', at: 1_100 }] } },
    ],
    [
      'it was subscribed anew',
      { channel: { ...channel, transitions: [...transitions, { to: 'subscribed', at: 4_000 }] } },
    ],
    ['they are of another socket', { connection: { app: 'app', socketId: '9.9' } }],
    ['its subscription was not seen', { channel: { ...channel, transitions: [] } }],
  ])('are none where %s', (_, change) => {
    expect(find({ channel, exchanges: [exchange(), ...again], ...change })).toEqual([]);
  });

  const message = exchange({
    at: 3_000,
    endpoint: 'https://app.example/messages',
    status: 201,
    reply: { kind: 'failed', fault: 'status', head: '' },
  });
  it.each<[string, Partial<Authorised>]>([
    ['of an encrypted channel', { channel, exchanges: [exchange(), message] }],
    ['of a private one', { channel: { ...channel, kind: 'private' }, exchanges: [exchange(), message] }],
    [
      'of a private one at the same address',
      { channel: { ...plain, transitions }, exchanges: [failed].map((one) => ({ ...one, at: 3_000 })) },
    ],
  ])('are the app’s own where they are answered otherwise, %s', (_, change) => {
    expect(find(change)).toEqual([]);
  });

  it('are told of where the endpoint refuses them', () => {
    const refused = { ...failed, at: 3_000 };
    const ids = (exchanges: AuthExchange[]) => find({ channel, exchanges }).map(({ id }) => id);
    expect(ids([exchange(), refused])).toEqual(['auth-failed', 'auth-storm']);
    expect(ids([refused])).toContain('auth-failed');
  });

  it('leave out the one that led to the subscription, where clocks differ', () => {
    expect(find({ channel, exchanges: [exchange({ at: 1_030 })] })).toEqual([]);
  });
});
