import type { Payload } from '../../frame';
import type { Fields } from '../../untrusted';

/** The binary forms, by the name that people know. */
export type BinaryForm = 'MessagePack' | 'protobuf';

/** Reads the bytes of a frame into its members; undefined for what is none. */
export type ReadBytes = (bytes: Uint8Array) => Fields | undefined;

const loaded = new Map<BinaryForm, ReadBytes>();

/**
 * The form of a binary frame, by its first byte: 0x9f (an array of 15) or 0x80–0xdf (other arrays, a map) begin
 * MessagePack, 0x0a (field 1, a text) and everything below 0x80 protobuf.
 */
export function formOf(base64: string): BinaryForm {
  // The first letter holds the upper six bits of the first byte: from `g` on, the topmost is set.
  return /^[g-z0-9+/]/.test(base64) ? 'MessagePack' : 'protobuf';
}

/** Loads the reader of a binary frame; undefined for text frames and when it is here. */
export function prepareBinary(payload: Payload): Promise<void> | undefined {
  if (!('base64' in payload)) return undefined;
  const form = formOf(payload.base64);
  if (loaded.has(form)) return undefined;
  if (form === 'protobuf') {
    return import('./protobuf').then(({ readProtobuf }) => void loaded.set(form, readProtobuf));
  }
  return Promise.all([import('../messagepack'), import('./packed')]).then(
    ([{ readMessagePack }, { unpack }]) => {
      loaded.set(form, (bytes) => unpack(readMessagePack(bytes, true)));
    },
  );
}

/** The reader of a form; undefined until `prepareBinary` has brought it. */
export function binaryReader(form: BinaryForm): ReadBytes | undefined {
  return loaded.get(form);
}
