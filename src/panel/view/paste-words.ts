import type { SignatureFact } from '../../core/auth/signature-check';
import type { Entry } from '../../core/entry';
import type { KeySummary, Problem } from '../../core/key-summary';
import type { Pasted, PastedKind, PastedReading } from '../../core/pasted/pasted';
import { countOf, shortId } from './formats';
import { nameKeys } from './verdicts';

/** What the field takes. */
export const PASTE_ACCEPTS =
  'A Pusher envelope, whole frames, a webhook body, Ably messages or frames; several in a list or one on a line.';

const NOUNS: Record<PastedKind, [one: string, many: string]> = {
  envelope: ['A Pusher envelope', 'Pusher envelopes'],
  frame: ['A frame', 'frames'],
  webhook: ['A webhook body', 'webhook bodies'],
  publish: ['A request that publishes', 'requests that publish'],
  'ably-message': ['An Ably message', 'Ably messages'],
  'ably-frame': ['An Ably frame', 'Ably frames'],
  'binary-frame': ['A binary frame', 'binary frames'],
};
const SYSTEMS: Record<Pasted['protocol'], string> = { pusher: 'Pusher', sockudo: 'Sockudo', ably: 'Ably' };

/** What a text was understood to be: "A webhook body with 3 events, 2 of them client events." */
export function understoodText({ kinds, protocol, frames, events, clientEvents }: Pasted): string {
  const [kind, ...others] = kinds;
  if (kind === undefined || others.length > 0) return `${countOf(events, 'event')} of ${SYSTEMS[protocol]}.`;
  const [one, many] = NOUNS[kind];
  const system = kind === 'frame' || kind === 'binary-frame' ? ` of ${SYSTEMS[protocol]}` : '';
  if (kind === 'webhook') {
    const client = clientEvents === 1 ? 'a client event' : 'client events';
    return `${one} with ${countOf(events, 'event')}, ${clientEvents || 'none'} of them ${client}.`;
  }
  if (kind === 'publish') return `${one}: ${countOf(events, 'event')}.`;
  const named = frames.length === 1 ? one : `${countOf(frames.length, many, many)}`;
  return events === frames.length
    ? `${named}${system}.`
    : `${named}${system} with ${countOf(events, 'entry', 'entries')}.`;
}

/** What the line under the field says: what the text is, and what is wrong with it or lacking. */
export function readingWords(reading: PastedReading): { understood: string; problem: string } {
  switch (reading.outcome) {
    case 'empty':
      return { understood: PASTE_ACCEPTS, problem: '' };
    case 'ready':
      return { understood: understoodText(reading.pasted), problem: '' };
    case 'lacking':
      return {
        understood: `${understoodText(reading.pasted)} `,
        problem: `${reading.problem} ${reading.remedy}`,
      };
    case 'refused':
      return { understood: '', problem: `${reading.problem} ${reading.remedy}` };
  }
}

/** How the events of a text stand now: "3 events: 2 opened, 1 dark." */
export function openedText(entries: readonly Pick<Entry, 'state' | 'awaited'>[]): string {
  const count = (is: (entry: Pick<Entry, 'state' | 'awaited'>) => boolean) => entries.filter(is).length;
  const parts = [
    [count(({ state }) => state === 'opened'), 'opened'],
    [count(({ state }) => state === 'unverified'), 'unverified'],
    [count(({ state, awaited }) => state === 'dark' && !awaited), 'dark'],
    [count(({ awaited }) => awaited), 'being opened'],
    [count(({ state }) => state === 'clear'), 'not encrypted'],
    [count(({ state }) => state === 'control'), 'control'],
  ] as const;
  const said = parts.filter(([number]) => number > 0).map(([number, word]) => `${number} ${word}`);
  return `${countOf(entries.length, 'event')}: ${said.join(', ')}.`;
}

/** What is said about the signature of a webhook. */
export interface SignatureWords extends Problem {
  tone: 'good' | 'fault' | 'quiet';
}

/** `app`: the X-Pusher-Key that was given. */
export function signatureWords(
  fact: SignatureFact,
  app: string | undefined,
  body: string,
  keys: readonly KeySummary[],
): SignatureWords {
  switch (fact.outcome) {
    case 'verified': {
      const ofApp = keys.find(({ id }) => id === fact.key)?.scope.app;
      const isOther = app !== undefined && ofApp !== undefined && ofApp !== app;
      const other = isOther ? `It is kept for app ${shortId(ofApp)}, and X-Pusher-Key names another.` : '';
      return {
        tone: 'good',
        problem: `The signature verifies with ${nameKeys(keys)(fact.key)}.`,
        remedy: other,
      };
    }
    case 'failed':
      return {
        tone: 'fault',
        problem: `The signature does not verify with ${nameKeys(keys)(fact.key)}.`,
        remedy: /\n/.test(body.trim())
          ? 'The body has line breaks, which none has as it is sent: one that was pretty-printed can not verify. Paste it as it came.'
          : 'Either the webhook is of another app, whose secret is needed, or the body was altered: it has to be pasted byte for byte as it came.',
      };
    case 'unknown':
      return {
        tone: 'quiet',
        problem: `No app secret${app === undefined ? '' : ` of app ${shortId(app)}`} is known to check the signature with.`,
        remedy: 'Paste it here. It is kept like a key.',
      };
  }
}

/** A signature that can be none is not asked about. */
export function signatureFault(signature: string): SignatureWords | undefined {
  if (signature === '') {
    return {
      tone: 'quiet',
      problem: 'Without its X-Pusher-Signature it is not known who made this webhook.',
      remedy: '',
    };
  }
  if (/^[0-9a-f]{64}$/i.test(signature)) return undefined;
  return {
    tone: 'fault',
    problem: `X-Pusher-Signature has 64 hex digits; this has ${countOf(signature.length, 'character')}.`,
    remedy: 'Copy the whole header.',
  };
}
