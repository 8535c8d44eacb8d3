import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Finding, toVerdict, VERDICT_IDS, VERDICTS, type VerdictId } from '.';
import { cut } from './verdict';

/** Members of findings that hold what page, server or publisher have written. Key ids and enumerations are ours. */
const FOREIGN: Readonly<Partial<Record<VerdictId, readonly string[]>>> = {
  'other-channel': ['channel'],
  unreadable: ['form'],
  'unknown-cipher': ['name'],
  'bad-encoding': ['step', 'remaining'],
  'ably-wrong-key': ['remaining'],
  'auth-storm': ['endpoint'],
  'auth-no-shared-secret': ['endpoint'],
  'auth-bad-shared-secret': ['endpoint'],
  'auth-failed': ['endpoint', 'head'],
  'auth-key-mismatch': ['endpoint'],
  'auth-signature': ['value'],
  'auth-other-app': ['signedFor', 'app'],
  'name-near-miss': ['name', 'other'],
  'no-listener': ['event', 'bound', 'nearest'],
  'close-code': ['problem', 'remedy'],
  'master-key-in-page': ['url'],
};

const hostile: Record<string, string> = {
  'a megabyte': 'x'.repeat(1e6),
  'a megabyte of characters outside the basic plane': '🔑'.repeat(5e5),
  HTML: '"><img src=x onerror="alert(1)"><script>alert(1)</script>',
  'a turn of the writing direction': '\u202egnp.exe\u2066\u200f',
  'half a surrogate pair': `\ud83d${'x'.repeat(90)}\udd11`,
  'line breaks and controls': 'a\r\nb\u2028c\u0000\u001b[31md\u0085',
};

/** What may stand in no text: it would change how the rest is drawn, or is no text at all. */
const UNSAFE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

const nameKey = (id: string) => `“staging” (${id.slice(0, 6)})`;

function withNames(id: VerdictId, name: string): Finding {
  const members = new Set(FOREIGN[id]);
  const changed = JSON.stringify(VERDICTS[id].example, (member, value: unknown) => {
    if (!members.has(member)) return value;
    return Array.isArray(value) ? Array(12).fill(name) : name;
  });
  return JSON.parse(changed);
}

function textsOf(finding: Finding): string[] {
  const { title, problem, remedy, evidence } = toVerdict(finding, nameKey);
  return [title, problem, remedy, ...evidence.flatMap(({ name, value }) => [name, value])];
}

const ids = Object.keys(FOREIGN) as VerdictId[];

describe.each(ids)('%s with a name that is', (id) => {
  it.each(Object.entries(hostile))('%s says it in bounded texts of one line', (_, name) => {
    for (const text of textsOf(withNames(id, name))) {
      expect(text.length).toBeLessThanOrEqual(1_100);
      expect(text).not.toMatch(UNSAFE);
    }
  });

  it('anything at all says it so, too', () => {
    const parts = fc.constantFrom(...Object.values(hostile).map((name) => name.slice(0, 100)));
    const names = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.array(parts).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(names, (name) => {
        for (const text of textsOf(withNames(id, name))) {
          expect(text.length).toBeLessThanOrEqual(6_100);
          expect(text).not.toMatch(UNSAFE);
        }
      }),
    );
  });
});

it('every text of a finding is either ours or held to be the page’s', () => {
  const ours =
    /^(?:[0-9a-f]{12}|(?:auth reply|JSON|all|status|white space|channel|socket_id|annotation|base64url|ciphertext|nonce|url-safe|trailing-newline|[B-D]))$/;
  for (const id of VERDICT_IDS) {
    const members = new Set<string>([...(FOREIGN[id] ?? []), 'id']);
    JSON.stringify(VERDICTS[id].example, (member, value: unknown) => {
      if (members.has(member)) return undefined;
      if (typeof value === 'string') expect(value, `${id}: ${member}`).toMatch(ours);
      return value;
    });
  }
});

describe('a name that is cut', () => {
  it('stays as it is where it is short and harmless', () => {
    for (const name of ['private-encrypted-orders.42', 'Zoë 🔑', 'مرحبا', '']) expect(cut(name)).toBe(name);
  });

  it('is not cut in the middle of a character', () => {
    expect(cut('🔑🔑🔑', 3)).toBe('🔑…');
  });

  it('has what can not be seen spelled out', () => {
    expect(cut('a\u202eb\nc\ud83d')).toBe('a\\u202eb\\u000ac\\ud83d');
  });
});
