import type { Problem } from '../key-summary';
import type { KeyId } from '../sealed';
import { cut, type Family } from './verdict';

/** What is wrong with a connection. */
export type ConnectionFinding =
  /** code: of the close or of the error event. words: what it means in its protocol. */
  | { id: 'close-code'; code: number; words: Problem }
  /** url: of the script or document it stands in. */
  | { id: 'master-key-in-page'; key: KeyId; url: string };

/** Protocols bound what they quote of a server to 500 characters. */
const MAX_WORDS = 1_000;

/** Verdicts on connections. */
export const connectionVerdicts: Family<ConnectionFinding> = {
  'close-code': {
    level: ['connection'],
    severity: 'fault',
    title: 'Refused by the server',
    // With what the server says.
    problem: ({ words }) => cut(words.problem, MAX_WORDS),
    remedy: ({ words }) => cut(words.remedy, MAX_WORDS),
    evidence: ({ code }) => [{ name: 'code', value: String(code) }],
    example: {
      id: 'close-code',
      code: 4001,
      words: {
        problem: 'The server does not know the app key. The client gives up.',
        remedy: 'Compare the key in the URL with the app’s, and the cluster or host.',
      },
    },
  },
  'master-key-in-page': {
    level: ['connection'],
    severity: 'fault',
    title: 'The master key stands in the page',
    problem: () => 'The master key of the app stands in what the page loads: everyone who visits it has it.',
    remedy: () =>
      'Take it out of the page and change it: clients never need it, the auth reply gives them their secret.',
    evidence: ({ key, url }, nameKey) => [
      { name: 'key', value: nameKey(key) },
      { name: 'found in', value: cut(url, 200) },
    ],
    example: { id: 'master-key-in-page', key: 'a1b2c3d4e5f6', url: 'https://app.example/assets/app.js' },
  },
};
