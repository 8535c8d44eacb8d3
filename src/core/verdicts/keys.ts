import { DERIVATION_MAKERS } from '../derivations';
import type { Derivation, KeyId, Slip } from '../sealed';
import { SLIP_WORDS } from '../slips';
import { countOf, cut, type Evidence, type Family, type NameKey } from './verdict';

/** What keys and derivations say of one secretbox, or of a channel. */
export type KeyFinding =
  | { id: 'no-key' }
  | { id: 'wrong-key'; tried: KeyId[]; readings: Readings }
  | { id: 'other-channel'; channel: string; key: KeyId }
  | { id: 'other-derivation'; derivation: Exclude<Derivation, 'A'>; key: KeyId }
  | { id: 'master-key-direct'; key: KeyId }
  | { id: 'key-slip'; slip: Slip; key: KeyId }
  /** newer: a key that was added later and is proven for the same app. */
  | { id: 'previous-key'; key: KeyId; newer: KeyId; cached: boolean };

const opened = (key: KeyId, nameKey: NameKey): Evidence => ({ name: 'opened with', value: nameKey(key) });

/** What was tried: derivation A alone, the dear readings on other events of the channel, or all of it on this one. */
export type Readings = 'usual' | 'sampled' | 'all';

const DEAR =
  'those of pusher-http-dotnet, -swift and older -node, the key itself, slips of its text, the secrets of the other channels seen';
const READING_WORDS: Readonly<Record<Readings, string>> = {
  usual: 'the usual derivation',
  sampled: `the usual derivation; on other events of the channel ${DEAR} as well`,
  all: `the usual derivation, ${DEAR}`,
};

/** Verdicts on how keys and payloads go together. */
export const keyVerdicts: Family<KeyFinding> = {
  'no-key': {
    level: ['event'],
    severity: 'warning',
    title: 'No key',
    problem: () => 'No key for this channel is known.',
    remedy: () =>
      'Add the 32-byte master key of the app, or reload with learning switched on, so that the auth reply is seen.',
    evidence: () => [{ name: 'in scope', value: 'no master key, no shared secret' }],
    example: { id: 'no-key' },
  },
  'wrong-key': {
    level: ['event'],
    severity: 'fault',
    title: 'Sealed with another key',
    problem: ({ tried }) =>
      tried.length === 1
        ? 'The known key does not open this payload.'
        : `None of the ${tried.length} known keys opens this payload.`,
    // secretbox authenticates: it says that this key did not seal these bytes, and not which of the two is at fault.
    remedy: () =>
      'If no event of the channel opens, add the master key that the publisher uses, and compare it with the auth server’s. ' +
      'If the others open, this payload was altered or sealed for another channel.',
    evidence: ({ tried, readings }, nameKey) => [
      { name: 'tried', value: tried.map(nameKey).join(', ') },
      {
        name: 'readings',
        value: READING_WORDS[readings],
      },
    ],
    example: { id: 'wrong-key', tried: ['a1b2c3d4e5f6'], readings: 'all' },
  },
  'other-channel': {
    level: ['event'],
    severity: 'fault',
    title: 'Sealed for another channel',
    problem: ({ channel }) =>
      `It opens with the secret of ${cut(channel)}. Pages that have this channel’s own secret can not read it.`,
    remedy: () =>
      'Trigger it once per channel: pusher-http-php seals an event for several channels with the first one’s secret (issue 383).',
    evidence: ({ channel, key }, nameKey) => [
      { name: 'sealed for', value: cut(channel, 200) },
      opened(key, nameKey),
    ],
    example: { id: 'other-channel', channel: 'private-encrypted-orders.42', key: 'a1b2c3d4e5f6' },
  },
  'other-derivation': {
    level: ['event'],
    severity: 'warning',
    title: 'Derived in another way',
    problem: ({ derivation }) =>
      `Its secret is derived ${DERIVATION_MAKERS[derivation]}, not as most server libraries do.`,
    // The two can not be told apart: Swift derives from the letters, others do when the letters are set as the raw key.
    remedy: ({ derivation }) =>
      derivation === 'C'
        ? 'Let publisher and auth server use the same library. If none is written in Swift, set the key as ' +
          'encryptionMasterKeyBase64 (or the like): its base64 letters were taken for the key itself.'
        : 'Let publisher and auth server use the same library: one that derives otherwise gives pages another secret.',
    evidence: ({ derivation, key }, nameKey) => [
      { name: 'derivation', value: `${derivation}, ${DERIVATION_MAKERS[derivation]}` },
      opened(key, nameKey),
    ],
    example: { id: 'other-derivation', derivation: 'B', key: 'a1b2c3d4e5f6' },
  },
  'master-key-direct': {
    level: ['event'],
    severity: 'fault',
    title: 'Sealed with the master key itself',
    problem: () =>
      'It opens with the master key as it is: the publisher did not derive the channel’s secret. Pages that have that secret can not read it.',
    remedy: () => 'Seal with SHA-256(channel name, then master key), as the server libraries do.',
    evidence: ({ key }, nameKey) => [opened(key, nameKey), { name: 'derivation', value: 'none' }],
    example: { id: 'master-key-direct', key: 'a1b2c3d4e5f6' },
  },
  'key-slip': {
    level: ['key', 'event'],
    severity: 'fault',
    title: 'A slip in the key',
    problem: ({ slip }) => `It opens with another reading of the key’s text: ${SLIP_WORDS[slip].reading}.`,
    remedy: ({ slip }) => SLIP_WORDS[slip].remedy,
    evidence: ({ slip, key }, nameKey) => [
      { name: 'reading', value: SLIP_WORDS[slip].reading },
      { name: 'key', value: nameKey(key) },
    ],
    example: { id: 'key-slip', slip: 'trailing-newline', key: 'a1b2c3d4e5f6' },
  },
  'previous-key': {
    level: ['event'],
    severity: 'info',
    title: 'Sealed with an older key',
    problem: ({ cached }) =>
      cached
        ? 'The cached event was sealed before the master key changed.'
        : 'It opens with an older key, while a newer one is in use.',
    remedy: ({ cached }) =>
      cached
        ? 'Publish the event again: a cache channel replays what was sealed last, up to 30 minutes.'
        : 'Look which publisher still has the older key.',
    evidence: ({ key, newer }, nameKey) => [
      opened(key, nameKey),
      { name: 'newer key', value: nameKey(newer) },
    ],
    example: { id: 'previous-key', key: 'a1b2c3d4e5f6', newer: 'f6e5d4c3b2a1', cached: false },
  },
};

/** Which channels of a capture that a key was tried on it opened, for people. */
export function openedText(opened: number, of: number, channels: number): string {
  return `opens ${opened.toLocaleString('en')} of ${countOf(of, 'event')} on ${countOf(channels, 'channel')}`;
}
