import type { AuthExchange, SecretSighting } from '../core/auth/exchange';
import { type ChannelReply, readAuthReply } from '../core/auth/reply';
import { readAuthRequest } from '../core/auth/request';
import type { ReadSecret } from '../core/auth/secret-text';
import type { KeyId } from '../core/sealed';
import type { RawAuth } from '../messages';
import type { Sealing } from './sealing';
import type { Stores } from './stores';

/** A shared secret of an auth reply, with the id that it has as a key: it may be learned, and is forgotten otherwise. */
export interface SeenReplySecret {
  id: KeyId;
  app: string;
  channel: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** What is in a request to an auth endpoint: for everyone, and apart from that the secrets themselves. */
export interface ReadAuth {
  exchanges: AuthExchange[];
  secrets: SeenReplySecret[];
}

/** Reads a request and its reply, and learns the secrets of it if that is on; otherwise they are forgotten here. */
export async function learnFrom(
  tab: number,
  raw: RawAuth,
  { learned, fingerprint }: Pick<Stores, 'learned' | 'fingerprint'>,
): Promise<{ exchanges: AuthExchange[]; isNew: boolean }> {
  const { exchanges, secrets } = await readAuth(raw, fingerprint);
  return { exchanges, isNew: await learned.learn(tab, secrets) };
}

/** Reads a request and its reply; no exchange where it turns out to be no auth request. */
export async function readAuth(raw: RawAuth, fingerprint: Sealing['fingerprint']): Promise<ReadAuth> {
  const request = readAuthRequest(raw);
  const exchanges: AuthExchange[] = [];
  const secrets: SeenReplySecret[] = [];
  if (request === undefined) return { exchanges, secrets };
  const { at, durationMs, method } = raw;
  const { endpoint, socketId } = request;
  for (const part of readAuthReply(request, { status: raw.status, body: raw.reply })) {
    const { channel, status } = part;
    const reply = await freeOfSecret(part, fingerprint);
    exchanges.push({ at, durationMs, endpoint, method, status, socketId, channel, reply });
    const secret = secretIn(part, reply);
    if (secret !== undefined) secrets.push(secret);
  }
  return { exchanges, secrets };
}

async function freeOfSecret(
  { channel, reply }: ChannelReply,
  fingerprint: Sealing['fingerprint'],
): Promise<AuthExchange['reply']> {
  if (reply.kind === 'failed') return reply;
  const { app, hasChannelData } = reply;
  const secret = await sight(reply.secret, (bytes) =>
    fingerprint('pusher-shared-secret', { app, channel }, bytes),
  );
  return { kind: 'answered', app, hasChannelData, secret };
}

async function sight(
  secret: ReadSecret,
  name: (bytes: Uint8Array<ArrayBuffer>) => Promise<KeyId>,
): Promise<SecretSighting> {
  return secret.kind === 'good' ? { kind: 'good', id: await name(secret.bytes) } : secret;
}

/** A secret holds for one app and one channel; a name with a star would be a pattern in a key's scope. */
function secretIn(
  { channel, reply }: ChannelReply,
  seen: AuthExchange['reply'],
): SeenReplySecret | undefined {
  if (reply.kind !== 'answered' || seen.kind !== 'answered') return undefined;
  if (reply.secret.kind !== 'good' || seen.secret.kind !== 'good') return undefined;
  const isEncrypted = channel.startsWith('private-encrypted-') && !channel.includes('*');
  if (reply.app === undefined || !isEncrypted) return undefined;
  return { id: seen.secret.id, app: reply.app, channel, bytes: reply.secret.bytes };
}
