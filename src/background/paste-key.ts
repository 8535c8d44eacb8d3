import { slipReadings } from '../core/crypto/slips';
import type { KeyChoice } from '../core/key-reading';
import { type KeyReading, readKeys } from '../core/key-readings';
import type { KeyKind, Problem } from '../core/key-summary';
import { isKeyLength, readKeyText } from '../core/key-text';
import { type Key, toSummary } from '../core/keyring';
import type { FromPanel, ToPanel } from '../messages';
import type { KeyStore } from './key-store';
import { toLabel } from './labels';

type PastedKey = Extract<FromPanel, { type: 'add-key' }>;

/** What is to be stored of a paste. */
interface Taken {
  kind: KeyKind;
  bytes: Uint8Array<ArrayBuffer>;
  label: string;
  /** The piece of the paste that it is read from; undefined where it is a slip of that already. */
  text: string | undefined;
  isOfSlip: boolean;
}

/** More readings than a text has. */
const MAX_CHOICES = 60;

/**
 * Stores what is chosen of a pasted text, or the text as a key of the kind that is named; where one of them can be no
 * key nothing is stored, and the answer says what is wrong.
 */
export async function storePastedKey(store: Pick<KeyStore, 'add'>, pasted: PastedKey): Promise<ToPanel> {
  const { request, scope, remember } = pasted;
  const taken = pasted.choices ? takeChoices(pasted.text, pasted.choices) : takeText(pasted);
  const problem = Array.isArray(taken) ? channelProblem(taken, scope.channel) : taken;
  if (problem !== undefined || !Array.isArray(taken)) {
    return { type: 'key-refused', request, ...(problem as Problem) };
  }
  const keys: Key[] = [];
  for (const { kind, bytes, label, text, isOfSlip } of taken) {
    const where = { app: scope.app, channel: scope.channel };
    const added = await store.add(kind, bytes, toLabel(label, kind), where, remember, { text, isOfSlip });
    if ('problem' in added) return { type: 'key-refused', request, ...added };
    keys.push(added);
  }
  return { type: 'key-added', request, keys: keys.map(toSummary) };
}

function takeText({ kind, text, label }: PastedKey): Taken[] | Problem {
  const read = readKeyText(kind, text);
  if (!read.ok) return { problem: read.problem, remedy: read.remedy };
  return [{ kind, bytes: new Uint8Array(read.key), label, text, isOfSlip: false }];
}

function takeChoices(text: string, choices: readonly KeyChoice[]): Taken[] | Problem {
  const readings = readKeys(text);
  const taken = choices.slice(0, MAX_CHOICES).map((choice) => take(readings[choice.index], choice));
  const found = taken.filter((one) => one !== undefined);
  if (found.length > 0 && found.length === taken.length) return found;
  return {
    problem: 'The text has no such reading any more.',
    remedy: 'Paste it again and choose what to add.',
  };
}

function take(reading: KeyReading | undefined, { variant, label }: KeyChoice): Taken | undefined {
  if (reading === undefined) return undefined;
  const { kind, key, source: text } = reading;
  if (variant === undefined)
    return { kind, bytes: key, label, text, isOfSlip: !isKeyLength(kind, key.length) };
  const bytes = slipReadings(text, key)[variant]?.bytes;
  return bytes && { kind, bytes: new Uint8Array(bytes), label, text: undefined, isOfSlip: true };
}

function channelProblem(taken: readonly Taken[], channel: string | undefined): Problem | undefined {
  if (channel !== undefined || taken.every(({ kind }) => kind !== 'pusher-shared-secret')) return undefined;
  return {
    problem: 'A shared secret opens one channel, and none is named.',
    remedy: 'Fill in the channel field.',
  };
}
