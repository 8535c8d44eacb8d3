import { MAX_CANDIDATES } from './core/key-candidates';
import { isLabel, parseConnectionInfo, parseOccurrence } from './core/parse-occurrence';
import { parseTextFrames } from './core/text-frames';
import { isCount, isText, isTime, parseArray, parseFields, toFields } from './core/untrusted';
import type {
  Batch,
  DocumentId,
  FromBridge,
  KnownConnection,
  RawAuth,
  SocketNotice,
  WatchNotice,
} from './messages';

const MAX_BATCH_LENGTH = 4_096;

/** Rebuilds what a bridge sent; undefined when it is not of that form. Trusts no member it does not name. */
export function parseFromBridge(value: unknown): FromBridge | undefined {
  const fields = toFields(value);
  if (fields === undefined) return undefined;
  if (fields.type === 'hello') {
    const hello = parseFields(fields, { document: isDocumentId, startedAt: isTime });
    return hello && { type: 'hello', ...hello };
  }
  if (fields.type === 'watching') return { type: 'watching' };
  if (fields.type !== 'batch') return undefined;
  const batch = parseBatch(fields.batch);
  return batch && { type: 'batch', batch };
}

/** True for the one message that a bridge sends without a port. */
export function isSocketNotice(value: unknown): value is SocketNotice {
  return toFields(value)?.type === 'socket';
}

/** True for the message that tells the bridges of a tab that a panel has come. */
export function isWatchNotice(value: unknown): value is WatchNotice {
  return toFields(value)?.type === 'watched';
}

/** Rebuilds the texts that may be keys as the devtools page sent them; undefined when it is not of that form. */
export function parseCandidates(value: unknown): string[] | undefined {
  const fields = toFields(value);
  if (fields?.type !== 'candidates') return undefined;
  return parseArray(fields.texts, MAX_CANDIDATES, (text) => (isText(text) ? text : undefined));
}

/** Rebuilds a request to an auth endpoint as the devtools page sent it; undefined when it is not of that form. */
export function parseRawAuth(value: unknown): { tab: number; request: RawAuth } | undefined {
  const fields = toFields(value);
  const request = toFields(fields?.request);
  if (fields?.type !== 'auth' || !isCount(fields.tab) || request === undefined) return undefined;
  const parsed = parseFields(request, {
    at: isTime,
    durationMs: isTime,
    url: isText,
    method: isText,
    status: isCount,
    body: isText,
    contentType: isText,
    reply: isText,
  });
  return parsed && { tab: fields.tab, request: parsed };
}

function isDocumentId(value: unknown): value is DocumentId {
  return isText(value) && /^[0-9a-f-]{36}$/.test(value);
}

function parseBatch(value: unknown): Batch | undefined {
  const fields = toFields(value);
  if (fields === undefined) return undefined;
  const head = parseFields(fields, {
    document: isDocumentId,
    first: isCount,
    last: isCount,
    bytes: isCount,
    framesBefore: isCount,
    framesThrough: isCount,
    unknownFrames: isCount,
  });
  const connections = parseArray(fields.connections, MAX_BATCH_LENGTH, parseKnownConnection);
  const late = parseArray(fields.late, MAX_BATCH_LENGTH, parseOccurrence);
  const occurrences = parseArray(fields.occurrences, MAX_BATCH_LENGTH, parseOccurrence);
  const frames = parseTextFrames(fields.frames);
  if (!head || !connections || !late || !occurrences) return undefined;
  if (fields.frames !== undefined && frames === undefined) return undefined;
  return { ...head, connections, late, occurrences, ...(frames && { frames }) };
}

function parseKnownConnection(value: unknown): KnownConnection | undefined {
  const info = parseConnectionInfo(value);
  const protocol = toFields(value)?.protocol;
  return info && { ...info, protocol: isLabel(protocol) || protocol === null ? protocol : undefined };
}
