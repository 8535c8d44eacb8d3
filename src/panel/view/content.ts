import type { Entry } from '../../core/entry';
import { type Payload, payloadBytes } from '../../core/frame';
import type { Problem } from '../../core/key-summary';
import type { Description } from '../../core/protocols/protocol';
import { toFields } from '../../core/untrusted';
import { parseTree } from './json-value';

const NOTHING: Description = { details: [], encoding: undefined, notice: undefined };

/** What its protocol says of an entry beside name, channel and payload. */
export function describeEntry(entry: Entry): Description {
  const { connection, payload, direction, index } = entry;
  if (!hasFrame(entry)) return { ...NOTHING, notice: closeNotice(entry) };
  return connection.protocol?.describe(payload, direction, index) ?? NOTHING;
}

/** False for opens and closes of the connection, which are rows without a frame. */
export function hasFrame({ size, state }: Entry): boolean {
  return size > 0 || state !== 'control';
}

function closeNotice({ connection, text }: Entry): Problem | undefined {
  const code = toFields(parseTree(text))?.code;
  return typeof code === 'number' ? connection.protocol?.describeClose(code) : undefined;
}

/** The frame of an entry as it may be shown: whole, but for what its protocol never shows in full. */
export function shownPayload({ connection, payload }: Entry): Payload {
  return connection.protocol?.hideSecrets(payload) ?? payload;
}

/** Length in bytes of what an entry shows as text. */
export function textBytes(entry: Entry): number {
  return payloadBytes(entry.binary ? { base64: entry.text } : { text: entry.text });
}
