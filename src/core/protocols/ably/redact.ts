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
const QUERY = /\b(key|access_token|accessToken|connectionKey|token|resume|recover)=([^&\s"'#]+)/g;

/** `"name":"value"`, also where the end of the value is missing. */
const MEMBER = /"(key|access_token|accessToken|connectionKey|token|resume|recover)"(\s*:\s*")([^"]*)/g;

/** A text with the credentials of the URLs in it masked. */
export function maskText(text: string): string {
  return text.includes('=')
    ? text.replace(QUERY, (_, name: string, value: string) => `${name}=${mask(value)}`)
    : text;
}

/** A decoded frame, or a part of one, as JSON with its secrets masked. `indent` in spaces. Never throws. */
export function toMaskedJson(value: unknown, indent = 0): string {
  return toJson(value, indent, maskMember);
}

/** A text with the secrets masked that stand in it like members of JSON: for frames that can not be parsed. */
export function maskUnparsed(text: string): string {
  return maskText(
    text.replace(
      MEMBER,
      (_, name: string, between: string, value: string) => `"${name}"${between}${maskMember(name, value)}`,
    ),
  );
}

/** The text of one member, masked where its name says that it is a secret. */
export function maskMember(name: string, value: string): string {
  // Objects have maps with a `key` that is no secret.
  const isSecret = SECRETS.has(name) && (name !== 'key' || API_KEY.test(value));
  return isSecret ? mask(value) : maskText(value);
}
