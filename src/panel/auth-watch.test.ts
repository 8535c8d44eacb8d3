import { beforeEach, describe, expect, it } from 'vitest';
import type { AuthExchange, Proof, SeenSecret } from '../core/auth/exchange';
import type { SignatureCheck, SignatureFact } from '../core/auth/signature-check';
import type { KeyKind, KeySummary } from '../core/key-summary';
import { type AuthWatch, createAuthWatch } from './auth-watch';
import { createInspection } from './create-inspection';
import type { Inspection } from './inspection';
import { introduce } from './sample-inspection';
import {
  DOCUMENT,
  ENCRYPTED_CHANNEL,
  encryptedText,
  sampleBatch,
  sampleFrame,
  sampleKnown,
} from './sample-traffic';

const PRESENCE = 'presence-room';
const greeting = JSON.stringify({
  event: 'pusher:connection_established',
  data: JSON.stringify({ socket_id: '1.2', activity_timeout: 120 }),
});

let inspection: Inspection;
let watch: AuthWatch;
let proofs: Proof[];
let facts: SignatureFact[];
let seen: SeenSecret[][];
let checks: SignatureCheck[][];
let nextSeq: number;

beforeEach(() => {
  [proofs, facts, seen, checks, nextSeq] = [[], [], [], [], 1];
  inspection = createInspection(
    1e6,
    () => undefined,
    () => undefined,
    () => undefined,
    async () => [],
    (connection, change, at) => watch.handleChange(connection, change, at),
  );
  watch = createAuthWatch(
    inspection.connections,
    {
      async prove(asked) {
        seen.push(asked);
        return proofs;
      },
      async verify(asked) {
        checks.push(asked);
        return facts;
      },
    },
    () => undefined,
  );
  introduce(inspection);
});

/** What the page received, or sent where `isSent`. */
function frames(texts: readonly string[], isSent = false): void {
  const occurrences = texts.map((text) => {
    const frame = sampleFrame(nextSeq++, text);
    return frame.kind === 'frame' && isSent ? { ...frame, direction: 'sent' as const } : frame;
  });
  inspection.takeIn(sampleBatch(occurrences));
}

function subscribe(channel: string, auth: string, channel_data?: string): void {
  frames([JSON.stringify({ event: 'pusher:subscribe', data: { auth, channel, channel_data } })], true);
}

function exchange(change: Partial<AuthExchange> = {}): AuthExchange {
  return {
    at: 1_000,
    durationMs: 5,
    endpoint: 'https://app.example/auth',
    method: 'POST',
    status: 200,
    socketId: '1.2',
    channel: ENCRYPTED_CHANNEL,
    reply: {
      kind: 'answered',
      app: 'app-key',
      hasChannelData: false,
      secret: { kind: 'good', id: 'aaaaaaaaaaaa' },
    },
    ...change,
  };
}

function key(id: string, kind: KeyKind, learned?: true): KeySummary {
  const scope = { app: undefined, channel: undefined };
  const summary = { id, kind, label: id, scope, remembered: false, addedAt: 1 };
  return learned ? { ...summary, learned } : summary;
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));
const connection = () => inspection.connections()[0];
const channelNamed = (name: string) => connection()?.channels.get(name);
const idsOf = (name: string) => channelNamed(name)?.findings.map(({ id }) => id);

const failed: Partial<AuthExchange> = {
  status: 403,
  reply: { kind: 'failed', fault: 'status', head: '' },
};

describe('a request to an auth endpoint', () => {
  it('is found at its channel by the socket id, though no frame has named the channel', () => {
    frames([greeting]);
    watch.addExchanges([exchange(failed)]);
    expect(channelNamed(ENCRYPTED_CHANNEL)?.authExchanges).toHaveLength(1);
    expect(idsOf(ENCRYPTED_CHANNEL)).toEqual(['auth-failed']);
    watch.addExchanges([exchange()]);
    expect(idsOf(ENCRYPTED_CHANNEL)).toEqual([]);
  });

  it('waits for a connection that is not known yet', () => {
    watch.addExchanges([exchange()]);
    frames([greeting]);
    expect(channelNamed(ENCRYPTED_CHANNEL)?.authExchanges).toHaveLength(1);
  });

  it('waits for a connection whose greeting comes beside its frames', () => {
    watch.addExchanges([exchange()]);
    const known = sampleKnown({ greeting: { text: greeting } });
    inspection.takeIn(sampleBatch([], { connections: [known], last: 0 }));
    watch.placeWaiting();
    expect(channelNamed(ENCRYPTED_CHANNEL)?.authExchanges).toHaveLength(1);
  });

  it('belongs to a connection that has ended, too', () => {
    frames([greeting]);
    inspection.leave(DOCUMENT);
    watch.addExchanges([exchange(failed)]);
    expect(idsOf(ENCRYPTED_CHANNEL)).toEqual(['auth-failed']);
  });

  it('belongs by app and channel to a connection whose socket id was not seen, and to no other', () => {
    frames([encryptedText('one')]);
    watch.addExchanges([exchange(), exchange({ channel: 'private-other' })]);
    expect(channelNamed(ENCRYPTED_CHANNEL)?.authExchanges).toHaveLength(1);
    expect(channelNamed('private-other')).toBeUndefined();
    frames([greeting]);
    watch.addExchanges([exchange({ socketId: '9.9' })]);
    expect(channelNamed(ENCRYPTED_CHANNEL)?.authExchanges).toHaveLength(1);
  });

  it('is one of the last 200 of its channel', () => {
    frames([greeting]);
    watch.addExchanges(Array.from({ length: 300 }, (_, at) => exchange({ at })));
    expect(channelNamed(ENCRYPTED_CHANNEL)?.authExchanges).toHaveLength(200);
    expect(channelNamed(ENCRYPTED_CHANNEL)?.authExchanges[0]?.at).toBe(100);
  });

  it('of a user is found at the connection', () => {
    frames([greeting]);
    watch.addExchanges([exchange({ ...failed, channel: '' })]);
    expect(connection()?.findings.map(({ id }) => id)).toEqual(['auth-failed']);
  });
});

