/**
 * Remembers on which channels an envelope came. A nonce is 24 random bytes: one that comes on two channels is one
 * envelope that was sent to both, as pusher-http-php does with an event for several encrypted channels (issue 383).
 */
export interface TwinEnvelopes {
  /** Notes an envelope of a channel. */
  add(nonce: string, channel: string): void;
  /** The other channels on which it came, at most three. */
  othersOf(nonce: string, channel: string): readonly string[];
  clear(): void;
}

const MAX_ENVELOPES = 20_000;
const MAX_CHANNELS = 4;

/** Makes an empty memory, bounded: the oldest envelopes go first. Adding costs one look-up. */
export function createTwinEnvelopes(maxEnvelopes = MAX_ENVELOPES): TwinEnvelopes {
  // Two halves in place of a list of ages: when the newer is full, the older goes as a whole.
  let newer = new Map<string, string | string[]>();
  let older = new Map<string, string | string[]>();
  const find = (nonce: string) => newer.get(nonce) ?? older.get(nonce);
  const put = (nonce: string, channels: string | string[]) => {
    if (newer.size >= maxEnvelopes / 2) {
      older = newer;
      newer = new Map();
    }
    newer.set(nonce, channels);
  };
  return {
    add(nonce, channel) {
      const known = find(nonce);
      if (known === undefined) put(nonce, channel);
      else if (typeof known === 'string') {
        if (known !== channel) put(nonce, [known, channel]);
      } else if (known.length < MAX_CHANNELS && !known.includes(channel)) put(nonce, [...known, channel]);
    },
    othersOf(nonce, channel) {
      const known = find(nonce);
      if (known === undefined || known === channel) return [];
      return typeof known === 'string' ? [known] : known.filter((other) => other !== channel);
    },
    clear() {
      newer = new Map();
      older = new Map();
    },
  };
}
