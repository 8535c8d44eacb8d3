import { fromUtf8, toBase64 } from '../bytes';
import type { Plaintext } from '../sealed';

/** Opened bytes as they go to the panel: text where they are UTF-8, else base64. */
export function toPlaintext(bytes: Uint8Array): Plaintext {
  const text = fromUtf8(bytes);
  return text === undefined ? { base64: toBase64(bytes) } : { text };
}