describe('the secret of a reply', () => {
  it('is compared with the keys once there are some, and again when they change, with learned ones never', async () => {
    frames([greeting]);
    watch.addExchanges([exchange()]);
    watch.takeKeys([key('learned', 'pusher-shared-secret', true)]);
    await settled();
    expect(seen).toEqual([]);
    proofs = [{ key: undefined, derivation: undefined, tried: ['old'] }];
    watch.takeKeys([key('old', 'pusher-master')]);
    await settled();
    expect(seen).toEqual([[{ app: 'app-key', channel: ENCRYPTED_CHANNEL, id: 'aaaaaaaaaaaa' }]]);
    expect(idsOf(ENCRYPTED_CHANNEL)).toEqual(['auth-key-mismatch']);
    watch.takeKeys([key('old', 'pusher-master'), key('more', 'pusher-shared-secret', true)]);
    await settled();
    expect(seen).toHaveLength(1);
    proofs = [{ key: 'new', derivation: 'A', tried: ['new', 'old'] }];
    watch.takeKeys([key('new', 'pusher-master'), key('old', 'pusher-master')]);
    await settled();
    expect(idsOf(ENCRYPTED_CHANNEL)).toEqual([]);
  });

  it('is asked for once while replies have the same', async () => {
    frames([greeting]);
    proofs = [{ key: 'k', derivation: 'A', tried: ['k'] }];
    watch.takeKeys([key('k', 'pusher-master')]);
    for (let n = 0; n < 3; n++) {
      watch.addExchanges([exchange()]);
      await settled();
    }
    expect(seen).toHaveLength(1);
  });

  it('is left open where the keyring is in trouble', async () => {
    frames([greeting]);
    watch.takeKeys([key('k', 'pusher-master')]);
    watch.addExchanges([exchange()]);
    await settled();
    expect(idsOf(ENCRYPTED_CHANNEL)).toEqual([]);
  });
});

describe('a signature that the page sent', () => {
  it('is checked when the app secret comes late, first alone, and with what may be signed instead where it fails', async () => {
    frames([greeting]);
    subscribe(PRESENCE, 'app-key:11', '{"user_id":1}');
    subscribe('presence-other', 'app-key:22', '{"user_id":2}');
    await settled();
    expect(checks).toEqual([]);
    facts = [
      { outcome: 'failed', key: 's', signed: { part: 'channel_data', value: 'another' } },
      { outcome: 'verified', key: 's' },
    ];
    watch.takeKeys([key('s', 'app-secret')]);
    await settled();
    expect(checks[0]?.[0]).toEqual({
      what: 'channel',
      app: 'app-key',
      auth: 'app-key:11',
      socketId: '1.2',
      channel: PRESENCE,
      data: '{"user_id":1}',
      others: { socketIds: [], channels: [], data: [] },
    });
    expect(checks[1]).toHaveLength(1);
    expect(checks[1]?.[0]).toMatchObject({
      others: { channels: expect.arrayContaining(['room', 'presence-other']), data: ['{"user_id":2}'] },
    });
    expect(idsOf(PRESENCE)).toEqual(['auth-signature']);
    expect(idsOf('presence-other')).toEqual([]);
    watch.takeKeys([]);
    expect(idsOf(PRESENCE)).toEqual([]);
  });

  it('is checked for a user as well', async () => {
    watch.takeKeys([key('s', 'app-secret')]);
    facts = [{ outcome: 'failed', key: 's', signed: undefined }];
    frames([greeting]);
    frames([JSON.stringify({ event: 'pusher:signin', data: { auth: 'app-key:11', user_data: '{}' } })], true);
    await settled();
    expect(checks[0]).toMatchObject([{ what: 'user', data: '{}', socketId: '1.2' }]);
    expect(connection()?.findings).toEqual([
      { id: 'auth-signature', what: 'user', key: 's', signed: undefined },
    ]);
  });

  it('names the other app without any request that was seen', () => {
    frames([greeting]);
    subscribe('private-a', 'staging:11');
    expect(channelNamed('private-a')?.findings).toEqual([
      { id: 'auth-other-app', signedFor: 'staging', app: 'app-key' },
    ]);
  });

  it('of a public channel is none', async () => {
    watch.takeKeys([key('s', 'app-secret')]);
    frames([greeting]);
    subscribe('news', '');
    await settled();
    expect(checks).toEqual([]);
    expect(watch.find(connection() as never, channelNamed('news'))).toBeUndefined();
  });
});

it('requests for a channel that is subscribed are counted with its events, those that come later too', () => {
  frames([greeting]);
  subscribe(ENCRYPTED_CHANNEL, 'app-key:11');
  frames([JSON.stringify({ event: 'pusher_internal:subscription_succeeded', channel: ENCRYPTED_CHANNEL })]);
  watch.addExchanges([exchange(), exchange({ at: 5_000 })]);
  expect(idsOf(ENCRYPTED_CHANNEL)).toEqual([]);
  inspection.setHasKeys(false);
  frames([encryptedText('dark')]);
  watch.recount();
  expect(channelNamed(ENCRYPTED_CHANNEL)?.findings).toMatchObject([
    { id: 'auth-storm', count: 1, events: 1, from: 5_000 },
  ]);
});
