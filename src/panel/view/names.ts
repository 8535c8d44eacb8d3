const MAX_TAIL_CHARS = 16;
const MAX_NAME_CHARS = 300;
/** What channels of a kind have in common is worth less than what follows it. */
const KIND_PREFIX = /^(?:private|presence)-(?:encrypted-)?(?:cache-)?/;

const ENCRYPTED_PREFIX = /^private-encrypted-(?:cache-)?(?=.)/;

/** What a channel name has in common with all other encrypted channels; empty for other names. */
export function commonPart(name: string): string {
  return ENCRYPTED_PREFIX.exec(name)?.[0] ?? '';
}

/** A name as far as it is drawn: the page may send one of a million characters. */
export function cutName(name: string): string {
  return name.length > MAX_NAME_CHARS ? `${name.slice(0, MAX_NAME_CHARS)}…` : name;
}

/**
 * A channel name in two parts. Where there is little room the head gives way: channels of one app start alike
 * (`private-encrypted-…`), and their ends tell them apart.
 */
export function splitName(name: string): { head: string; tail: string } {
  if (name.length <= MAX_TAIL_CHARS) return { head: '', tail: name };
  const earliest = name.length - MAX_TAIL_CHARS;
  const [prefix = ''] = KIND_PREFIX.exec(name) ?? [];
  if (prefix.length >= earliest && prefix.length < name.length)
    return { head: prefix, tail: name.slice(prefix.length) };
  const dash = name.indexOf('-', earliest - 1);
  const cut = dash === -1 || dash === name.length - 1 ? earliest : dash + 1;
  return { head: name.slice(0, cut), tail: name.slice(cut) };
}

/** Namespaced class names, as Laravel broadcasts events by default: `App\Events\OrderShipped`. */
const CLASS_NAME = /^[A-Za-z_]\w*(?:\\[A-Za-z_]\w*)+$/;

/** An event's name as it is drawn: of a namespaced class the last part; whole names stand in titles. */
export function shortEvent(name: string): string {
  const cut = cutName(name);
  return CLASS_NAME.test(cut) ? cut.slice(cut.lastIndexOf('\\') + 1) : cut;
}
