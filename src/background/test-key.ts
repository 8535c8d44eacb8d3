import type { SeenSecret } from '../core/auth/exchange';
import { toHex } from '../core/bytes';
import { slipReadings } from '../core/crypto/slips';
import type { TestedReading } from '../core/key-reading';
import { type KeyReading, readKeys, toReadingSummary } from '../core/key-readings';
import type { KeyScope } from '../core/key-summary';
import type { Key } from '../core/keyring';
import type { KeyId, Slip } from '../core/sealed';
import type { Finding } from '../core/verdicts';
import type { FromPanel, ToPanel } from '../messages';
import type { KeyStore } from './key-store';
import { matchSecret } from './seen-secrets';
import { createSlices, type Slices } from './slices';
import { type Trial, tryKey } from './try-key';

type TestRequest = Extract<FromPanel, { type: 'test-key' }>;

/** More than the panel sends: every key derives the secret of each. */
const MAX_SEEN = 100;
/** Slips are compared with so many seen secrets. */
const MAX_SEEN_FOR_SLIPS = 5;

/** Names every reading of a pasted text and tries it on what was captured. Nothing is stored. */
export async function testKey(store: Pick<KeyStore, 'name'>, request: TestRequest): Promise<ToPanel> {
  const { text, samples, scope } = request;
  const seen = request.seen.slice(0, MAX_SEEN);
  const readings = readKeys(text);
  const known = new Set(readings.map(nameOf));
  const slices = createSlices();
  const tested: TestedReading[] = [];
  for (const reading of readings) {
    const trial = await tryKey(toKey(reading), scope, samples, slices);
    const proved = await provedBy(store, reading, seen, slices);
    tested.push(await toTested(store, reading, trial, scope, proved));
    const isUnproved = reading.kind === 'pusher-master' && reading.isLikely && proved.length === 0;
    const compared = isUnproved && !trial.bySlip.has(undefined) ? seen.slice(0, MAX_SEEN_FOR_SLIPS) : [];
    for (const variant of slipsOf(reading)) {
      // What is a reading of the text for itself is tried as that.
      if (known.has(nameOf(variant))) continue;
      const provedBySlip = await provedBy(store, variant, compared, slices);
      if (!trial.bySlip.has(variant.slip) && provedBySlip.length === 0) continue;
      const bySlip = await tryKey(toKey(variant), scope, samples, slices);
      // One slip may stand for several readings: the line break after the text, or after the bytes.
      if (bySlip.bySlip.has(undefined) || provedBySlip.length > 0)
        tested.push(await toTested(store, variant, bySlip, scope, provedBySlip));
    }
  }
  return { type: 'key-tested', request: request.request, readings: tested };
}

/** A reading, or what a slip makes of it. */
interface Variant extends KeyReading {
  slip?: Slip | undefined;
  /** Its place among the slips of the reading. */
  variant?: number;
}

function nameOf({ kind, key }: Pick<KeyReading, 'kind' | 'key'>): string {
  return `${kind} ${toHex(key)}`;
}

/** As if it were stored for every channel: what it opens outside its scope is worth saying too. */
function toKey({ kind, key, source }: KeyReading): Key {
  const scope: KeyScope = { app: undefined, channel: undefined };
  return { id: 'tested', kind, label: '', scope, remembered: false, addedAt: 0, bytes: key, text: source };
}

async function provedBy(
  store: Pick<KeyStore, 'name'>,
  { kind, key }: Pick<KeyReading, 'kind' | 'key'>,
  seen: readonly SeenSecret[],
  slices: Slices,
): Promise<string[]> {
  const channels = new Set<string>();
  for (const secret of seen) {
    if (channels.has(secret.channel)) continue;
    if (await matchSecret(store, kind, key, secret)) channels.add(secret.channel);
    await slices.pause();
  }
  return [...channels];
}

/** What slips make of a key that opens payloads. */
function slipsOf(reading: KeyReading): Variant[] {
  const { kind, source, key } = reading;
  if (kind !== 'pusher-master' && kind !== 'ably-cipher') return [];
  return slipReadings(source, key).map(({ slip, bytes }, variant) => ({
    ...reading,
    key: new Uint8Array(bytes),
    bytes: bytes.length,
    slip,
    variant,
  }));
}

async function toTested(
  store: Pick<KeyStore, 'name'>,
  reading: Variant,
  trial: Trial,
  scope: KeyScope,
  proved: string[],
): Promise<TestedReading> {
  const { slip, variant, ...plain } = reading;
  const tally = trial.bySlip.get(undefined) ?? { opened: 0, outside: 0, channels: new Map<string, number>() };
  const isSecret = reading.kind === 'pusher-shared-secret';
  const channel = isSecret ? (scope.channel ?? proved[0] ?? mostOf(tally.channels)) : undefined;
  // A shared secret is for one channel: for the others it says nothing.
  const isNarrow = isSecret && channel !== undefined && scope.channel === undefined;
  const opened = isNarrow ? (tally.channels.get(channel) ?? 0) : tally.opened;
  const id = await store.name(reading.kind, isSecret ? { ...scope, channel } : scope, reading.key);
  return {
    ...toReadingSummary(plain),
    id,
    slip,
    variant,
    channel,
    opened,
    of: isNarrow ? (trial.of.get(channel) ?? 0) : sumOf(trial.of),
    channels: isNarrow ? Math.min(1, opened) : tally.channels.size,
    unverified: trial.unverified,
    otherSize: trial.otherSize,
    outside: tally.outside,
    proved,
    findings: [...reading.findings, ...findingsOf(trial, slip, id)],
  };
}

function findingsOf(trial: Trial, slip: Slip | undefined, key: KeyId): Finding[] {
  const findings: Finding[] = [];
  if (slip !== undefined) findings.push({ id: 'key-slip', slip, key });
  if (trial.isDirect) findings.push({ id: 'master-key-direct', key });
  if (trial.derivation !== undefined && trial.derivation !== 'A')
    findings.push({ id: 'other-derivation', derivation: trial.derivation, key });
  return findings;
}

function mostOf(channels: ReadonlyMap<string, number>): string | undefined {
  return [...channels].sort(([, a], [, b]) => b - a)[0]?.[0];
}

function sumOf(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}
