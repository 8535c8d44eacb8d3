import { cut, type Family } from './verdict';

/** Why a frame or its encoding could not be read, in any protocol. */
export type FrameFinding =
  | { id: 'unreadable'; form: string }
  | { id: 'not-kept' }
  | { id: 'not-loaded' }
  | { id: 'unknown-cipher'; name: string }
  | { id: 'bad-encoding'; step: string; remaining: string }
  | { id: 'delta-base-missing' }
  | { id: 'delta-broken' };

/** Verdicts on frames that can not be read. */
export const frameVerdicts: Family<FrameFinding> = {
  unreadable: {
    level: ['event'],
    severity: 'fault',
    title: 'Unreadable frame',
    problem: ({ form }) => `The frame can not be read as ${cut(form, 40)}.`,
    remedy: () => 'Look at the raw frame, and at what sends it.',
    evidence: ({ form }) => [{ name: 'expected', value: cut(form, 40) }],
    example: { id: 'unreadable', form: 'JSON' },
  },
  'not-kept': {
    level: ['event'],
    severity: 'warning',
    title: 'Payload not kept',
    problem: () => 'The payload of this frame was not kept: it was too large, or the page was left too soon.',
    remedy: () => 'Look at it in the Network tool of the browser.',
    evidence: () => [],
    example: { id: 'not-kept' },
  },
  'not-loaded': {
    level: ['event'],
    severity: 'fault',
    title: 'Reader not loaded',
    problem: () => 'What reads this protocol could not be loaded.',
    remedy: () => 'Reopen DevTools; the extension may have been updated under the panel.',
    evidence: () => [],
    example: { id: 'not-loaded' },
  },
  'unknown-cipher': {
    level: ['event'],
    severity: 'fault',
    title: 'Unknown cipher',
    problem: ({ name }) => `The cipher ${cut(name, 40)} is not known.`,
    remedy: () => 'Encrypt with AES-CBC and a key of 128 or 256 bits, as the Ably client libraries do.',
    evidence: ({ name }) => [{ name: 'cipher', value: cut(name, 40) }],
    example: { id: 'unknown-cipher', name: 'cipher+aes-256-gcm' },
  },
  'bad-encoding': {
    level: ['event'],
    severity: 'fault',
    title: 'Not what its encoding says',
    problem: ({ step }) => `The data is not ${cut(step, 40)}, as its encoding says.`,
    remedy: () => 'Check that the publisher sets the encoding to what it did to the data.',
    evidence: ({ step, remaining }) => [
      { name: 'failed step', value: cut(step, 40) },
      { name: 'left of the chain', value: cut(remaining) },
    ],
    example: { id: 'bad-encoding', step: 'base64', remaining: 'json/utf-8/base64' },
  },
  'delta-base-missing': {
    level: ['event'],
    severity: 'warning',
    title: 'Delta without its base',
    problem: () => 'The event is a delta, and the event it builds on is not here.',
    remedy: () => 'Reload the page with the panel open, or wait for the next event that is whole.',
    evidence: () => [],
    example: { id: 'delta-base-missing' },
  },
  'delta-broken': {
    level: ['event'],
    severity: 'fault',
    title: 'Delta does not fit',
    problem: () => 'The delta does not fit the event it builds on.',
    remedy: () => 'Wait for the next event that is whole, or reload the page.',
    evidence: () => [],
    example: { id: 'delta-broken' },
  },
};
