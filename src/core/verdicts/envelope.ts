import { bytesOf, type Family, timeOf } from './verdict';

/** What is wrong or notable about the payload of one event on a Pusher channel, whatever the keys. */
export type EnvelopeFinding =
  | { id: 'no-data' }
  /** bytes: of the data that went out in the clear. */
  | { id: 'published-unencrypted'; bytes: number }
  | { id: 'partial-envelope'; missing: 'nonce' | 'ciphertext' }
  | { id: 'double-encoded-envelope' }
  | { id: 'bad-base64'; member: 'nonce' | 'ciphertext'; form: Base64Form }
  | { id: 'bad-nonce-length'; bytes: number }
  /** what: the part that is too short, or the data as a whole. limit: the data is cut off where servers set their limit. */
  | { id: 'truncated'; what: 'ciphertext' | 'IV and ciphertext' | 'data'; bytes: number; limit: boolean }
  /** bytes: of the event's data, as the server counts it. */
  | { id: 'size-budget'; bytes: number }
  | { id: 'client-event-on-encrypted'; sealed: boolean }
  | { id: 'double-encoded-plaintext'; inside: 'JSON' | 'envelope' }
  /** at: of the event. keyAt: when the page had the key. by: how that is known. Both epoch milliseconds. */
  | { id: 'event-before-key'; at: number; keyAt: number; by: 'auth reply' | 'subscription' };

/** How base64 is written that is not the standard one; `illegal` is none at all. */
export type Base64Form = 'url-safe' | 'white space' | 'unpadded' | 'illegal';

/** Bytes of event data that pusher.com and the servers modelled on it take. */
export const MAX_DATA_BYTES = 10_240;
/** Limits are set in kilobytes of 1,000 bytes as well. */
export const MIN_LIMIT_BYTES = 10_000;
/** From here on an event is close to the limit. */
export const NEAR_LIMIT_BYTES = 9_216;

const CLIENTS_MAKE: Record<Base64Form, string> = {
  'url-safe': 'pusher-js throws at it: the event is lost',
  'white space': 'pusher-js throws at it: the event is lost',
  unpadded: 'pusher-js before 6 throws at it; later ones take it',
  illegal: 'nothing can decode it',
};

const FORM_WORDS: Record<Base64Form, string> = {
  'url-safe': 'written in the URL-safe alphabet, with - or _',
  'white space': 'written with white space',
  unpadded: 'written without its padding',
  illegal: 'not base64: it has letters that no base64 has, or a length that none has',
};

const LIKELY_CIPHER: Readonly<Record<number, string>> = {
  12: '12 is usual for AES-GCM and ChaCha20-Poly1305.',
  16: '16 is usual for AES-CBC.',
  32: '32 comes of base64 applied twice.',
};

