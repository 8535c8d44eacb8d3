import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toBase64, toHex, toUtf8 } from './bytes';
import { explainText, MAX_READINGS, readKeys, toReadingSummary } from './key-readings';
import { KEY_KINDS, type KeyKind } from './key-summary';

const key = Uint8Array.from({ length: 32 }, (_, index) => (index * 37 + 251) & 255);
const other = Uint8Array.from({ length: 32 }, (_, index) => (index * 11 + 7) & 255);
const short = key.slice(0, 16);
const base64 = toBase64(key);
const otherBase64 = toBase64(other);
const hex = toHex(key);
const urlSafe = base64.replaceAll('+', '-').replaceAll('/', '_');
const text32 = 'this is 32 bytes 123456789012345';
const ofLetters = toBase64(key.slice(0, 24));

/** Readings as `kind form`, with their names before them where they have one. */
function said(text: string, kinds: readonly KeyKind[] = KEY_KINDS): string[] {
  return readKeys(text)
    .filter(({ kind, isLikely }) => kinds.includes(kind) && (isLikely || kind !== 'app-secret'))
    .map(({ kind, form, name, part }) => `${part}: ${name ? `${name}, ` : ''}${kind} from ${form}`);
}

/** The first master key of a text and what was noted about it. */
function master(text: string) {
  const found = readKeys(text).find(({ kind }) => kind === 'pusher-master');
  return found && { hex: toHex(found.key), form: found.form, notes: found.notes, name: found.name };
}

