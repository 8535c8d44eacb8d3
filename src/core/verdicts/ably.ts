import type { KeyId } from '../sealed';
import { countOf, cut, type Family } from './verdict';

/** What is wrong or notable about Ably's encrypted messages and their keys. */
export type AblyFinding =
  | { id: 'ably-no-key'; keyBits: 128 | 256 }
  | { id: 'ably-key-size'; keyBits: 128 | 256; tried: KeyId[] }
  /** remaining: of the encoding chain, empty while the event is dark. unpads: a key fits by the padding alone. */
  | { id: 'ably-wrong-key'; tried: KeyId[]; unpads: boolean; remaining: string }
  | { id: 'ably-unconfirmed'; key: KeyId }
  /** clear, encrypted: numbers of messages. */
  | { id: 'ably-clear-on-cipher'; clear: number; encrypted: number }
  | { id: 'ably-key-text'; form: 'base64url' | 'hex' | 'passphrase'; letters: number }
  | { id: 'ably-iv-altered'; key: KeyId }
  | { id: 'ably-iv-lost'; key: KeyId }
  | { id: 'ably-never-encrypted'; what: 'annotation' | 'object' };

/** Verdicts on Ably. AES-CBC has no tag: nothing here says "decrypted" before the next step of the chain holds. */
export const ablyVerdicts: Family<AblyFinding> = {
  'ably-no-key': {
    level: ['event'],
    severity: 'warning',
    title: 'No key',
    problem: () => 'No key for this channel is known.',
    remedy: () => 'Add the cipher key of the channel.',
    evidence: ({ keyBits }) => [{ name: 'needed', value: `a key of ${keyBits} bits: ${keyBits / 8} bytes` }],
    example: { id: 'ably-no-key', keyBits: 256 },
  },
  'ably-key-size': {
    level: ['event'],
    severity: 'fault',
    title: 'Key of another size',
    problem: ({ keyBits, tried }) => {
      const size = `${keyBits / 8} bytes`;
      return tried.length === 1
        ? `The known key is not ${size} long, as this payload's cipher needs it.`
        : `None of the ${tried.length} known keys is ${size} long, as this payload's cipher needs it.`;
    },
    remedy: ({ keyBits }) => `Add the cipher key of ${keyBits} bits: base64 of ${keyBits / 8} bytes.`,
    evidence: ({ keyBits, tried }, nameKey) => [
      { name: 'cipher', value: `aes-${keyBits}-cbc` },
      { name: 'known', value: `${tried.map(nameKey).join(', ')}: ${keyBits === 128 ? 256 : 128} bits` },
    ],
    example: { id: 'ably-key-size', keyBits: 128, tried: ['a1b2c3d4e5f6'] },
  },
  'ably-wrong-key': {
    level: ['event'],
    severity: 'fault',
    title: 'The key may be wrong',
    problem: ({ tried, unpads }) => {
      if (unpads)
        return 'The key may be wrong: it fits by the padding alone, and the plaintext is not what its encoding says.';
      return tried.length === 1
        ? 'The known key does not open this payload.'
        : `None of the ${tried.length} known keys opens this payload.`;
    },
    remedy: ({ unpads }) =>
      unpads
        ? 'If other events of the channel open, check what the publisher encodes; else add another cipher key.'
        : 'If no event of the channel opens, the key may be wrong: add the cipher key that the publisher uses. ' +
          'If the others open, this payload may be altered or cut off.',
    evidence: ({ tried, unpads, remaining }, nameKey) => [
      { name: 'tried', value: tried.map(nameKey).join(', ') },
      { name: 'padding', value: unpads ? 'fits, as it does for 1 wrong key in 256' : 'does not come out' },
      ...(remaining === '' ? [] : [{ name: 'does not hold', value: cut(remaining) }]),
    ],
    example: { id: 'ably-wrong-key', tried: ['a1b2c3d4e5f6'], unpads: true, remaining: 'json/utf-8' },
  },
  'ably-unconfirmed': {
    level: ['event'],
    severity: 'info',
    title: 'Nothing confirms the key',
    problem: () =>
      'The key may be wrong: AES-CBC has no check of its own, and binary data does not confirm it.',
    remedy: () => 'Look whether the data is what the app sends.',
    evidence: ({ key }, nameKey) => [
      { name: 'key', value: nameKey(key) },
      { name: 'padding', value: 'fits, as it does for 1 wrong key in 256' },
    ],
    example: { id: 'ably-unconfirmed', key: 'a1b2c3d4e5f6' },
  },
  'ably-clear-on-cipher': {
    level: ['channel'],
    severity: 'info',
    title: 'Clear messages among encrypted ones',
    problem: ({ clear, encrypted }) =>
      `${countOf(clear, 'message')} came in the clear, ${countOf(encrypted, 'message')} encrypted: subscribers take both.`,
    remedy: () => 'Look for a publisher without the cipher option, if every message should be encrypted.',
    evidence: ({ clear, encrypted }) => [
      { name: 'in the clear', value: countOf(clear, 'message') },
      { name: 'encrypted', value: countOf(encrypted, 'message') },
    ],
    example: { id: 'ably-clear-on-cipher', clear: 2, encrypted: 40 },
  },
  'ably-key-text': {
    level: ['key'],
    severity: 'warning',
    title: 'A text that ably-js reads otherwise',
    problem: ({ form, letters }) => {
      if (form === 'base64url')
        return `The text has ${letters} letters - or _: ably-js replaces the first of each only, so it fails in browsers and works in Node.`;
      return form === 'hex'
        ? 'The text is hexadecimal digits; ably-js takes every text for base64, and these for a key of no size it knows.'
        : 'The text is a passphrase; ably-js takes every text for base64, and this one is a key of no size it knows.';
    },
    remedy: () => 'Give ably-js standard base64 of the 16 or 32 bytes, with + and /.',
    evidence: ({ form, letters }) => [
      { name: 'form', value: form },
      ...(form === 'base64url' ? [{ name: 'letters - or _', value: String(letters) }] : []),
    ],
    example: { id: 'ably-key-text', form: 'base64url', letters: 3 },
  },
  'ably-iv-altered': {
    level: ['event'],
    severity: 'fault',
    title: 'IV altered',
    problem: () =>
      'The first 16 bytes of the plaintext are garbled and the rest is clean: the IV was altered.',
    remedy: () => 'Check what changes the first 16 bytes of the data between publisher and page.',
    evidence: ({ key }, nameKey) => [
      { name: 'key', value: `${nameKey(key)} is right: all but the first block is readable` },
      { name: 'garbled', value: 'bytes 1 to 16' },
    ],
    example: { id: 'ably-iv-altered', key: 'a1b2c3d4e5f6' },
  },
  'ably-iv-lost': {
    level: ['event'],
    severity: 'fault',
    title: 'IV missing',
    problem: () =>
      'The plaintext starts in the middle and is clean: the data has lost its IV, its first 16 bytes.',
    remedy: () => 'Put the IV before the ciphertext, as the Ably client libraries do.',
    evidence: ({ key }, nameKey) => [
      { name: 'key', value: `${nameKey(key)} is right: what is there is readable` },
      { name: 'missing', value: 'the first 16 bytes of the plaintext' },
    ],
    example: { id: 'ably-iv-lost', key: 'a1b2c3d4e5f6' },
  },
  'ably-never-encrypted': {
    level: ['event'],
    severity: 'info',
    title: 'Never encrypted',
    problem: ({ what }) =>
      what === 'annotation'
        ? 'Annotations go out in the clear, also on a channel with a cipher; so do names and extras.'
        : 'LiveObjects go out in the clear, also on a channel with a cipher; so do names and extras.',
    remedy: () => 'Keep what must be secret in the data of messages.',
    evidence: ({ what }) => [{ name: 'kind', value: what }],
    example: { id: 'ably-never-encrypted', what: 'annotation' },
  },
};
