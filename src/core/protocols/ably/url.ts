import { fromBase64, fromUtf8, padBase64 } from '../../bytes';
import { parseJson } from '../../json';
import { toFields } from '../../untrusted';
import type { ConnectionFacts } from '../protocol';
import { textOf } from './frame-entries';

const FORMS: Readonly<Record<string, string>> = { json: 'JSON', msgpack: 'MessagePack' };
const APP_ID = /^[\w-]{1,40}$/;
const MAX_TOKEN_CHARS = 10_000;

/**
 * What the query of a connection says. The app id stands before the first dot of an API key (`appId.keyId:secret`), of
 * an Ably token (`appId.…`) and of the key id in a JWT's header; nothing else of them is read.
 *   wss://main.realtime.ably.net/?key=xVLyHw.A-pwh7:…&format=json&v=6&agent=ably-js%2F2.28.0%20browser
 */
export function describeUrl({ searchParams }: URL): ConnectionFacts {
  const credential =
    searchParams.get('key') ?? searchParams.get('access_token') ?? searchParams.get('accessToken');
  const form = FORMS[searchParams.get('format') ?? ''];
  const version = [searchParams.get('v'), form].filter(Boolean).join(', ');
  return {
    app: credential === null ? undefined : appOf(credential),
    client: clientOf(searchParams.get('agent') ?? '') ?? searchParams.get('lib') ?? undefined,
    version: version === '' ? undefined : version,
  };
}

function appOf(credential: string): string | undefined {
  if (credential.length > MAX_TOKEN_CHARS) return undefined;
  const parts = credential.split('.');
  // A JWT is three parts, and the first is JSON: {"typ":"JWT","alg":"HS256","kid":"xVLyHw.A-pwh7"}
  const app =
    parts.length === 3 && credential.startsWith('ey') ? keyIdOf(parts[0] ?? '')?.split('.')[0] : parts[0];
  return parts.length > 1 && app !== undefined && APP_ID.test(app) ? app : undefined;
}

function keyIdOf(header: string): string | undefined {
  const base64 = header.replaceAll('-', '+').replaceAll('_', '/');
  const bytes = fromBase64(padBase64(base64));
  const keyId = textOf(toFields(parseJson((bytes && fromUtf8(bytes)) ?? ''))?.kid);
  return keyId?.includes('.') ? keyId : undefined;
}

/** `ably-js/2.28.0 browser`: the library comes first, what it runs in and on follows. */
function clientOf(agent: string): string | undefined {
  const agents = agent.split(' ').filter((each) => /^[\w.-]+\/[\w.+-]+$/.test(each));
  return (agents.find((each) => each.startsWith('ably-')) ?? agents[0])?.replace('/', ' ');
}