describe('what is in the clipboard is read as the key that it holds', () => {
  it.each<[string, string, string, string[], string?]>([
    ['base64', base64, 'base64', []],
    ['a line break at its end', `${base64}\n`, 'base64', ['there was a line break at its end']],
    ['a Windows line break', `${base64}\r\n`, 'base64', ['there was a line break at its end']],
    ['white space around it', `  ${base64}\t`, 'base64', ['there was white space around it']],
    ['double quotes', `"${base64}"`, 'base64', ['there were quotes around it']],
    [
      'single quotes and a comma',
      `'${base64}',`,
      'base64',
      ['there was a comma or semicolon behind it', 'there were quotes around it'],
    ],
    ['typographic quotes', `“${base64}”`, 'base64', ['there were quotes around it']],
    ['backticks', `\`${base64}\``, 'base64', ['there were quotes around it']],
    ['the prefix of Laravel', `base64:${base64}`, 'base64', ['base64: stood before it']],
    ['\\n written out', `${base64}\\n`, 'base64', ['there was \\n written out at its end']],
    ['zsh behind it', `${base64}%`, 'base64', ['there was a % behind it']],
    [
      'a line break in it',
      `${base64.slice(0, 20)}\n${base64.slice(20)}`,
      'base64',
      ['there was a line break in it'],
    ],
    ['spaces in it', base64.replace(/(.{8})/g, '$1 ').trim(), 'base64', ['there was white space in it']],
    ['no padding', base64.replace('=', ''), 'base64', ['its padding was missing']],
    ['an invisible space', `\u200b${base64}`, 'base64', ['there were invisible characters in it']],
    ['a byte order mark', `\ufeff${base64}`, 'base64', ['there were invisible characters in it']],
    ['percent-encoding', encodeURIComponent(base64), 'base64', ['it was percent-encoded']],
    ['a list mark', `- ${base64}`, 'base64', ['there was a list mark before it']],
    ['URL-safe base64', urlSafe, 'URL-safe base64', []],
    [
      'URL-safe base64 without padding',
      urlSafe.replace('=', ''),
      'URL-safe base64',
      ['its padding was missing'],
    ],
    ['hex', hex, 'hexadecimal digits', []],
    ['upper-case hex with 0x', `0x${hex.toUpperCase()}`, 'hexadecimal digits', []],
    ['hex with colons', (hex.match(/../g) ?? []).join(':'), 'hexadecimal digits', []],
    ['hex in two lines', `${hex.slice(0, 32)}\n${hex.slice(32)}`, 'hexadecimal digits', []],
    ['base64 of hex', toBase64(toUtf8(hex)), 'base64 of hexadecimal digits', []],
    ['base64 of hex and a line break', toBase64(toUtf8(`${hex}\n`)), 'base64 of hexadecimal digits', []],
    ['base64 twice', toBase64(toUtf8(base64)), 'base64 applied twice', []],
    [
      'base64 of the key and a line break',
      toBase64(Uint8Array.of(...key, 10)),
      'base64',
      ['a line break was encoded with it'],
    ],
    ['a list of bytes', `[${key.join(', ')}]`, 'a list of bytes', []],
    ['a Uint8Array as Node prints it', `Uint8Array(32) [\n  ${key.join(', ')}\n]`, 'a list of bytes', []],
    ['a Buffer as JSON', JSON.stringify(Buffer.from(key)), 'a list of bytes', []],
    [
      'a Buffer as Node prints it',
      `<Buffer ${(hex.match(/../g) ?? []).join(' ')}>`,
      'hexadecimal digits',
      [],
    ],
    ['.env', `ENCRYPTION_MASTER_KEY=${base64}`, 'base64', [], 'ENCRYPTION_MASTER_KEY'],
    [
      '.env with export, quotes, comment',
      `export MASTER_KEY="${base64}" # staging`,
      'base64',
      [],
      'MASTER_KEY',
    ],
    [
      '.env with the prefix',
      `PUSHER_MASTER_KEY=base64:${base64}`,
      'base64',
      ['base64: stood before it'],
      'PUSHER_MASTER_KEY',
    ],
    ['PHP', `  'encryption_master_key_base64' => '${base64}',`, 'base64', [], 'encryption_master_key_base64'],
    [
      'PHP with env()',
      `'encryption_master_key_base64' => env('MASTER', '${base64}'),`,
      'base64',
      [],
      'encryption_master_key_base64',
    ],
    ['JavaScript', `encryptionMasterKeyBase64: "${base64}",`, 'base64', [], 'encryptionMasterKeyBase64'],
    [
      'JavaScript, all in a line',
      `new Pusher({ appId: "1", key: "278d425bdf160c739803", encryptionMasterKeyBase64: "${base64}" })`,
      'base64',
      [],
      'encryptionMasterKeyBase64',
    ],
    [
      'JavaScript with a call',
      `const masterKey = Buffer.from('${hex}', 'hex');`,
      'hexadecimal digits',
      [],
      'masterKey',
    ],
    ['Go', `EncryptionMasterKeyBase64: "${base64}",`, 'base64', [], 'EncryptionMasterKeyBase64'],
    ['Java', `pusher.setEncryptionMasterKey("${base64}");`, 'base64', [], 'pusher.setEncryptionMasterKey'],
    [
      'C#',
      `EncryptionMasterKey = Convert.FromBase64String("${base64}"),`,
      'base64',
      [],
      'EncryptionMasterKey',
    ],
    ['YAML', `    key: "${base64}"`, 'base64', [], 'key'],
    ['YAML without quotes', `encryption_master_key: ${base64}`, 'base64', [], 'encryption_master_key'],
    [
      'JSON',
      JSON.stringify({ pusher: { encryptionMasterKeyBase64: base64 } }, null, 2),
      'base64',
      [],
      'encryptionMasterKeyBase64',
    ],
    [
      'a piece of JSON',
      `"encryptionMasterKey": "${base64.replaceAll('/', '\\/')}",`,
      'base64',
      [],
      'encryptionMasterKey',
    ],
    ['a command-line option', `--encryption-master-key=${base64}`, 'base64', [], 'encryption-master-key'],
    ['XML', `<add key="EncryptionMasterKey" value="${base64}" />`, 'base64', [], 'value'],
    [
      'a setting that a terminal has wrapped',
      `MASTER_KEY=${base64.slice(0, 30)}\n${base64.slice(30)}`,
      'base64',
      ['there was a line break in it'],
      'MASTER_KEY',
    ],
  ])('%s', (_, text, form, notes, name) => {
    expect(master(text)).toMatchObject({ hex, form, notes, ...(name === undefined ? {} : { name }) });
  });

  it.each([
    ['32 characters', text32, []],
    ['32 characters with a line break', `${text32}\n`, ['there was a line break at its end']],
    ['32 characters in quotes', `"${text32}"`, ['there were quotes around it']],
    ['32 characters of which quotes are two', `"${text32.slice(2)}"`, []],
    ['32 characters with a colon', 'this: is 32 bytes, a text and so', []],
    ['32 characters in .env', `ENCRYPTION_MASTER_KEY=${text32.replaceAll(' ', '_')}`, []],
  ])('the text itself, from %s', (_, text, notes) => {
    const read = readKeys(text).find(({ form }) => form === 'the text itself');
    expect(read).toMatchObject({ kind: 'pusher-master', bytes: 32, notes });
  });
});

