import type { Payload } from '../../frame';

/** Makes the bytes that a delta stands for; undefined where it is broken or does not fit its base. */
export type ApplyDelta = (base: Uint8Array, delta: Uint8Array) => Uint8Array | undefined;

const loaded = new Map<string, ApplyDelta>();

/** MessagePack (an array of 15, a text of 13) and protobuf (field 1, a text of 13), each with the text "sockudo:delta". */
const PACKED_DELTAS = ['n61zb2NrdWRvOmRlbHRh', 'Cg1zb2NrdWRvOmRlbHRh'];

/**
 * Loads what undoes deltas, when this frame is one. Both algorithms: a delta need not name its own. Undefined when the
 * frame is none and when all is here.
 */
export function prepareDelta(payload: Payload): Promise<void> | undefined {
  if (loaded.size > 0 || !isDelta(payload)) return undefined;
  return Promise.all([import('../fossil'), import('../vcdiff')]).then(
    ([{ applyFossil }, { applyVcdiff }]) => {
      loaded.set('fossil', applyFossil);
      loaded.set('xdelta3', applyVcdiff);
    },
  );
}

/** True when `prepareDelta` has brought the libraries. */
export function areDeltasReady(): boolean {
  return loaded.size > 0;
}

/** How the wire names its algorithms: `fossil` and `xdelta3`. Undefined for others, and before they are loaded. */
export function deltaAlgorithm(name: string): ApplyDelta | undefined {
  return loaded.get(name);
}

// `pusher:delta` and `sockudo:delta`. A colon is rarer than a quotation mark: this runs over every frame.
function isDelta(payload: Payload): boolean {
  if ('text' in payload) return payload.text.includes(':delta"');
  return 'base64' in payload && PACKED_DELTAS.some((start) => payload.base64.startsWith(start));
}
