const BLOCK_BYTES = 16;
const CIPHER_KEY_BYTES = [16, 32];
const ALGORITHM = 'AES-CBC';

/**
 * A cipher key in the form that `decryptBlocks` takes; its bytes can not be read from it again. Importing costs as much
 * as decrypting: keep it. Throws TypeError unless `bytes` is a Uint8Array, RangeError unless it has 16 or 32 bytes.
 */
export async function importCipherKey(bytes: Uint8Array): Promise<CryptoKey> {
  requireBytes('bytes', bytes);
  if (!CIPHER_KEY_BYTES.includes(bytes.length)) {
    throw new RangeError(`bytes: expected 16 or 32 bytes, got ${bytes.length}`);
  }
  return crypto.subtle.importKey('raw', bytes as Uint8Array<ArrayBuffer>, ALGORITHM, false, ['decrypt']);
}

/**
 * Decrypts AES-CBC with PKCS#7 padding, 128 or 256 bits as the key has. `ciphertext` is the 16-byte IV followed by the
 * blocks (ably-js src/platform/web/lib/util/crypto.ts). Undefined when the padding does not come out: another key,
 * altered bytes, or no whole blocks. There is no tag: of wrong keys about 1 in 256 gives bytes all the same.
 * Throws TypeError unless `ciphertext` is a Uint8Array.
 */
export function decryptBlocks(
  ciphertext: Uint8Array<ArrayBuffer>,
  key: CryptoKey,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  requireBytes('ciphertext', ciphertext);
  if (ciphertext.length < 2 * BLOCK_BYTES || ciphertext.length % BLOCK_BYTES !== 0) {
    return Promise.resolve(undefined);
  }
  const iv = ciphertext.subarray(0, BLOCK_BYTES);
  return crypto.subtle
    .decrypt({ name: ALGORITHM, iv }, key, ciphertext.subarray(BLOCK_BYTES))
    .then((plaintext) => new Uint8Array(plaintext), wrongPadding);
}

function wrongPadding(error: unknown): undefined {
  // How WebCrypto says that the padding is wrong. Anything else is misuse: a key of another algorithm.
  if (error instanceof Error && error.name === 'OperationError') return undefined;
  throw error;
}

function requireBytes(name: string, value: Uint8Array): void {
  if (!(value instanceof Uint8Array))
    throw new TypeError(`${name}: expected Uint8Array, got ${typeof value}`);
}
