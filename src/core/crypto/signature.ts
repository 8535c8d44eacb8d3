import { hmac } from '@noble/hashes/hmac.js';
import { md5 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { toHex, toUtf8 } from '../bytes';

/** The app key and the app secret, as text: the secret's characters are the key of every signature. */
export interface AppCredentials {
  key: string;
  secret: string;
}

/** HMAC-SHA-256 of a text under the app secret, 64 lower-case hex digits: also the signature of a webhook's raw body. */
export function sign(text: string, secret: string): string {
  return toHex(hmac(sha256, toUtf8(secret), toUtf8(text)));
}

/**
 * The `auth` of a channel subscription. `channelData` is the text that goes with it, byte for byte; undefined for none.
 *   socket_id:channel   socket_id:channel:channel_data
 * Source: pusher-http-node lib/auth.js.
 */
export function signChannel(
  { key, secret }: AppCredentials,
  socketId: string,
  channel: string,
  channelData?: string,
): string {
  return `${key}:${sign(channelText(socketId, channel, channelData), secret)}`;
}

/** What the `auth` of a channel signs. */
export function channelText(socketId: string, channel: string, channelData: string | undefined): string {
  return channelData === undefined ? `${socketId}:${channel}` : `${socketId}:${channel}:${channelData}`;
}

/** The `auth` of a user's sign-in: `socket_id::user::user_data` (pusher-http-node lib/auth.js). */
export function signUser({ key, secret }: AppCredentials, socketId: string, userData: string): string {
  return `${key}:${sign(userText(socketId, userData), secret)}`;
}

/** What the `auth` of a user signs. */
export function userText(socketId: string, userData: string): string {
  return `${socketId}::user::${userData}`;
}

/** A request to the HTTP API. `path` as the server sees it; `body` undefined for none. */
export interface ApiRequest {
  method: string;
  path: string;
  params: Readonly<Record<string, string>>;
  body: string | undefined;
}

/**
 * The `auth_signature` of a request to the HTTP API at this time, in Unix seconds: keys in lower case and sorted, values
 * not URL-encoded (pusher-http-node lib/requests.js, docs rest-api.md).
 */
export function signRequest({ key, secret }: AppCredentials, request: ApiRequest, timestamp: string): string {
  const params: Record<string, string> = {
    auth_key: key,
    auth_timestamp: timestamp,
    auth_version: '1.0',
  };
  if (request.body !== undefined) params.body_md5 = bodyMd5(request.body);
  for (const [name, value] of Object.entries(request.params)) params[name.toLowerCase()] = value;
  const sorted = Object.keys(params).sort();
  const query = sorted.map((name) => `${name}=${params[name]}`).join('&');
  return sign(`${request.method.toUpperCase()}\n${request.path}\n${query}`, secret);
}

/** MD5 of a body, 32 lower-case hex digits: what the HTTP API calls `body_md5`. It secures nothing by itself. */
export function bodyMd5(body: string): string {
  return toHex(md5(toUtf8(body)));
}