describe('a text that may mean several things is given in every reading', () => {
  it('32 characters that are base64 of 24 bytes', () => {
    expect(said(ofLetters)).toEqual([
      '0: pusher-master from the text itself',
      '0: ably-cipher from the text itself',
      '0: pusher-master from base64',
    ]);
    const [, , decoded] = readKeys(ofLetters);
    expect(decoded).toMatchObject({ bytes: 24, notes: ['libraries that check the length refuse it'] });
  });

  it('32 hexadecimal digits', () => {
    expect(said('d41d8cd98f00b204e9800998ecf8427e')).toEqual([
      '0: pusher-master from the text itself',
      '0: ably-cipher from the text itself',
      '0: ably-cipher from hexadecimal digits',
      '0: pusher-master from base64',
    ]);
  });

  it('44 characters of base64, which every kind of key has', () => {
    expect(said(base64)).toEqual([
      '0: pusher-master from base64',
      '0: pusher-shared-secret from base64',
      '0: ably-cipher from base64',
    ]);
  });

  it('base64 of 32 hexadecimal digits: the digits, or the 16 bytes', () => {
    expect(said(toBase64(toUtf8(toHex(short))))).toEqual([
      '0: pusher-master from base64',
      '0: pusher-shared-secret from base64',
      '0: ably-cipher from base64',
      '0: ably-cipher from base64 of hexadecimal digits',
    ]);
  });

  it('two lines of 32 hexadecimal digits: one key with a line break, or two', () => {
    const lines = `${hex.slice(0, 32)}\n${toHex(other).slice(0, 32)}`;
    const forms = readKeys(lines).map(({ part, bytes, form }) => `${part}: ${bytes} from ${form}`);
    expect(forms).toEqual(
      expect.arrayContaining([
        '0: 32 from hexadecimal digits',
        '1: 16 from hexadecimal digits',
        '2: 16 from hexadecimal digits',
      ]),
    );
  });
});

