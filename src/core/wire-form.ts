import type { Entry } from './entry';
import { SERVER_NAMES } from './protocols/ably/server-names';
import { type Finding, mayOpenLater } from './verdicts';

/**
 * How an application event went over the wire, whatever keys are known. `clear`: its data could be read by everyone on
 * the way. `never`: of a kind that no client encrypts. `empty`: it has no data. `unreadable`: neither can be told.
 */
export const WIRE_FORMS = ['encrypted', 'clear', 'never', 'empty', 'unreadable'] as const;

export type WireForm = (typeof WIRE_FORMS)[number];

/** How many of the held events of a channel went over the wire in which form. */
export type FormCounts = Record<WireForm, number>;

/** The form of an application event; undefined for control events. */
export function wireFormOf({
  state,
  awaited,
  findings,
  text,
  event,
  connection,
}: Entry): WireForm | undefined {
  switch (state) {
    case 'control':
      return undefined;
    case 'opened':
    case 'unverified':
      return 'encrypted';
    case 'clear':
      if (connection.protocol?.id === 'ably' && SERVER_NAMES.test(event)) return 'never';
      return text === '' ? 'empty' : 'clear';
    case 'dark':
      return awaited || mayOpenLater(findings) ? 'encrypted' : formOfFault(findings);
  }
}

export function noForms(): FormCounts {
  return { encrypted: 0, clear: 0, never: 0, empty: 0, unreadable: 0 };
}

function formOfFault(findings: readonly Finding[]): WireForm {
  for (const { id } of findings) {
    if (id === 'published-unencrypted') return 'clear';
    if (id === 'no-data') return 'empty';
  }
  return 'unreadable';
}
