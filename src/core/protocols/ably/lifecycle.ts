import type { Direction } from '../../frame';
import { parseJson } from '../../json';
import { isCount, toFields } from '../../untrusted';
import { toMember } from '../member';
import type { Content, DecodedEvent, Lifecycle } from '../protocol';
import { describeError, errorOf } from './errors';
import type { Frame } from './formats';
import { channelOf, type FrameEntry, numberOf, textOf } from './frame-entries';
import { actionName, presenceAction } from './names';

const RESUMED = 1 << 2;

/**
 * What a protocol message changes. A client asks (ATTACH, DETACH), the server answers, and what it echoes of the
 * client's own presence counts when it comes back. `events` are those of `entries`, in their order.
 */
export function lifecycleOf(
  frame: Frame,
  direction: Direction,
  entries: readonly FrameEntry[],
  events: readonly DecodedEvent[],
): Lifecycle[] {
  const channel = channelOf(frame);
  return direction === 'sent' ? ofSent(frame, channel) : ofReceived(frame, channel, entries, events);
}

// {"action":10,"channel":"chat"}
function ofSent(frame: Frame, channel: string): Lifecycle[] {
  if (channel === '') return [];
  const action = actionName(frame.action);
  if (action === 'ATTACH') return [{ kind: 'subscribing', channel }];
  return action === 'DETACH' ? [{ kind: 'unsubscribing', channel }] : [];
}

function ofReceived(
  frame: Frame,
  channel: string,
  entries: readonly FrameEntry[],
  events: readonly DecodedEvent[],
): Lifecycle[] {
  switch (actionName(frame.action)) {
    case 'CONNECTED':
      return [...connected(frame), ...connectionError(frame)];
    case 'DISCONNECTED':
      return connectionError(frame);
    case 'ERROR':
      return channel === '' ? connectionError(frame) : failed(frame, channel);
    case 'ATTACHED':
      return channel === '' ? [] : [attached(frame, channel)];
    case 'DETACHED':
      if (channel === '') return [];
      return errorOf(frame.fields) ? failed(frame, channel) : [{ kind: 'unsubscribed', channel }];
    case 'PRESENCE':
    case 'SYNC':
      return entries.flatMap((entry, index) => presence(entry, events[index]?.content, channel));
    case 'MESSAGE':
      return events.flatMap(occupancy);
    default:
      return [];
  }
}

// {"action":11,"channel":"chat","flags":1}: a SYNC follows with who is there, or nobody is. With RESUMED nothing was missed (RTL12).
function attached({ fields }: Frame, channel: string): Lifecycle {
  const isResumed = ((numberOf(fields.flags) ?? 0) & RESUMED) !== 0;
  return { kind: 'subscribed', channel, ...(isResumed ? {} : { isAnew: true }) };
}

// {"action":4,"connectionId":"Xn3…","connectionDetails":{"clientId":"bob",…}}
function connected({ fields }: Frame): Lifecycle[] {
  const socketId = textOf(fields.connectionId) ?? '';
  if (socketId === '') return [];
  const clientId = textOf(toFields(fields.connectionDetails)?.clientId);
  // `*` may be anybody.
  const isSomebody = clientId !== undefined && clientId !== '' && clientId !== '*';
  return [
    { kind: 'connected', socketId },
    ...(isSomebody ? [{ kind: 'signed-in', userId: clientId } as const] : []),
  ];
}

function connectionError({ fields }: Frame): Lifecycle[] {
  const error = errorOf(fields);
  return error ? [{ kind: 'error', code: error.code, ...describeError(error) }] : [];
}

function failed({ fields }: Frame, channel: string): Lifecycle[] {
  const error = errorOf(fields) ?? { code: undefined, message: '' };
  return [{ kind: 'failed', channel, problem: describeError(error).problem }];
}

// {"action":2,"clientId":"bob","connectionId":"Xn3…","data":"{\"status\":\"away\"}","encoding":"json"}
function presence(entry: FrameEntry, content: Content | undefined, channel: string): Lifecycle[] {
  const clientId = textOf(entry.fields?.clientId) ?? '';
  if (channel === '' || clientId === '') return [];
  // A client is there once for each of its connections.
  const id = `${entry.connectionId ?? ''}:${clientId}`;
  const member = toMember(id, infoOf(content, entry), clientId);
  switch (presenceAction(entry.fields?.action)) {
    case 'enter':
    case 'present':
      return [{ kind: 'joined', channel, member }];
    case 'update':
      return [{ kind: 'updated', channel, member }];
    case 'leave':
    case 'absent':
      return [{ kind: 'left', channel, id: member.id }];
    default:
      return [];
  }
}

function infoOf(content: Content | undefined, entry: FrameEntry): string | undefined {
  if (content?.kind !== 'clear' || content.binary || content.text === '' || content.remaining)
    return undefined;
  const isJson = textOf(entry.fields?.encoding)?.startsWith('json') ?? false;
  return isJson ? content.text : JSON.stringify(content.text);
}

// {"name":"[meta]occupancy","data":"{\"metrics\":{\"subscribers\":3,…}}","encoding":"json"}, for params occupancy=metrics
function occupancy({ event, channel, content }: DecodedEvent): Lifecycle[] {
  if (!event.endsWith('[meta]occupancy') || channel === '' || content.kind !== 'clear') return [];
  const count = toFields(toFields(parseJson(content.text))?.metrics)?.subscribers;
  return isCount(count) ? [{ kind: 'counted', channel, count }] : [];
}