describe('several keys of one paste', () => {
  it('are parts of their own, with the names that they have', () => {
    const env = ['# Pusher', `STAGING_MASTER_KEY=${base64}`, `PRODUCTION_MASTER_KEY=${otherBase64}`, ''];
    expect(said(env.join('\n'))).toEqual([
      '0: STAGING_MASTER_KEY, pusher-master from base64',
      '1: PRODUCTION_MASTER_KEY, pusher-master from base64',
    ]);
  });

  it('without names, a line each', () => {
    expect(said(`${base64}\n${otherBase64}\n`, ['pusher-master'])).toEqual([
      '0: pusher-master from base64',
      '1: pusher-master from base64',
    ]);
  });

  it('are told from what else an environment holds', () => {
    const env = [
      `APP_KEY=base64:${otherBase64}`,
      'DB_PASSWORD=abcdefghijklmnopqrstuvwxyz123456',
      'APP_URL=https://localhost/',
      'PUSHER_APP_ID=123456',
      'PUSHER_APP_KEY=278d425bdf160c739803',
      'PUSHER_APP_SECRET=7ad3773142a6692b25b8',
      `PUSHER_ENCRYPTION_MASTER_KEY_BASE64="${base64}"`,
      `ABLY_CIPHER_KEY=${toBase64(short)}`,
      'ABLY_KEY=xVLyHw.KtG1Yg:aMzS7ltKDbCsYmrC',
    ].join('\n');
    const likely = readKeys(env).filter(({ isLikely }) => isLikely);
    expect(likely.map(({ name, kind }) => `${name}: ${kind}`)).toEqual([
      'PUSHER_APP_SECRET: app-secret',
      'PUSHER_ENCRYPTION_MASTER_KEY_BASE64: pusher-master',
      'ABLY_CIPHER_KEY: ably-cipher',
    ]);
    const unlikely = readKeys(env).filter(({ isLikely }) => !isLikely);
    expect(new Set(unlikely.map(({ name }) => name))).toEqual(new Set(['APP_KEY']));
  });

  it('of the same bytes are one', () => {
    expect(said(`A_MASTER_KEY=${base64}\nB_MASTER_KEY=${hex}`)).toHaveLength(1);
  });

  it('keep the piece that they came from', () => {
    const sources = readKeys(`A_MASTER_KEY=${base64}\nB_MASTER_KEY='${otherBase64}'`).map(
      ({ source }) => source,
    );
    expect(sources).toEqual([`A_MASTER_KEY=${base64}`, `B_MASTER_KEY='${otherBase64}'`]);
    expect(readKeys(` ${base64}\n`)[0]?.source).toBe(` ${base64}\n`);
  });
});

describe('an auth reply', () => {
  const auth = `278d425bdf160c739803:${hex}`;
  it('holds a shared secret and no other key', () => {
    expect(said(JSON.stringify({ auth, shared_secret: base64 }))).toEqual([
      '0: shared_secret, pusher-shared-secret from base64',
    ]);
  });

  it('for several channels holds several', () => {
    const reply = {
      'private-encrypted-a': { status: 200, data: { auth, shared_secret: base64 } },
      'private-encrypted-b': { status: 200, data: { auth, shared_secret: otherBase64 } },
    };
    expect(said(JSON.stringify(reply))).toHaveLength(2);
  });
});

describe('what is no key is said to be what it is', () => {
  it.each<[string, KeyKind, string, RegExp]>([
    [
      'an Ably API key',
      'ably-cipher',
      'xVLyHw.KtG1Yg:aMzS7ltKDbCsYmrC',
      /^The text is an Ably API key, not a cipher key/,
    ],
    ['an Ably API key in a line', 'ably-cipher', 'ABLY_KEY=xVLyHw.KtG1Yg:aMzS7ltKDbCsYmrC', /Ably API key/],
    [
      'an Ably API key in code',
      'ably-cipher',
      "new Ably.Realtime({ key: 'xVLyHw.KtG1Yg:aMzS7ltKDbCsYmrC' })",
      /Ably API key/,
    ],
    ['an Ably API key in quotes', 'pusher-master', '"xVLyHw.KtG1Yg:aMzS7ltKDbCsYmrC"', /Ably API key/],
    ['an auth string', 'pusher-master', `278d425bdf160c739803:${hex}`, /auth string of a subscription/],
    [
      'an auth reply without secret',
      'pusher-master',
      JSON.stringify({ auth: `278d425bdf160c739803:${hex}` }),
      /auth string/,
    ],
    ['31 bytes', 'pusher-master', toBase64(key.slice(1)), /44 characters long and decodes to 31 bytes/],
    ['31 bytes in .env', 'pusher-master', `MASTER_KEY=${toBase64(key.slice(1))}`, /decodes to 31 bytes/],
    ['nothing', 'pusher-master', ' \n', /^The text is empty/],
    ['a file without keys', 'pusher-master', 'NODE_ENV=test\nPORT=80', /^No key was found in these 2 lines/],
    ['too long a text', 'pusher-master', 'x '.repeat(20_000), /^The text is 40,000 characters long/],
  ])('%s', (_, kind, text, problem) => {
    expect(readKeys(text).filter((reading) => reading.isLikely)).toEqual([]);
    expect(explainText(kind, text)).toMatchObject({
      problem: expect.stringMatching(problem),
      remedy: expect.stringMatching(/^[A-Z].*\.$/),
    });
  });
});

