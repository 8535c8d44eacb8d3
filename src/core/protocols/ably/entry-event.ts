import { toFields } from '../../untrusted';
import type { Content, DecodedEvent } from '../protocol';
import type { Frame } from './formats';
import { type FrameEntry, textOf } from './frame-entries';
import { toJson } from './json';
import { annotationAction, messageAction, objectAction, presenceAction } from './names';
import { toMaskedJson } from './redact';
import { SERVER_NAMES } from './server-names';

/** Names of events that have none of their own; no frame can make one that means something else by using it. */
export const PLACEHOLDER = {
  unnamed: '(unnamed)',
  entry: '(unreadable entry)',
  more: '(entries not read)',
  frame: '(unreadable frame)',
  omitted: '(frame not kept)',
} as const;

/**
 * The name of an entry's event: a message's own name, with its action before it where it changes an earlier message
 * (`message.update:price`) or where it would be taken for the server's, `presence:enter`, `annotation:create`, `object:map.set`.
 */
export function eventName(entry: FrameEntry): string {
  const fields = entry.fields ?? {};
  switch (entry.kind) {
    case 'message': {
      const name = textOf(fields.name) ?? '';
      const action = messageAction(fields.action);
      const isPlain = action === 'message.create' && !SERVER_NAMES.test(name);
      if (isPlain) return name || PLACEHOLDER.unnamed;
      return name === '' ? action : `${action}:${name}`;
    }
    case 'presence':
      return `presence:${presenceAction(fields.action)}`;
    case 'annotation':
      return `annotation:${annotationAction(fields.action)}`;
    case 'object': {
      const operation = toFields(fields.operation);
      return `object:${operation ? objectAction(operation.action) : 'state'}`;
    }
  }
}

/**
 * What an entry without data says: a summary has its annotations, an annotation and an object are their members.
 * A message or a presence entry without data has an empty payload.
 */
export function contentWithoutData(entry: FrameEntry): Content {
  const fields = entry.fields ?? {};
  if (entry.kind === 'annotation' || entry.kind === 'object') {
    return { kind: 'clear', text: toMaskedJson(fields) };
  }
  const summary = entry.kind === 'message' ? fields.annotations : undefined;
  return { kind: 'clear', text: summary === undefined ? '' : toJson(summary) };
}

/** The event of an entry that is no object, or of a frame's entries past the bound. */
export function unreadEvent(frame: Frame, channel: string, name: string, text: string): DecodedEvent {
  const fault = { kind: 'unreadable', form: frame.form } as const;
  return { event: name, channel, content: { kind: 'malformed', fault, text } };
}
