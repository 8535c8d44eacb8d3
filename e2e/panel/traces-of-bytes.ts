/** A text that would give bytes away, and in which way it spells them. */
interface Spelling {
  form: string;
  text: string;
}

/** Some bytes that must not be found, with a name for the report. */
export interface Secret {
  name: string;
  bytes: Uint8Array;
}

/** Looks for secrets in what an extension sends and stores, spelled in any way a program may spell bytes. */
export function findSecrets(texts: readonly string[], secrets: readonly Secret[]): string[] {
  const found = new Set<string>();
  for (const { name, bytes } of secrets) {
    for (const { form, text } of spellingsOf(bytes)) {
      if (texts.some((one) => one.includes(text))) found.add(`${name} as ${form}`);
    }
  }
  return [...found];
}

/** Everything in a JSON value that can carry bytes: strings, and lists of numbers as text of one character per byte. */
export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value, ...textsInJson(value)];
  if (typeof value !== 'object' || value === null) return [];
  const members = Object.values(value);
  const isBytes =
    members.length > 0 && members.every((member) => Number.isInteger(member) && member >= 0 && member < 256);
  const texts = Object.keys(value);
  if (isBytes) return [...texts, String.fromCharCode(...(members as number[]))];
  return [...texts, ...members.flatMap(textsIn)];
}

/** A string may hold JSON, in which a key would hide behind escapes. */
function textsInJson(text: string): string[] {
  if (!/^\s*[[{"]/.test(text)) return [];
  try {
    return textsIn(JSON.parse(text));
  } catch {
    return [];
  }
}

function spellingsOf(secret: Uint8Array): Spelling[] {
  const bytes = Buffer.from(secret);
  const hex = bytes.toString('hex');
  return [
    { form: 'bytes', text: bytes.toString('latin1') },
    { form: 'UTF-8', text: bytes.toString('utf8') },
    { form: 'hex', text: hex },
    { form: 'upper-case hex', text: hex.toUpperCase() },
    { form: 'a list of numbers', text: [...bytes].join(',') },
    ...[0, 1, 2].flatMap((offset) => base64At(bytes, offset)),
  ];
}

/** The base64 of bytes that stand at this offset in a longer run: its ends depend on the neighbours and are left off. */
function base64At(bytes: Buffer, offset: number): Spelling[] {
  const run = Buffer.concat([Buffer.alloc(offset), bytes]);
  const whole = run.subarray(0, run.length - (run.length % 3)).toString('base64');
  const text = whole.slice(offset === 0 ? 0 : 4);
  return [
    { form: 'base64', text },
    { form: 'URL-safe base64', text: text.replaceAll('+', '-').replaceAll('/', '_') },
  ];
}
