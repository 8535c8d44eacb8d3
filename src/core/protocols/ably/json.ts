import { toBase64 } from '../../bytes';

/**
 * A value that came from a frame as JSON: bytes as base64 with a mark, `indent` in spaces. `change` may replace texts
 * by the name of their member. Never throws; what nests too deep for JSON is a text that says so.
 */
export function toJson(
  value: unknown,
  indent = 0,
  change = (_: string, text: string): string => text,
): string {
  try {
    const json = JSON.stringify(
      value,
      (name, member: unknown) => {
        if (typeof member === 'string') return change(name, member);
        if (member instanceof Uint8Array) return `(binary) ${toBase64(member)}`;
        return typeof member === 'number' && !Number.isFinite(member) ? String(member) : member;
      },
      indent,
    );
    return json ?? '';
  } catch {
    // JSON.parse reads any depth, JSON.stringify runs out of stack; the frame itself is shown beside this.
    return '(nested too deep to show)';
  }
}
