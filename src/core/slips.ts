import type { Slip } from './sealed';

/** What each slip did to the text of a key, for people, and what to do. */
export const SLIP_WORDS: Readonly<Record<Slip, { reading: string; remedy: string }>> = {
  'trailing-newline': {
    reading: 'with a line break at its end',
    remedy:
      'Cut the line break off where the publisher reads its key: a file written by openssl ends in one.',
  },
  untrimmed: {
    reading: 'with the white space around it',
    remedy: 'Cut the white space off where the publisher reads its key.',
  },
  quotes: {
    reading: 'with quotes around it',
    remedy: 'Take the quotes off in the publisher’s setting: they became part of the key.',
  },
  'base64-prefix': {
    reading: 'with base64: before it',
    remedy: 'Take base64: off in the publisher’s setting; only Laravel’s APP_KEY has it.',
  },
  'setting-line': {
    reading: 'as the whole line NAME=value',
    remedy: 'Give the publisher what stands after the equals sign.',
  },
  'hex-text': {
    reading: 'its hexadecimal digits, taken as characters',
    remedy: 'Give the publisher base64 of the 32 bytes, not their hexadecimal digits.',
  },
  'hex-decoded': {
    reading: 'decoded from hexadecimal digits',
    remedy: 'Use one form everywhere: base64 of the 32 bytes.',
  },
  'base64-of-hex': {
    reading: 'base64 whose content is hexadecimal digits',
    remedy: 'Decode the hexadecimal digits before they become base64.',
  },
  'base64-text': {
    reading: 'its base64 letters, taken as characters',
    remedy: 'Set it as encryptionMasterKeyBase64 (or the like) at the publisher, not as the raw key.',
  },
  'base64-decoded': {
    reading: 'decoded as base64 instead of taken as characters',
    remedy: 'Set it as the raw key at the publisher, or use base64 of its 32 bytes everywhere.',
  },
  'base64-twice': {
    reading: 'base64 applied twice',
    remedy: 'Encode the key once.',
  },
};
