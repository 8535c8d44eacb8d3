const MAX_READ_CHARS = 4_000;
const MAX_HEAD_CHARS = 80;

/**
 * How a body begins, for people: one line of at most 80 characters, of HTML its text alone. Whatever may be a secret (20
 * or more letters that base64, hex and tokens are written in, `\/` and `\u002B` of JSON too) is left out: the head stands
 * in verdicts and reports.
 */
export function headOf(body: string): string {
  const begin = body.slice(0, MAX_READ_CHARS);
  const text = /^\s*</.test(begin) ? textOfHtml(begin) : begin;
  const line = text.replace(/\s+/g, ' ').trim();
  const masked = line.replace(/[A-Za-z0-9+/\\=_%-]{20,}|[0-9a-fA-F]{16,}/g, '…');
  return masked.length > MAX_HEAD_CHARS ? `${masked.slice(0, MAX_HEAD_CHARS)}…` : masked;
}

/** What a reader of the page would see first: scripts, styles, comments and tags are taken out. */
function textOfHtml(html: string): string {
  return html
    .replace(/<!--[\s\S]*?(?:-->|$)/g, ' ')
    .replace(/<(script|style)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, ' ')
    .replace(/<[^>]*(?:>|$)/g, ' ');
}
