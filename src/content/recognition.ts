import { recognize } from '../core/protocols/recognizers';

/** Which connections of the document speak a channel protocol, decided by URL and first frames. */
export interface Recognition {
  /** A connection was made. Answers true when its URL decides. */
  addConnection(id: number, url: string): boolean | undefined;
  /** The start of one of its first frames. Answers whether it is known now; undefined while that is open. */
  addSample(id: number, start: string | Uint8Array): boolean | undefined;
  /** It was closed: what its URL and first frames have not decided by now, nothing will. Answers as `addSample`, undefined where nothing changes. */
  end(id: number): boolean | undefined;
  /** Null when it speaks none, undefined while that is open. */
  protocolOf(id: number): string | null | undefined;
  /** Undefined while that is open. One that was recognised stays known when there were too many to remember its URL. */
  isKnown(id: number): boolean | undefined;
  /** True while every connection that there ever was is known. */
  areAllKnown(): boolean;
  /** Connections that were decided since this was asked last. */
  takeDecided(): { id: number; url: string; at: number }[];
  /** All that is decided counts as not asked for yet: a new panel knows nothing of it. */
  repeatDecided(): void;
}

const MAX_SAMPLES = 8;
const MAX_CONNECTIONS = 1_000;

interface Candidate {
  id: number;
  url: string;
  at: number;
  samples: number;
  protocol: string | null | undefined;
}

/** The oldest that is not recognised; a recognised one may still be live, it goes only when all are. */
function leastWanted(candidates: Map<number, Candidate>): Candidate {
  const all = Array.from(candidates.values());
  return all.find(({ protocol }) => protocol == null) ?? (all[0] as Candidate);
}

export function createRecognition(): Recognition {
  const candidates = new Map<number, Candidate>();
  /** Forgotten before they were recognised. Of all others that are forgotten the hook keeps the decision. */
  const strangers = createIdSet();
  let decided: Candidate[] = [];
  let newest = 0;
  const forgetOne = () => {
    const { id, protocol } = leastWanted(candidates);
    candidates.delete(id);
    if (protocol != null) return;
    strangers.add(id);
  };
  const decide = (candidate: Candidate, frames: (string | Uint8Array)[]): boolean | undefined => {
    if (candidate.protocol !== undefined) return candidate.protocol !== null;
    candidate.protocol =
      recognize(candidate.url, frames) ?? (candidate.samples < MAX_SAMPLES ? undefined : null);
    if (candidate.protocol === undefined) return undefined;
    decided.push(candidate);
    if (decided.length > MAX_CONNECTIONS) decided.shift();
    return candidate.protocol !== null;
  };
  return {
    addConnection(id, url) {
      const candidate = { id, url, at: Date.now(), samples: 0, protocol: undefined };
      if (candidates.size >= MAX_CONNECTIONS) forgetOne();
      newest = Math.max(newest, id);
      candidates.set(id, candidate);
      return decide(candidate, []);
    },
    addSample(id, start) {
      const candidate = candidates.get(id);
      if (candidate === undefined) return false;
      candidate.samples++;
      return decide(candidate, [start]);
    },
    end(id) {
      const candidate = candidates.get(id);
      if (candidate === undefined || candidate.protocol !== undefined) return undefined;
      candidate.samples = MAX_SAMPLES;
      return decide(candidate, []);
    },
    protocolOf: (id) => candidates.get(id)?.protocol,
    isKnown(id) {
      const candidate = candidates.get(id);
      if (candidate === undefined) return id <= newest && !strangers.has(id);
      return candidate.protocol === undefined ? undefined : candidate.protocol !== null;
    },
    areAllKnown() {
      if (!strangers.isEmpty()) return false;
      for (const { protocol } of candidates.values()) if (protocol == null) return false;
      return true;
    },
    repeatDecided() {
      decided = Array.from(candidates.values()).filter(({ protocol }) => protocol !== undefined);
    },
    takeDecided() {
      const taken = decided;
      decided = [];
      return taken;
    },
  };
}

/** Small numbers, a bit for each: a page may make sockets without end, and none of them may be taken for another. */
function createIdSet() {
  let bits = new Uint8Array(128);
  let isEmpty = true;
  return {
    add(id: number) {
      const at = id >> 3;
      if (at >= bits.length) {
        const wider = new Uint8Array(2 * at);
        wider.set(bits);
        bits = wider;
      }
      bits[at] = (bits[at] as number) | (1 << (id & 7));
      isEmpty = false;
    },
    has: (id: number) => (((bits[id >> 3] ?? 0) >> (id & 7)) & 1) === 1,
    isEmpty: () => isEmpty,
  };
}
