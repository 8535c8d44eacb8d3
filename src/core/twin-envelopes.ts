/**
 * Remembers on which channels an envelope came. A nonce is 24 random bytes: one that comes on two channels is one
 * envelope that was sent to both, as pusher-http-php does with an event for several encrypted channels (issue 383).
 */
export interface TwinEnvelopes {
  /** Notes an envelope of a channel. */
  add(nonce: string, channel: string): void;
  /** The other channels on which it came, at most four. */
  othersOf(nonce: string, channel: string): readonly string[];
}

/** Envelopes that are remembered; a power of two. */
const MAX_ENVELOPES = 16_384;
/** Of those that came on several channels. */
const MAX_TWINS = 10_000;
const MAX_CHANNELS = 4;
/** So many letters of a random nonce tell it from all others; the next ones tell where it is kept. */
const CHECKED_LETTERS = 6;
const PLACED_LETTERS = 3;

/**
 * Makes an empty memory, bounded: a new envelope takes the place of an older one. Adding is on the way of every live
 * event, so it costs one look into a list, and keeps nothing of the event alive.
 */
export function createTwinEnvelopes(maxEnvelopes = MAX_ENVELOPES): TwinEnvelopes {
  const checks = new Int32Array(maxEnvelopes);
  const channels = Array.from({ length: maxEnvelopes }, () => '');
  const twins = new Map<string, string[]>();
  const placeOf = (nonce: string) =>
    hashOf(nonce, CHECKED_LETTERS, CHECKED_LETTERS + PLACED_LETTERS) & (maxEnvelopes - 1);
  const addTwin = (nonce: string, first: string, channel: string) => {
    const known = twins.get(nonce) ?? [first];
    if (known.length >= MAX_CHANNELS || known.includes(channel)) return;
    twins.set(nonce, [...known, channel]);
    const [oldest] = twins.keys();
    if (twins.size > MAX_TWINS && oldest !== undefined) twins.delete(oldest);
  };
  return {
    add(nonce, channel) {
      const place = placeOf(nonce);
      const check = hashOf(nonce, 0, CHECKED_LETTERS);
      const first = channels[place] as string;
      if (first !== '' && checks[place] === check) {
        if (first !== channel) addTwin(nonce, first, channel);
        return;
      }
      checks[place] = check;
      channels[place] = channel;
    },
    othersOf(nonce, channel) {
      const known = twins.get(nonce);
      if (known !== undefined) return known.filter((other) => other !== channel);
      const place = placeOf(nonce);
      const first = checks[place] === hashOf(nonce, 0, CHECKED_LETTERS) ? channels[place] : undefined;
      return first === undefined || first === '' || first === channel ? [] : [first];
    },
  };
}

function hashOf(text: string, from: number, to: number): number {
  let hash = 0;
  for (let at = from; at < to; at++) hash = (Math.imul(hash, 67) + (text.charCodeAt(at) | 0)) | 0;
  return hash;
}
