import { fromBase64, fromHex, padBase64, toBase64 } from '../bytes';
import { recognizers } from '../protocols/recognizers';
import type { Part } from './pasted';

/**
 * The bytes of a binary frame as Network tools copy them: base64 (either alphabet, padding optional) or hex, white space
 * between them ignored. Undefined for other texts.
 */
export function readBytes(text: string): Uint8Array | undefined {
  const dense = text.replace(/\s+/g, '');
  if (dense === '') return undefined;
  const bytes = fromHex(dense);
  if (bytes !== undefined) return bytes;
  const standard = dense.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '');
  return fromBase64(padBase64(standard));
}

/** Bytes that one of the protocols proves to be its own; undefined for others. */
export function readBinaryFrame(bytes: Uint8Array): Part | undefined {
  const protocol = recognizers.find((recognizer) => recognizer.recognizeFrame(bytes))?.id;
  if (protocol === undefined) return undefined;
  const frames = [{ payload: { base64: toBase64(bytes) }, at: undefined }];
  return { kind: 'binary-frame', protocol, frames, events: 1, clientEvents: 0, needsChannel: false };
}
