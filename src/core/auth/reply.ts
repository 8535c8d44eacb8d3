import { parseJson } from '../json';
import { type Fields, isText, toFields } from '../untrusted';
import type { ReplyFault } from '../verdicts/auth';
import { headOf } from './body-head';
import type { AuthRequest } from './request';
import { type ReadSecret, readSecret } from './secret-text';

/** What an auth reply says for one channel, or for the user (then `channel` is empty). It may hold a secret. */
export interface ChannelReply {
  channel: string;
  /** 0 where no answer came; of a batch the channel's own. */
  status: number;
  reply:
    | { kind: 'failed'; fault: ReplyFault; head: string }
    /** app: the key half of `auth`. */
    | { kind: 'answered'; app: string | undefined; hasChannelData: boolean; secret: ReadSecret };
}

/** Status 0 stands for a request that failed. */
export interface RawReply {
  status: number;
  body: string;
}

const MAX_APP_CHARS = 200;
/** A list has an item for each channel that was asked for. */
const MAX_LISTED = 400;

/**
 * Reads the reply for every channel of its request; nothing where it turns out to be no auth request.
 *   {"auth":"key:5f…","channel_data":"{…}","shared_secret":"…"}             a channel
 *   {"auth":"key:5f…","user_data":"{…}"}                                    a user
 *   {"private-a":{"auth":"…"},"private-b":{"status":403}}, also with the reply under `data`, all of it under the
 *   socket id (pusher-js-auth), or as a list in the order of the request    a batch
 * Only status 200 counts, as in pusher-js (src/runtimes/web/auth/xhr_auth.ts).
 */
export function readAuthReply(request: AuthRequest, { status, body }: RawReply): ChannelReply[] {
  const channels = request.channels.length === 0 ? [''] : request.channels;
  const fail = (fault: ReplyFault): ChannelReply[] =>
    request.isCertain
      ? channels.map((channel) => ({ channel, status, reply: { kind: 'failed', fault, head: headOf(body) } }))
      : [];
  if (status === 0) return fail('no-answer');
  if (status !== 200) return fail('status');
  const parsed = request.isScript ? parseScript(body) : parseJson(body);
  if (parsed === undefined) return fail('not-json');
  const replies = channels.map((channel, index) =>
    readPart(channel, partOf(parsed, request, channel, index)),
  );
  const isOne = request.isCertain || replies.some(({ reply }) => reply.kind === 'answered');
  const isSignIn = request.channels.length === 0;
  if (!isOne || (isSignIn && !request.isCertain && toFields(parsed)?.user_data === undefined)) return [];
  return replies.map((part) =>
    part.reply.kind === 'failed' && part.status === 200
      ? { ...part, reply: { ...part.reply, head: headOf(body) } }
      : part,
  );
}

/** What stands for one channel; the whole reply where it is for this channel alone. */
function partOf(
  parsed: unknown,
  { channels, socketId }: AuthRequest,
  channel: string,
  index: number,
): unknown {
  if (Array.isArray(parsed)) {
    const named = parsed.slice(0, MAX_LISTED).find((item) => {
      const fields = toFields(item);
      return fields !== undefined && (fields.channel_name === channel || fields.channel === channel);
    });
    return named ?? parsed[index];
  }
  const whole = toFields(parsed);
  if (whole === undefined || (channels.length <= 1 && isText(whole.auth))) return whole;
  return own(toFields(own(whole, socketId)) ?? whole, channel) ?? (channels.length <= 1 ? whole : undefined);
}

function readPart(channel: string, part: unknown): ChannelReply {
  const outer = toFields(part);
  // Beside an `auth` it is the app's own: pusher-js looks at the status of the answer alone.
  const status = typeof outer?.status === 'number' && !isText(outer.auth) ? outer.status : 200;
  if (status !== 200) return { channel, status, reply: { kind: 'failed', fault: 'status', head: '' } };
  const fields = isText(outer?.auth) ? outer : (toFields(outer?.data) ?? outer);
  if (fields === undefined || !isText(fields.auth))
    return { channel, status, reply: { kind: 'failed', fault: 'no-auth', head: '' } };
  return {
    channel,
    status,
    reply: {
      kind: 'answered',
      app: appIn(fields.auth),
      hasChannelData: isText(fields.channel_data),
      secret: readSecret(fields.shared_secret),
    },
  };
}

/** The app key in an `auth`, `key:signature`; undefined where there is none. */
export function appIn(auth: string): string | undefined {
  const end = auth.indexOf(':');
  return end > 0 && end <= MAX_APP_CHARS ? auth.slice(0, end) : undefined;
}

function own(fields: Fields, name: string): unknown {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

// Pusher.auth_callbacks['1']({"auth":"key:5f…"}); frameworks put `/**/` before it.
function parseScript(script: string): unknown {
  const whole = parseJson(script);
  if (whole !== undefined) return whole;
  const start = script.indexOf('(');
  const end = script.lastIndexOf(')');
  return start === -1 || end < start ? undefined : parseJson(script.slice(start + 1, end));
}
