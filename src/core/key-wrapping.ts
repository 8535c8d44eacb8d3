/** A text without what people copy along with a key, and what that was. */
export interface Bare {
  value: string;
  notes: string[];
}

interface Wrapping {
  pattern: RegExp;
  note: string;
  /** What stays; empty for nothing. */
  kept?: string;
}

// In the order in which they are looked for; after each that was found the search begins anew.
const WRAPPINGS: readonly Wrapping[] = [
  { pattern: /(?:\\r)?\\n$/, note: 'there was \\n written out at its end' },
  { pattern: /^(["'`])([\s\S]*)\1$/, note: 'there were quotes around it', kept: '$2' },
  { pattern: /^[“”„‘’‚«»]([\s\S]*)[“”‘’«»]$/, note: 'there were quotes around it', kept: '$1' },
  { pattern: /^base64:/i, note: 'base64: stood before it' },
  { pattern: /^(?:[-*•>]|\d{1,2}[.)])\s+/, note: 'there was a list mark before it' },
  { pattern: /(["'`=\w+/])[,;]$/, note: 'there was a comma or semicolon behind it', kept: '$1' },
  // What zsh prints after a file that does not end in a line break.
  { pattern: /^([\w+/-]+={0,2})%$/, note: 'there was a % behind it', kept: '$1' },
];

/** Zero-width spaces and joiners, byte order marks: web pages and editors leave them. */
const INVISIBLE = /[\u200b-\u200d\u2060\ufeff]/g;

const MAX_WRAPPINGS = 8;

/** Takes off what is around a key: white space, quotes, `base64:`, a comma, percent-encoding. */
export function bare(text: string): Bare {
  let value = text.replace(INVISIBLE, '');
  const notes = value === text ? [] : ['there were invisible characters in it'];
  for (let round = 0; round < MAX_WRAPPINGS; round++) {
    const trimmed = value.trim();
    if (trimmed !== value) {
      notes.push(spaceNote(value));
      value = trimmed;
    }
    const found = WRAPPINGS.find(({ pattern }) => value.search(pattern) !== -1);
    if (found) {
      value = value.replace(found.pattern, found.kept ?? '');
      notes.push(found.note);
      continue;
    }
    const decoded = percentDecoded(value);
    if (decoded === undefined) break;
    value = decoded;
    notes.push('it was percent-encoded');
  }
  return { value, notes: [...new Set(notes)] };
}

function spaceNote(value: string): string {
  const behind = value.slice(value.trimEnd().length);
  return /[\r\n]/.test(behind) ? 'there was a line break at its end' : 'there was white space around it';
}

/** Base64 in a URL: `%2B`, `%2F`, `%3D`. */
function percentDecoded(value: string): string | undefined {
  if (!/^[\w+/-]*%(?:2B|2F|3D)[\w+/%-]*$/i.test(value)) return undefined;
  return value.replace(/%2B/gi, '+').replace(/%2F/gi, '/').replace(/%3D/gi, '=');
}
