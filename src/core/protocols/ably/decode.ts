import type { Direction, Payload } from '../../frame';
import { MAX_DELTA_BYTES } from '../delta-bounds';
import type { Decode, DecodedEvent, DecodedFrame } from '../protocol';
import { decodePayload, toChainData } from './content';
import { baseOf, createDeltaBases, type DeltaBases, rememberBase } from './deltas';
import { contentWithoutData, eventName, PLACEHOLDER, unreadEvent } from './entry-event';
import { type Frame, readFrame } from './formats';
import { channelOf, entriesOf, type FrameEntry, textOf } from './frame-entries';
import { hideInUnreadable } from './hide-secrets';
import { lifecycleOf } from './lifecycle';
import { actionName } from './names';
import { toMaskedJson } from './redact';

/** What the deltas of one frame may make together, in bytes, and some 25 ms; Ably's frames end at 256 kB. */
const MAX_RESTORED_BYTES = 4_000_000;

/** What is the same for all entries of a frame. */
interface FrameContext {
  frame: Frame;
  app: string | undefined;
  channel: string;
  /** Undefined where deltas never come: in what the page sends, and outside MESSAGE. */
  bases: DeltaBases | undefined;
  restoredBytes: number;
}

/**
 * A reader of protocol messages: one event for each entry, and one control event for a frame that has none. It
 * remembers the last message of each channel, for deltas.
 *   {"action":15,"channel":"chat","id":"c:7","messages":[{"name":"hi","data":"there"}]}
 */
export function createDecoder(app: string | undefined): Decode {
  const bases = createDeltaBases();
  return (payload, direction) => decodeFrame(payload, direction, app, bases);
}

function decodeFrame(
  payload: Payload,
  direction: Direction,
  app: string | undefined,
  bases: DeltaBases,
): DecodedFrame {
  const frame = readFrame(payload);
  if (!frame) return { events: [unreadableFrame(payload)], lifecycle: [] };
  const channel = channelOf(frame);
  const { entries, count } = entriesOf(frame);
  const isDeltaSource = direction === 'received' && actionName(frame.action) === 'MESSAGE';
  const context: FrameContext = {
    frame,
    app,
    channel,
    bases: isDeltaSource ? bases : undefined,
    restoredBytes: 0,
  };
  const events = entries.map((entry) => decodeEntry(entry, context));
  const lifecycle = lifecycleOf(frame, direction, entries, events);
  if (events.length === 0) events.push(controlEvent(frame, channel));
  if (count > entries.length) {
    const text = `${count - entries.length} more of ${count} entries`;
    events.push(unreadEvent(frame, channel, PLACEHOLDER.more, text));
  }
  return { events, lifecycle };
}

function decodeEntry(entry: FrameEntry, context: FrameContext): DecodedEvent {
  const { frame, channel } = context;
  const { fields } = entry;
  if (!fields) return unreadEvent(frame, channel, PLACEHOLDER.entry, toMaskedJson(entry.raw));
  const userId = textOf(fields.clientId);
  const payload = decodeData(entry, context);
  const { kind } = entry;
  return {
    event: eventName(entry),
    channel,
    ...payload,
    ...(kind === 'annotation' || kind === 'object'
      ? { findings: [{ id: 'ably-never-encrypted', what: kind } as const] }
      : {}),
    ...(userId === undefined ? {} : { userId }),
  };
}

function decodeData(entry: FrameEntry, context: FrameContext): Pick<DecodedEvent, 'content' | 'isRestored'> {
  const { app, channel, bases } = context;
  const data = toChainData(entry.fields?.data);
  const encoding = textOf(entry.fields?.encoding) ?? '';
  // Two ways to attach to one channel have deltas of their own: the name as it came.
  const wireChannel = textOf(context.frame.fields.channel) ?? '';
  if (!data) {
    if (bases) rememberBase(bases, wireChannel, entry.id, undefined, '');
    return { content: contentWithoutData(entry) };
  }
  const deltaBase = () =>
    bases && context.restoredBytes < MAX_RESTORED_BYTES
      ? baseOf(bases, wireChannel, deltaFrom(entry))
      : undefined;
  const { content, restored } = decodePayload(data, encoding, { app, channel, deltaBase });
  const isDelta = encoding.includes('vcdiff');
  if (bases) {
    const base = isDelta ? restored && { bytes: restored } : data;
    rememberBase(bases, wireChannel, entry.id, base, isDelta ? '' : encoding);
  }
  // One that is broken may have made as much as one can before it was.
  if (content.kind === 'malformed' && content.fault.kind === 'delta-broken')
    context.restoredBytes += MAX_DELTA_BYTES;
  if (!restored) return { content };
  context.restoredBytes += restored.length;
  return { content, isRestored: true };
}

// "extras":{"delta":{"from":"c:6:0","format":"vcdiff"}}
function deltaFrom(entry: FrameEntry): string | undefined {
  const extras = entry.fields?.extras as { delta?: { from?: unknown } } | undefined | null;
  return textOf(extras?.delta?.from);
}

function controlEvent(frame: Frame, channel: string): DecodedEvent {
  const event = actionName(frame.action) ?? `action ${frame.action}`;
  return { event, channel, content: { kind: 'control', text: toMaskedJson(frame.fields) } };
}

function unreadableFrame(payload: Payload): DecodedEvent {
  const shown = hideInUnreadable(payload);
  if ('omitted' in shown) {
    const content = { kind: 'malformed', fault: { kind: 'not-kept' }, text: '' } as const;
    return { event: PLACEHOLDER.omitted, channel: '', content };
  }
  const [form, text] = 'text' in shown ? ['JSON', shown.text] : ['MessagePack', shown.base64];
  const content = { kind: 'malformed', fault: { kind: 'unreadable', form }, text } as const;
  return { event: PLACEHOLDER.frame, channel: '', content };
}
