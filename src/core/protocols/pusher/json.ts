/** Parses JSON that a stranger wrote; undefined when it is none (JSON itself has no undefined). */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A payload as the app gets it, one level of JSON string removed: a string as it is, anything else as JSON. */
export function toText(data: unknown): string {
  if (data === undefined) return '';
  if (typeof data === 'string') return data;
  try {
    return JSON.stringify(data);
  } catch {
    // JSON.parse reads any depth, JSON.stringify runs out of stack; the frame itself is shown beside this.
    return '(nested too deep to show)';
  }
}

/**
 * Event data that is an object, whether it came as one (Soketi, Reverb, everything sent) or as a string of JSON.
 * The data rule of pusher-js, src/core/connection/protocol/protocol.ts: one level, and text that is no JSON stays text.
 */
export function unwrapData(data: unknown): unknown {
  if (typeof data !== 'string') return data;
  const parsed = parseJson(data);
  return parsed === undefined ? data : parsed;
}
