import { applyDelta, getDeltaTargetSize } from 'fossil-delta';

/**
 * A delta of a few bytes can name a target of 4 GB, and the library collects it byte by byte in an array: a megabyte
 * takes 30 ms. Sockudo's messages end at 100 kB unless a server is told otherwise.
 */
const MAX_BYTES = 1_000_000;

/**
 * Applies a delta of the Fossil SCM (fossil-scm.org/home/doc/trunk/www/delta_format.wiki) to its base. Undefined where
 * the delta is broken, does not fit the base (it ends with a checksum) or makes more than 1,000,000 bytes.
 * Import it with `import()`: few pages need it.
 */
export function applyFossil(base: Uint8Array, delta: Uint8Array): Uint8Array | undefined {
  try {
    return getDeltaTargetSize(delta) > MAX_BYTES ? undefined : applyDelta(base, delta);
  } catch {
    return undefined;
  }
}
