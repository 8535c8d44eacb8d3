import { toBase64 } from '../../bytes';
import { parseJson } from '../../json';
import type { Fields } from '../../untrusted';

/**
 * A payload as the app gets it, one level of JSON string removed: a string as it is, bytes as base64, anything else as
 * JSON.
 */
export function toText(data: unknown): string {
  if (data === undefined) return '';
  if (typeof data === 'string') return data;
  if (data instanceof Uint8Array) return toBase64(data);
  // JSON.parse reads any depth, JSON.stringify runs out of stack; the frame itself is shown beside this.
  return toJsonText(data) ?? '(nested too deep to show)';
}

/** A value as JSON; undefined for none and for what is nested too deep. */
export function toJsonText(value: unknown, indent?: number): string | undefined {
  try {
    return JSON.stringify(value, undefined, indent);
  } catch {
    return undefined;
  }
}

/** The members of a frame as JSON, bytes as base64; undefined for what is nested too deep. */
export function frameToJson(frame: Fields, indent?: number): string | undefined {
  const members = Object.entries(frame).map(([name, value]) => [
    name,
    value instanceof Uint8Array ? toBase64(value) : value,
  ]);
  return toJsonText(Object.fromEntries(members), indent);
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

/** The value where it is a text, else an empty one. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** An id as text: a string at pusher.com, a number where a server passes the app's own id on. Undefined for all else. */
export function idOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : undefined;
}
