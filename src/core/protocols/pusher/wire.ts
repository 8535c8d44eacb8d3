import type { Payload } from '../../frame';
import { parseJson } from '../../json';
import { type Fields, toFields } from '../../untrusted';

/** What the names of control events begin with: `pusher:` and `pusher_internal:`, or the same with `sockudo`. */
export type Prefix = 'pusher' | 'sockudo';

/** How a protocol of this family puts its frames on the wire; everything above it is one code. */
export interface Wire {
  prefix: Prefix;
  /** The frame's members under their names in JSON; undefined when it can not be read. Never throws. */
  read(payload: Payload): Fields | undefined;
  /** The form that `read` looks for: "JSON", "MessagePack", "protobuf". */
  form(payload: Payload): string;
}

/** Protocol 7 and older: text frames, each a JSON object. */
export const pusherWire: Wire = {
  prefix: 'pusher',
  read: (payload) => ('text' in payload ? readText(payload.text) : undefined),
  form: () => 'JSON',
};

/** A text frame: {"event":"order-created","channel":"orders","data":"{\"id\":1}"} */
export function readText(text: string): Fields | undefined {
  return toFields(parseJson(text));
}

/** The name of a control event without its prefix: "subscribe" of `pusher:subscribe`. Undefined for every other event. */
export function controlName(event: string, prefix: Prefix): string | undefined {
  if (!event.startsWith(prefix)) return undefined;
  if (event.startsWith(':', prefix.length)) return event.slice(prefix.length + 1);
  return event.startsWith('_internal:', prefix.length)
    ? event.slice(prefix.length + '_internal:'.length)
    : undefined;
}

/**
 * True for the events with a control prefix that carry what the app published (Sockudo V2): versions of a message
 * (`sockudo:message.update`), its summary (`sockudo_internal:message`), annotations and updates of a member.
 */
export function isPublished(name: string): boolean {
  return (
    name === 'message' || name === 'annotation' || name === 'presence_update' || name.startsWith('message.')
  );
}
