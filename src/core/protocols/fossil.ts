import { applyDelta, getDeltaTargetSize } from 'fossil-delta';
import { MAX_DELTA_BYTES } from './delta-bounds';

/**
 * Applies a delta of the Fossil SCM (fossil-scm.org/home/doc/trunk/www/delta_format.wiki) to its base. Undefined where
 * the delta is broken, does not fit the base (it ends with a checksum) or makes more than 1,000,000 bytes.
 * Import it with `import()`: few pages need it.
 */
export function applyFossil(base: Uint8Array, delta: Uint8Array): Uint8Array | undefined {
  try {
    return getDeltaTargetSize(delta) > MAX_DELTA_BYTES ? undefined : applyDelta(base, delta);
  } catch {
    return undefined;
  }
}
