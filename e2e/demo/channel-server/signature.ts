import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** Credentials of one app, as its dashboard would show them. */
export type App = { readonly id: string; readonly key: string; readonly secret: string };

/** What the HTTP API signs: the path as the server sees it and the body's exact bytes. */
export type SignedRequest = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Buffer;
};

const maxClockSkewSeconds = 600;

/** HMAC-SHA256 of `text` under the app secret, lower-case hex: the signature of every Pusher credential. */
export function sign(secret: string, text: string): string {
  return createHmac('sha256', secret).update(text, 'utf8').digest('hex');
}

/** Whether `auth` is `<app key>:<signature of text>`, as auth endpoints answer it. */
export function isSignedBy(app: App, text: string, auth: unknown): boolean {
  return typeof auth === 'string' && equals(auth, `${app.key}:${sign(app.secret, text)}`);
}

/** The string which `auth_signature` covers: lower-cased sorted parameters, values not URL-encoded. */
export function toStringToSign(request: SignedRequest): string {
  const pairs = [...request.query]
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => name !== 'auth_signature')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`);
  return [request.method.toUpperCase(), request.path, pairs.join('&')].join('\n');
}

/** Why the HTTP API must refuse this request with 401, or undefined when it is signed properly. */
export function findSignatureFault(app: App, request: SignedRequest, nowSeconds: number): string | undefined {
  const { query, body } = request;
  if (query.get('auth_key') !== app.key) return 'auth_key is not the key of this app';
  if (query.get('auth_version') !== '1.0') return 'auth_version must be 1.0';
  const timestamp = query.get('auth_timestamp') ?? '';
  if (!/^\d+$/.test(timestamp)) return 'auth_timestamp must be a Unix time in seconds';
  if (Math.abs(nowSeconds - Number(timestamp)) > maxClockSkewSeconds) {
    return `auth_timestamp is more than ${maxClockSkewSeconds} s away from the server's clock`;
  }
  if (body.length > 0 || query.has('body_md5')) {
    const md5 = createHash('md5').update(body).digest('hex');
    if (!equals(query.get('body_md5') ?? '', md5)) return 'body_md5 is not the MD5 of the body';
  }
  const text = toStringToSign(request);
  if (equals(query.get('auth_signature') ?? '', sign(app.secret, text))) return undefined;
  return `Invalid signature: you should have sent HmacSHA256Hex(${JSON.stringify(text)}, your_secret_key)`;
}

function equals(given: string, expected: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(expected);
  return a.length === b.length && timingSafeEqual(a, b);
}
