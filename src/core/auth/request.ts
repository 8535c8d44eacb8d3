import { parseJson } from '../json';
import { isText, toFields } from '../untrusted';

/** A request to an auth endpoint, told by what it carries and never by its path. */
export interface AuthRequest {
  socketId: string;
  /** The channels it is for; empty for the sign-in of a user. */
  channels: string[];
  /** Address without query, fragment and credentials. */
  endpoint: string;
  /** A JSONP request: its reply is a script that calls a function of the page. */
  isScript: boolean;
  /**
   * False where the same parameters are usual for something else (`socket_id` alone keeps an event from its sender): then
   * the reply has to show that it is one.
   */
  isCertain: boolean;
}

/** What is known of a request before its reply is read. `body`: its text, empty for none. */
export interface SentRequest {
  url: string;
  method: string;
  body: string;
}

/** No batch is larger, and no server takes longer names. */
const MAX_CHANNELS = 200;
const MAX_NAME_CHARS = 1_000;
const MAX_ENDPOINT_CHARS = 500;
const MAX_PARAMETERS = 2_000;

/**
 * Reads a request with a socket id and what it is for; undefined for every other. Parameters come as a form, JSON, form
 * data or query:
 *   socket_id=123.456&channel_name=private-a          pusher-js, src/runtimes/web/auth
 *   socket_id=123.456&channel_name[0]=private-a&…     pusher-js-auth and other batching authorizers
 *   {"socket_id":"123.456","channel_name":"private-a"}
 *   GET …?callback=Pusher.auth_callbacks['1']&socket_id=123.456&channel_name=private-a
 */
export function readAuthRequest({ url, method, body }: SentRequest): AuthRequest | undefined {
  if (method === 'OPTIONS' || method === 'HEAD') return undefined;
  // Most requests of a page end here, and their bodies need no parsing.
  if (!/socket_?id/i.test(body) && !/socket_?id/i.test(url)) return undefined;
  if (!URL.canParse(url)) return undefined;
  const { protocol, origin, pathname, searchParams } = new URL(url);
  if (protocol !== 'http:' && protocol !== 'https:') return undefined;
  const parameters = [...bodyParameters(body), ...searchParams].slice(0, MAX_PARAMETERS);
  const socketId = parameters.find(([name, value]) => isNamed(name, 'socketid') && isSocketId(value))?.[1];
  if (socketId === undefined) return undefined;
  const named = namesUnder(parameters, ['channelname', 'channelnames']);
  const channels = named.length > 0 ? named : namesUnder(parameters, ['channel', 'channels']);
  return {
    socketId,
    channels,
    endpoint: `${origin}${pathname}`.slice(0, MAX_ENDPOINT_CHARS),
    isScript: method === 'GET' && searchParams.has('callback'),
    isCertain: named.length > 0 || (channels.length === 0 && /user[-_]?auth/i.test(pathname)),
  };
}

/** True for an id that a channel server gives to a connection: `123.456`. */
export function isSocketId(text: string): boolean {
  return text.length <= 64 && /^\d+\.\d+$/.test(text);
}

type Parameter = [name: string, value: string];

function bodyParameters(body: string): Parameter[] {
  const text = body.trimStart();
  if (text.startsWith('{')) return jsonParameters(parseJson(text));
  if (text.startsWith('--')) return formDataParameters(text);
  return [...new URLSearchParams(text)];
}

function jsonParameters(value: unknown): Parameter[] {
  return Object.entries(toFields(value) ?? {}).flatMap(([name, member]): Parameter[] => {
    if (isText(member)) return [[name, member]];
    const items = Array.isArray(member) ? member : [];
    return items.filter(isText).map((item) => [name, item]);
  });
}

// --boundary\r\nContent-Disposition: form-data; name="socket_id"\r\n\r\n123.456\r\n--boundary--
function formDataParameters(text: string): Parameter[] {
  const boundary = text.slice(0, Math.max(0, text.search(/\r?\n/)));
  if (boundary === '') return [];
  return text.split(boundary).flatMap((part): Parameter[] => {
    const [head = '', value] = part.split('\r\n\r\n', 2);
    const name = /\bname="([^"]{1,200})"/.exec(head)?.[1];
    return name === undefined || value === undefined ? [] : [[name, value.replace(/\r\n$/, '')]];
  });
}

function namesUnder(parameters: readonly Parameter[], spellings: readonly string[]): string[] {
  const names = parameters
    .filter(([name, value]) => spellings.some((spelling) => isNamed(name, spelling)) && isChannelName(value))
    .map(([, value]) => value);
  return [...new Set(names)].slice(0, MAX_CHANNELS);
}

function isChannelName(value: string): boolean {
  return value !== '' && value.length <= MAX_NAME_CHARS;
}

/** `channel_name`, `channelName`, and as item of a list `channel_name[0]`, `channel_name[]`. */
function isNamed(name: string, spelling: string): boolean {
  if (name.length > 40) return false;
  return (
    name
      .replace(/\[\d*\]$/, '')
      .replaceAll('_', '')
      .toLowerCase() === spelling
  );
}
