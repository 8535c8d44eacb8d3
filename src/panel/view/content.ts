import type { Entry } from '../../core/entry';
import { type Payload, payloadBytes } from '../../core/frame';
import { hideSecrets } from '../../core/hide-secrets';
import type { Content, Description } from '../../core/protocols/protocol';
import { readContent } from '../../core/read-content';

/** The event that was read last: one is shown at a time, and several places ask about it. */
let lastRead: { payload: Payload; index: number; content: Content | undefined } | undefined;

/** What the frame of an entry carried for it. */
export function contentOf(entry: Entry): Content | undefined {
  if (lastRead?.payload !== entry.payload || lastRead.index !== entry.index) {
    lastRead = { payload: entry.payload, index: entry.index, content: readContent(entry) };
  }
  return lastRead.content;
}

const NOTHING: Description = { details: [], encoding: undefined, notice: undefined };

/** What its protocol says of an entry beside name, channel and payload. */
export function describeEntry({ connection, payload, direction, index }: Entry): Description {
  return connection.protocol?.describe(payload, direction, index) ?? NOTHING;
}

/** The frame of an entry as it may be shown: whole, but for what its protocol never shows in full. */
export function shownPayload({ connection, payload, state, reason }: Entry): Payload {
  const hidden = connection.protocol?.secrets.hidden ?? [];
  // What can not be read may be a control frame that was cut off.
  return state === 'control' || reason?.kind === 'malformed' ? hideSecrets(payload, hidden) : payload;
}

/** Length in bytes of what an entry shows as text. */
export function textBytes(entry: Entry): number {
  return payloadBytes(entry.binary ? { base64: entry.text } : { text: entry.text });
}