describe('a text that ably-js reads otherwise is noted', () => {
  const many = toBase64(new Uint8Array(32).fill(0xfb)).replaceAll('+', '-').replaceAll('/', '_');
  it.each([
    [
      'URL-safe base64 with more than one of a letter',
      many,
      { form: 'base64url', letters: 43 - many.replace(/[-_]/g, '').length + 1 },
    ],
    ['hex', hex, { form: 'hex', letters: 0 }],
    ['a passphrase', text32, { form: 'passphrase', letters: 0 }],
  ])('%s', (_, text, evidence) => {
    const read = readKeys(text).find(({ kind }) => kind === 'ably-cipher');
    expect(read?.findings).toEqual([{ id: 'ably-key-text', ...evidence }]);
  });

  it.each([
    ['base64', base64],
    ['URL-safe base64 with one of each', `${'A'.repeat(20)}-${'A'.repeat(20)}_A`],
  ])('and %s is not', (_, text) => {
    const read = readKeys(text).find(({ kind, bytes }) => kind === 'ably-cipher' && bytes === 32);
    expect(read?.findings).toEqual([]);
  });
});

describe('any text', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      base64,
      hex,
      urlSafe,
      ofLetters,
      '"',
      "'",
      '=',
      '\n',
      ' ',
      ':',
      ',',
      '=>',
      'KEY',
      '{',
      '[',
      '1,',
      '%3D',
    ),
    fc.uint8Array({ minLength: 15, maxLength: 33 }).map(toBase64),
  );
  const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));

  it('is read without a fault, in few readings, each with its index, and none of them says a byte of it', () => {
    fc.assert(
      fc.property(text, (pasted) => {
        const readings = readKeys(pasted);
        expect(readings.length).toBeLessThanOrEqual(MAX_READINGS);
        readings.forEach((reading, index) => {
          expect(reading.index).toBe(index);
          expect(reading.bytes).toBe(reading.key.length);
          expect(toReadingSummary(reading)).not.toHaveProperty('key');
          expect(toReadingSummary(reading)).not.toHaveProperty('source');
          expect(JSON.stringify(toReadingSummary(reading))).not.toContain(toBase64(reading.key).slice(0, 20));
        });
      }),
      { numRuns: 500 },
    );
  });

  it('is not repeated in what is said about it', () => {
    const unit = fc.constantFrom('Q', 'X', '+', '-', '_', ':', '.', '\u00e9', '\n');
    fc.assert(
      fc.property(fc.string({ unit, minLength: 3 }), fc.constantFrom(...KEY_KINDS), (pasted, kind) => {
        const { problem, remedy } = explainText(kind, pasted);
        if (pasted.trim().length > 2) expect(problem + remedy).not.toContain(pasted.trim());
      }),
    );
  });

  it('of 20,000 characters is read in a moment', () => {
    for (const unit of [
      'a=',
      'a:"',
      "a='",
      '"',
      'a'.repeat(59),
      '-',
      '1,',
      'a.',
      '\\"',
      'AAAA\n',
      '{"a":',
      ' ',
      '\n',
      'a\n',
      'env(',
      'a.',
      '\\n',
    ]) {
      const pasted = unit.repeat(20_000 / unit.length);
      const start = performance.now();
      readKeys(pasted);
      explainText('pusher-master', pasted);
      expect(performance.now() - start).toBeLessThan(500);
    }
  });
});

it('every key is found in each of its spellings, in a line that sets it', () => {
  const spellings = [toBase64, toHex, (bytes: Uint8Array) => toBase64(bytes).replace(/=+$/, '')];
  const lines = [
    (value: string) => value,
    (value: string) => `MASTER_KEY=${value}`,
    (value: string) => `'masterKey' => '${value}',\n`,
  ];
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
      for (const spell of spellings)
        for (const line of lines) expect(master(line(spell(bytes)))?.hex).toBe(toHex(bytes));
    }),
  );
});
