import type { Payload } from '../../frame';
import { type Fields, toFields } from '../../untrusted';
import type { Description, Detail } from '../protocol';
import { describeError, errorOf } from './errors';
import { type Frame, readFrame } from './formats';
import { channelOf, entriesOf, type FrameEntry, numberOf, textOf } from './frame-entries';
import { actionName, annotationAction, flagNames, messageAction, presenceAction } from './names';
import { maskMember, toMaskedJson } from './redact';

const MAX_VALUE_CHARS = 2000;
const MAX_DETAILS = 60;

/** What the detail shows of the entry that became event `index`, with what it inherits, and of its frame. */
export function describe(payload: Payload, index: number): Description {
  const frame = readFrame(payload);
  if (!frame) return { details: [], encoding: undefined, notice: undefined };
  const entry = entriesOf(frame).entries[index];
  const error = errorOf(frame.fields);
  const encoding = textOf(entry?.fields?.encoding);
  const details = [...detailsOfFrame(frame), ...(entry ? detailsOfEntry(entry) : [])];
  return {
    details: details.slice(0, MAX_DETAILS),
    encoding: encoding === undefined ? undefined : cut(encoding),
    notice: error && describeError(error),
  };
}

/** Members of a frame that are shown as they are. */
const FRAME_MEMBERS = ['channelSerial', 'msgSerial', 'count', 'params', 'auth', 'res'];

function detailsOfFrame(frame: Frame): Detail[] {
  const { fields } = frame;
  const flags = numberOf(fields.flags);
  const channel = textOf(fields.channel) ?? '';
  const isControl = entriesOf(frame).count === 0;
  return [
    { name: 'action', value: `${actionName(frame.action) ?? 'unknown'} (${frame.action})` },
    ...(channel === channelOf(frame) ? [] : members(fields, ['channel'])),
    // Entries show them with what they inherit.
    ...(isControl
      ? [...members(fields, ['id', 'connectionId']), ...time('timestamp', numberOf(fields.timestamp))]
      : []),
    ...members(fields, FRAME_MEMBERS),
    ...(flags === undefined || flags === 0 ? [] : [{ name: 'flags', value: flagNames(flags) }]),
    ...within('connectionDetails', fields.connectionDetails),
  ];
}

/** Members of an entry that are shown as they are; `name` is the event's but for annotations. */
const ENTRY_MEMBERS = [
  'clientId',
  'serial',
  'messageSerial',
  'type',
  'count',
  'connectionKey',
  'ref',
  'annotations',
];

function detailsOfEntry(entry: FrameEntry): Detail[] {
  const fields = entry.fields ?? {};
  const action = actionOf(entry);
  return [
    ...(action === undefined ? [] : [{ name: `${entry.kind} action`, value: action }]),
    ...members({ id: entry.id, connectionId: entry.connectionId }, ['id', 'connectionId']),
    ...time('timestamp', entry.timestamp),
    ...members(fields, entry.kind === 'annotation' ? ['name', ...ENTRY_MEMBERS] : ENTRY_MEMBERS),
    ...within('version', fields.version),
    ...within('extras', fields.extras),
  ];
}

function actionOf({ kind, fields }: FrameEntry): string | undefined {
  if (kind === 'message') return messageAction(fields?.action);
  if (kind === 'presence') return presenceAction(fields?.action);
  return kind === 'annotation' ? annotationAction(fields?.action) : undefined;
}

/** One detail for each member that is there. */
function members(fields: Fields, names: readonly string[], prefix = ''): Detail[] {
  return names.flatMap((name) => {
    const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
    return value === undefined || value === null
      ? []
      : [{ name: cut(`${prefix}${name}`), value: shown(name, value) }];
  });
}

/** The members of an object each on its own: `extras.headers`, `version.serial`. */
function within(name: string, value: unknown): Detail[] {
  const fields = toFields(value);
  return fields ? members(fields, Object.keys(fields).slice(0, MAX_DETAILS), `${name}.`) : [];
}

function shown(name: string, value: unknown): string {
  return cut(typeof value === 'string' ? maskMember(name, value) : toMaskedJson(value));
}

function time(name: string, at: number | undefined): Detail[] {
  if (at === undefined) return [];
  const date = new Date(at);
  return [{ name, value: Number.isNaN(date.getTime()) ? String(at) : date.toISOString() }];
}

function cut(text: string): string {
  return text.length > MAX_VALUE_CHARS ? `${text.slice(0, MAX_VALUE_CHARS)}…` : text;
}
