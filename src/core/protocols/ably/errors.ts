import type { Problem } from '../../key-summary';
import { type Fields, toFields } from '../../untrusted';
import { cutText } from '../cut-text';
import errorCodes from './error-codes.json' with { type: 'json' };
import { numberOf, textOf } from './frame-entries';
import { maskText } from './redact';

/** A problem is a server's text: long enough for every known one, short enough to be kept per channel. */
const MAX_MESSAGE_CHARS = 500;

const TITLES = new Map(Object.entries(errorCodes.codes));

/** An error as Ably sends it; `message` is empty where it sends none. */
export interface AblyError {
  code: number | undefined;
  message: string;
}

/**
 * The error of a protocol message; undefined for none.
 *   {"action":9,"error":{"code":40142,"statusCode":401,"message":"Token expired","href":"https://help.ably.io/error/40142"}}
 */
export function errorOf(fields: Fields): AblyError | undefined {
  const error = toFields(fields.error);
  if (!error) return undefined;
  return { code: numberOf(error.code), message: textOf(error.message) ?? '' };
}

/** An error in words for users: what the server said, what its code stands for, and what to do or to expect. */
export function describeError({ code, message }: AblyError): Problem {
  const said = maskText(cutText(message, MAX_MESSAGE_CHARS)).trim();
  const title = code === undefined ? undefined : TITLES.get(String(code));
  const named = code === undefined ? '' : `Ably error ${code}${title ? `: ${title}` : ''}`;
  const sentences = [said || (named === '' ? 'The server gave no message' : ''), named].filter(Boolean);
  return {
    problem: sentences.map((sentence) => (/[.!?]$/.test(sentence) ? sentence : `${sentence}.`)).join(' '),
    remedy:
      REMEDIES.find(([from, to]) => code !== undefined && code >= from && code <= to)?.[2] ?? lookUp(code),
  };
}

function lookUp(code: number | undefined): string {
  if (code === undefined) return 'Look at the frame before this one.';
  return `Look the code up at https://help.ably.io/error/${code}.`;
}

/** What to do, for ranges of codes; the first that fits. */
const REMEDIES: readonly (readonly [from: number, to: number, remedy: string])[] = [
  [40009, 40009, 'Publish less in one message, or raise the limit of the account.'],
  [40013, 40013, 'Publish a string, an object, an array or binary data.'],
  [40018, 40018, 'Wait: the client attaches again and gets the next message in full.'],
  [40019, 40021, 'Give the client its vcdiff plugin, or do not ask for deltas on this channel.'],
  [
    40140,
    40149,
    'Wait: the client asks the app for a new token. If it repeats, check authUrl or authCallback.',
  ],
  [40170, 40171, 'Give the client an authUrl or authCallback that returns a valid token.'],
  [40160, 40165, 'Give the API key or token the capability for this channel, and ask for the channel mode.'],
  [40100, 40399, 'Check the API key or token that the page connects with, and the limits of the account.'],
  [42910, 42999, 'Send less often, or raise the limit of the account.'],
  [50000, 59999, 'Wait: the client tries again. If it lasts, see https://status.ably.com.'],
  [80003, 80003, 'Wait: the client connects again.'],
  [80006, 80008, 'Load what was missed from the history of the channel: messages were lost.'],
  [80017, 80017, 'Connect again if the page should go on; it has closed the connection itself.'],
  [90003, 90005, 'Load what was missed from the history of the channel: messages were lost.'],
  [90010, 90010, 'Detach from channels that are not needed, or raise the limit of the account.'],
  [91000, 91000, 'Give the client a clientId.'],
];
