import { isEncryptedChannel } from '../protocols/pusher/channel-kind';
import { readBinaryFrame, readBytes } from './binary-frame';
import { readCutEnvelope } from './envelope';
import { splitRequest } from './http-request';
import { MAX_PASTED_CHARS, MAX_PASTED_EVENTS, type Part, type Pasted, type PastedReading } from './pasted';
import { readValue } from './read-value';
import * as refusals from './refusals';
import { parseLoosely, withoutColumns } from './text-line';

type Refused = Extract<PastedReading, { outcome: 'refused' }>;

/**
 * What a text is that was copied from anywhere: frames for the decoder of its protocol, or what is wrong with it and
 * what to do. `channel`: what the user says it is from, for what does not say so itself; empty for nothing.
 */
export function readPasted(text: string, channel: string): PastedReading {
  if (text.trim() === '') return { outcome: 'empty' };
  if (text.length > MAX_PASTED_CHARS) return refusals.tooLong(text.length);
  const name = channel.trim();
  const { body, app, signature } = splitRequest(text);
  const parts = readBody(body, name);
  if (!Array.isArray(parts)) return parts;
  const pasted = merge(parts);
  if ('outcome' in pasted) return pasted;
  const isWebhook = parts.length === 1 && parts[0]?.kind === 'webhook';
  return judgeChannel({ ...pasted, webhook: isWebhook ? { body, app, signature } : undefined }, name);
}

function readBody(body: string, channel: string): Part[] | Refused {
  const whole = readJson(body, channel);
  if (whole) return whole === 'unknown' ? refusals.unknownJson() : whole;
  const { parts, badLine } = readLines(body, channel);
  if (badLine === undefined) return parts;
  // One thing in several lines all the same: an envelope that breaks off, or base64, which is often put into lines.
  const broken = readBroken(body, channel);
  if (broken) return [broken];
  return parts.length > 0 ? refusals.badLine(badLine) : refusals.noJson(body, readBytes(body)?.length);
}

/** What each line holds, up to the first that holds nothing; `badLine` counts from 1. */
function readLines(body: string, channel: string): { parts: Part[]; badLine: number | undefined } {
  const parts: Part[] = [];
  for (const [index, line] of body.split('\n').entries()) {
    if (line.trim() === '') continue;
    const read = readJson(line, channel) ?? readBroken(line, channel);
    if (read === undefined || read === 'unknown') return { parts, badLine: index + 1 };
    for (const part of Array.isArray(read) ? read : [read]) parts.push(part);
    // One more than can be taken is enough to refuse it.
    if (parts.length > MAX_PASTED_EVENTS) break;
  }
  return { parts, badLine: undefined };
}

/** `unknown`: it is JSON of no known form. Undefined: it is no JSON. */
function readJson(text: string, channel: string): Part[] | 'unknown' | undefined {
  const json = parseLoosely(text);
  return json && (readValue(json.value, json.text, channel) ?? 'unknown');
}

function readBroken(text: string, channel: string): Part | undefined {
  const cut = readCutEnvelope(text.trim(), channel);
  if (cut) return cut;
  const bytes = readBytes(withoutColumns(text));
  return bytes && readBinaryFrame(bytes);
}

function merge(parts: readonly Part[]): Omit<Pasted, 'webhook'> | Refused {
  const [first] = parts;
  if (first === undefined) return refusals.nothingIn();
  const events = sum(parts, ({ events }) => events);
  if (events > MAX_PASTED_EVENTS) return refusals.tooMany();
  if (events === 0) return refusals.nothingIn();
  const protocols = new Set(parts.map(({ protocol }) => protocol));
  // A frame of Sockudo proves itself by what only some of its frames have.
  if (protocols.has('sockudo')) protocols.delete('pusher');
  const [protocol, ...others] = protocols;
  if (protocol === undefined || others.length > 0) return refusals.severalProtocols();
  return {
    kinds: [...new Set(parts.map(({ kind }) => kind))],
    protocol,
    frames: parts.flatMap(({ frames }) => frames),
    events,
    clientEvents: sum(parts, ({ clientEvents }) => clientEvents),
    needsChannel: parts.some(({ needsChannel }) => needsChannel),
  };
}

function judgeChannel(pasted: Pasted, channel: string): PastedReading {
  if (!pasted.needsChannel) return { outcome: 'ready', pasted };
  if (channel === '') return { outcome: 'lacking', pasted, ...refusals.CHANNEL_MISSING };
  return pasted.kinds.includes('envelope') && !isEncryptedChannel(channel)
    ? { outcome: 'lacking', pasted, ...refusals.CHANNEL_NOT_ENCRYPTED }
    : { outcome: 'ready', pasted };
}

function sum(parts: readonly Part[], count: (part: Part) => number): number {
  return parts.reduce((total, part) => total + count(part), 0);
}
