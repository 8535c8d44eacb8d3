import { decode, type ExtensionCodecType } from '@msgpack/msgpack';
import { isBounded } from './messagepack-bounds';

// Timestamps too: what is shown is what came.
const EXTENSIONS: ExtensionCodecType<undefined> = {
  tryToEncode: () => null,
  decode: (bytes, extension) => ({ extension, bytes }),
};

/**
 * Reads one MessagePack value that fills `bytes`. Undefined for anything else: cut off, followed by more, nested too
 * deep, of too many values, with a map key that is neither text nor number, or `__proto__`. Maps become objects,
 * binaries `Uint8Array` (views of `bytes`), extensions `{ extension, bytes }`; 64-bit integers become `bigint` where
 * `wide`, else numbers, rounded above 2^53. Import it with `import()`: few pages need it.
 */
export function readMessagePack(bytes: Uint8Array, wide = false): unknown {
  if (!isBounded(bytes)) return undefined;
  try {
    return decode(bytes, {
      useBigInt64: wide,
      extensionCodec: EXTENSIONS,
      maxStrLength: bytes.length,
      maxBinLength: bytes.length,
      maxArrayLength: bytes.length,
      maxMapLength: bytes.length,
      maxExtLength: bytes.length,
    });
  } catch {
    return undefined;
  }
}
