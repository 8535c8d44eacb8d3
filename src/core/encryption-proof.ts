import type { Channel, Connection, Entry } from './entry';
import { type FormCounts, noForms, WIRE_FORMS, wireFormOf } from './wire-form';

/** What a capture shows of encryption, on one channel or on all. Counts are of the events that are held. */
export interface EncryptionProof {
  /** Undefined for the whole capture. */
  channel: { name: string; host: string } | undefined;
  /** Events on encrypted channels. */
  encrypted: FormCounts;
  encryptedChannels: number;
  /** Events on the other channels: nobody said that they would be encrypted. */
  others: FormCounts;
  otherChannels: number;
  /** Application events that belong to no channel that is known, and are in no count. */
  uncounted: number;
  /** Events that went out in the clear on an encrypted channel, oldest first, at most `MAX_LEAKS`. */
  leaks: readonly Leak[];
  /** Where in the page the master key was found; undefined where nothing was looked for, as no master key is known. */
  keyInPage: string[] | undefined;
  /** Frames that were lost on the way, and entries that the full capture pushed out. */
  dropped: number;
}

/** An event that went out in the clear on an encrypted channel. */
export interface Leak {
  id: number;
  at: number;
  channel: string;
  event: string;
  /** Bytes of its frame. */
  size: number;
}

/** What a proof is made of. */
export interface ProofSource {
  connections: readonly Connection[];
  /** How many application events are held. */
  applicationEvents: number;
  /** As `findLeaks` finds them in what is held. */
  leaks(where: LeakPlace | undefined): readonly Leak[];
  dropped: number;
  /** True when a master key is known, which may be looked for in the page. */
  hasMasterKey: boolean;
}

/** One channel of one connection. */
export interface LeakPlace {
  connection: Connection;
  channel: string;
}

export const MAX_LEAKS = 100;

/** What the capture shows of one channel. */
export function proveChannel(source: ProofSource, connection: Connection, channel: Channel): EncryptionProof {
  const isEncrypted = channel.kind === 'encrypted';
  return {
    channel: { name: channel.name, host: connection.url?.host ?? '' },
    encrypted: isEncrypted ? { ...channel.forms } : noForms(),
    encryptedChannels: isEncrypted ? 1 : 0,
    others: isEncrypted ? noForms() : { ...channel.forms },
    otherChannels: isEncrypted ? 0 : 1,
    uncounted: 0,
    leaks: isEncrypted && channel.forms.clear > 0 ? source.leaks({ connection, channel: channel.name }) : [],
    keyInPage: keyInPage([connection], source.hasMasterKey),
    dropped: source.dropped,
  };
}

/** What the capture shows as a whole. */
export function proveCapture(source: ProofSource): EncryptionProof {
  const { connections, applicationEvents, dropped, hasMasterKey } = source;
  const proof: EncryptionProof = {
    channel: undefined,
    encrypted: noForms(),
    encryptedChannels: 0,
    others: noForms(),
    otherChannels: 0,
    uncounted: applicationEvents,
    leaks: [],
    keyInPage: keyInPage(connections, hasMasterKey),
    dropped,
  };
  for (const { channels } of connections) {
    for (const { kind, forms, events } of channels.values()) {
      if (kind === 'encrypted') proof.encryptedChannels++;
      else proof.otherChannels++;
      const counts = kind === 'encrypted' ? proof.encrypted : proof.others;
      for (const form of WIRE_FORMS) counts[form] += forms[form];
      proof.uncounted -= events;
    }
  }
  if (proof.encrypted.clear > 0) proof.leaks = source.leaks(undefined);
  return proof;
}

/** What went out in the clear on encrypted channels, or on one of them: the oldest, at most `MAX_LEAKS`. */
export function findLeaks(entries: Iterable<Entry>, where: LeakPlace | undefined): Leak[] {
  const leaks: Leak[] = [];
  const isMeant = ({ connection, channel }: Entry) =>
    where === undefined
      ? connection.channels.get(channel)?.kind === 'encrypted'
      : connection === where.connection && channel === where.channel;
  for (const entry of entries) {
    // The cheap question first: nearly all are opened, or clear on other channels.
    if ((entry.state !== 'dark' && entry.state !== 'clear') || !isMeant(entry)) continue;
    if (wireFormOf(entry) !== 'clear') continue;
    const { id, at, channel, event, size } = entry;
    leaks.push({ id, at, channel, event, size });
    if (leaks.length === MAX_LEAKS) break;
  }
  return leaks;
}

function keyInPage(connections: readonly Connection[], hasMasterKey: boolean): string[] | undefined {
  const urls = connections.flatMap(({ findings }) =>
    findings.flatMap((finding) => (finding.id === 'master-key-in-page' ? [finding.url] : [])),
  );
  if (urls.length === 0 && !hasMasterKey) return undefined;
  return [...new Set(urls)];
}
