import { mask } from '../../hide-secrets';
import { toJson } from './json';

/**
 * Members and query parameters that hold credentials: `key=appId.keyId:secret`, tokens, and the connection key, with
 * which anyone could go on with the connection (`resume`, `recover`).
 */
export const SECRET_NAMES = [
  'key',
  'access_token',
  'accessToken',
  'connectionKey',
  'token',
  'resume',
  'recover',
] as const;

const SECRETS: ReadonlySet<string> = new Set(SECRET_NAMES);
const API_KEY = /^[\w-]+\.[\w-]+:/;
/** `name=value` in a URL that an error or a parameter quotes. */
const QUERY = new RegExp(`\\b(${SECRET_NAMES.join('|')})=([\\w!$%()*+,./:;=?@~-]+)`, 'g');

/** A text with the credentials of the URLs in it masked. `conceal`: what is shown of one. */
export function maskText(text: string, conceal = mask): string {
  return text.includes('=')
    ? text.replace(QUERY, (_, name: string, value: string) => `${name}=${conceal(value)}`)
    : text;
}

/** A decoded frame, or a part of one, as JSON with its secrets masked. `indent` in spaces. Never throws. */
export function toMaskedJson(value: unknown, indent = 0): string {
  return toJson(value, indent, (name, text) => maskMember(name, text));
}

/** The text of one member, masked where its name says that it is a secret. `conceal`: what is shown of one. */
export function maskMember(name: string, value: string, conceal = mask): string {
  if (value === '') return value;
  // Objects have maps with a `key` that is no secret.
  const isSecret = SECRETS.has(name) && (name !== 'key' || API_KEY.test(value));
  return isSecret ? conceal(value) : maskText(value, conceal);
}