/** Verdicts on the form of a payload. */
export const envelopeVerdicts: Family<EnvelopeFinding> = {
  'no-data': {
    level: ['event'],
    severity: 'fault',
    title: 'No data',
    problem: () => 'The event carries no data on an encrypted channel.',
    remedy: () => 'Check that the publisher sends data with this event.',
    evidence: () => [],
    example: { id: 'no-data' },
  },
  'published-unencrypted': {
    level: ['event'],
    severity: 'fault',
    title: 'Published in the clear',
    problem: () =>
      'The event was published unencrypted on an encrypted channel: its data went out in the clear.',
    remedy: () =>
      'Publish with a server library that has the master key; the plain HTTP API does not encrypt.',
    evidence: ({ bytes }) => [
      { name: 'in the clear', value: bytesOf(bytes) },
      { name: 'client', value: 'pusher-js drops it' },
    ],
    example: { id: 'published-unencrypted', bytes: 46 },
  },
  'partial-envelope': {
    level: ['event'],
    severity: 'fault',
    title: 'Half an envelope',
    problem: ({ missing }) => `The envelope has no ${missing}.`,
    remedy: () => 'Correct the publisher: an envelope needs both nonce and ciphertext.',
    evidence: ({ missing }) => [
      { name: 'there', value: missing === 'nonce' ? 'ciphertext' : 'nonce' },
      { name: 'missing', value: missing },
    ],
    example: { id: 'partial-envelope', missing: 'nonce' },
  },
  'double-encoded-envelope': {
    level: ['event'],
    severity: 'fault',
    title: 'Envelope encoded twice',
    problem: () => 'The envelope is a JSON string inside a JSON string. Client libraries drop the event.',
    remedy: () => 'Publish the envelope as it is: the server library makes it JSON, once.',
    evidence: () => [{ name: 'read', value: 'one more JSON.parse gives the envelope' }],
    example: { id: 'double-encoded-envelope' },
  },
  'bad-base64': {
    level: ['event'],
    severity: 'fault',
    title: 'Not standard base64',
    problem: ({ member, form }) =>
      form === 'illegal'
        ? `The ${member} is not standard base64.`
        : `The ${member} is base64 ${FORM_WORDS[form]}.`,
    remedy: () => 'Encode it with the letters + and /, with padding, without spaces or line breaks.',
    evidence: ({ member, form }) => [
      { name: member, value: FORM_WORDS[form] },
      { name: 'client', value: CLIENTS_MAKE[form] },
    ],
    example: { id: 'bad-base64', member: 'ciphertext', form: 'url-safe' },
  },
  'bad-nonce-length': {
    level: ['event'],
    severity: 'fault',
    title: 'Nonce of another cipher',
    problem: ({ bytes }) => {
      const likely = LIKELY_CIPHER[bytes];
      return `The nonce is ${bytesOf(bytes)} long; a secretbox nonce has 24.${likely ? ` ${likely}` : ''}`;
    },
    remedy: () => 'Seal with NaCl secretbox (XSalsa20-Poly1305) and a nonce of 24 random bytes.',
    evidence: ({ bytes }) => [{ name: 'nonce', value: `${bytesOf(bytes)}, not 24` }],
    example: { id: 'bad-nonce-length', bytes: 12 },
  },
  truncated: {
    level: ['event'],
    severity: 'fault',
    title: 'Cut off',
    problem: ({ what, bytes, limit }) => {
      if (what === 'data') {
        const where = limit ? `, after ${bytesOf(bytes)}: as much as servers take` : '';
        return `The data begins as an envelope and ends in the middle of it${where}.`;
      }
      return what === 'ciphertext'
        ? `The ciphertext is ${bytesOf(bytes)} long; its tag alone has 16.`
        : `IV and ciphertext are ${bytesOf(bytes)} long; with AES-CBC they are at least 32, in blocks of 16.`;
    },
    remedy: ({ limit }) =>
      limit
        ? 'Send less in one event: 10,240 bytes of data leave 7,619 bytes of plaintext.'
        : 'Check where the payload is cut off between publisher and page: a queue, a column, a proxy.',
    evidence: ({ what, bytes }) => [{ name: what, value: bytesOf(bytes) }],
    example: { id: 'truncated', what: 'ciphertext', bytes: 3, limit: false },
  },
  'size-budget': {
    level: ['event'],
    severity: 'warning',
    title: 'Close to the size limit',
    problem: ({ bytes }) =>
      bytes > MAX_DATA_BYTES
        ? `The data is ${bytesOf(bytes)} long, more than the 10,240 that pusher.com takes.`
        : `The data is ${bytesOf(bytes)} long; servers refuse more than 10,240.`,
    remedy: () =>
      'Send less in one event: encryption makes 4 bytes of 3, and 10,240 leave 7,619 of plaintext.',
    evidence: ({ bytes }) => [
      { name: 'data', value: bytesOf(bytes) },
      {
        name: bytes > MAX_DATA_BYTES ? 'over the limit by' : 'headroom',
        value: bytesOf(Math.abs(MAX_DATA_BYTES - bytes)),
      },
    ],
    example: { id: 'size-budget', bytes: 9_900 },
  },
  'client-event-on-encrypted': {
    level: ['event'],
    severity: 'warning',
    title: 'Client event on an encrypted channel',
    problem: ({ sealed }) =>
      sealed
        ? 'A client event was sealed by its sender. pusher-js sends none on an encrypted channel.'
        : 'A client event went out in the clear on an encrypted channel. pusher-js sends none there and drops this one.',
    remedy: () => 'Send it on a private channel, or publish it through the server.',
    evidence: ({ sealed }) => [{ name: 'data', value: sealed ? 'an envelope' : 'in the clear' }],
    example: { id: 'client-event-on-encrypted', sealed: false },
  },
  'double-encoded-plaintext': {
    level: ['event'],
    severity: 'warning',
    title: 'Data encoded twice',
    problem: ({ inside }) =>
      inside === 'envelope'
        ? 'The plaintext is an envelope again: it was encrypted twice.'
        : 'The plaintext is a JSON string that holds JSON: the app gets a text where it expects an object.',
    remedy: ({ inside }) =>
      inside === 'envelope'
        ? 'Make a new batch for every triggerBatch: pusher-http-node writes the envelope into the array it is given.'
        : 'Publish the object itself: pusher-http-node turns everything into JSON, a string too.',
    evidence: ({ inside }) => [{ name: 'inside', value: inside }],
    example: { id: 'double-encoded-plaintext', inside: 'JSON' },
  },
  'event-before-key': {
    level: ['event'],
    severity: 'warning',
    title: 'Came before the key',
    problem: ({ by }) =>
      `The event came before the ${by} that gives the page its key: the client library dropped it.`,
    remedy: () =>
      'Publish after the subscription succeeded, or use a cache channel, which replays its last event.',
    evidence: ({ at, keyAt, by }) => [
      { name: 'event', value: timeOf(at) },
      {
        name: by,
        value: `${timeOf(keyAt)}, ${Math.max(0, Math.round(keyAt - at)).toLocaleString('en')} ms later`,
      },
    ],
    example: { id: 'event-before-key', at: 1_700_000_000_000, keyAt: 1_700_000_000_240, by: 'auth reply' },
  },
};
