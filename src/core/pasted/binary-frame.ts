import { fromBase64, toBase64 } from '../bytes';
import { recognizers } from '../protocols/recognizers';
import type { Part } from './pasted';

/**
 * The bytes of a binary frame as Network tools copy them: base64 (either alphabet, padding optional) or hex, white space
 * between them ignored. Undefined for other texts.
 */
export function readBytes(text: string): Uint8Array | undefined {
  const dense = text.replace(/\s+/g, '');
  if (dense === '') return undefined;
  if (/^(?:[0-9a-f]{2})+$/i.test(dense)) return fromHex(dense);
  const standard = dense.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '');
  return fromBase64(standard.padEnd(Math.ceil(standard.length / 4) * 4, '='));
}

/** Bytes that one of the protocols proves to be its own; undefined for others. */
export function readBinaryFrame(bytes: Uint8Array): Part | undefined {
  const protocol = recognizers.find((recognizer) => recognizer.recognizeFrame(bytes))?.id;
  if (protocol === undefined) return undefined;
  const frames = [{ payload: { base64: toBase64(bytes) }, at: undefined }];
  return { kind: 'binary-frame', protocol, frames, events: 1, clientEvents: 0, needsChannel: false };
}

function fromHex(digits: string): Uint8Array {
  return Uint8Array.from({ length: digits.length / 2 }, (_, index) =>
    Number.parseInt(digits.slice(index * 2, index * 2 + 2), 16),
  );
}
