// For tests only: an inspection with one document, and a background that a test answers for.
import type { Channel, Entry } from '../core/entry';
import type { Fact, Sealed } from '../core/sealed';
import type { FromPanel } from '../messages';
import { createInspection } from './create-inspection';
import type { Inspection } from './inspection';
import { DOCUMENT, ENCRYPTED_CHANNEL } from './sample-traffic';

type OpenRequest = Extract<FromPanel, { type: 'open' }>;

/** What the background answers for a payload that it could open. */
export const OPENED: Fact = {
  outcome: 'opened',
  plaintext: { text: '{"a":1}' },
  key: 'abc',
  derivation: 'A',
  remaining: '',
};

/**
 * An inspection that knows `DOCUMENT`; `sent` are the open requests without an answer, `changed` the ids it told of, `searched` what was searched, each answered
 * with `searchFact`.
 */
export function startInspection(
  maxBytes = 1e6,
  searchFact: (sealed: Sealed) => Fact = () => ({ outcome: 'wrong-key', tried: ['abc'], searched: true }),
) {
  const sent: OpenRequest[] = [];
  const changed: number[] = [];
  const searched: Sealed[] = [];
  const inspection = createInspection(
    maxBytes,
    (message) => {
      if (message.type === 'open') sent.push(message);
    },
    () => {},
    ({ id }) => changed.push(id),
    async ({ payloads }) => {
      searched.push(...payloads);
      return payloads.map(searchFact);
    },
  );
  introduce(inspection);
  /** Answers every open request, now and those that follow, with this fact for each payload. */
  const answer = async (fact: Fact) => {
    await Promise.resolve();
    for (let next = sent.shift(); next !== undefined; next = sent.shift()) {
      inspection.opener.handleFacts(
        next.request,
        next.payloads.map(() => fact),
      );
    }
  };
  return { inspection, sent, changed, searched, answer };
}

/** Tells the inspection of a top document. */
export function introduce(inspection: Inspection, document = DOCUMENT, startedAt = 1000): void {
  inspection.introduce({ type: 'document', document, startedAt, top: true, url: 'http://localhost/' });
}

/** What is held, oldest first. */
export function entriesOf({ capture }: Inspection): Entry[] {
  return Array.from({ length: capture.length }, (_, index) => capture.at(index) as Entry);
}

/** The event names of what is held. */
export function namesOf(inspection: Inspection): string[] {
  return entriesOf(inspection).map(({ event }) => event);
}

/** `ENCRYPTED_CHANNEL` of the first connection. */
export function encryptedChannelOf(inspection: Inspection): Channel | undefined {
  return inspection.connections()[0]?.channels.get(ENCRYPTED_CHANNEL);
}
