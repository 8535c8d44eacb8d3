import type { Problem } from '../key-summary';
import { MAX_PASTED_CHARS, MAX_PASTED_EVENTS, type PastedReading } from './pasted';

type Refused = Extract<PastedReading, { outcome: 'refused' }>;

const FORMS = 'Paste an envelope, a frame, the raw body of a webhook, or messages of Ably.';

/** Longer than is read. */
export function tooLong(chars: number): Refused {
  return refuse(
    `The text is ${count(chars)} characters long; ${count(MAX_PASTED_CHARS)} can be read at once.`,
    'Paste it in parts: frames that stand one on a line can be parted between any two lines.',
  );
}

/** More events than are taken at once. */
export function tooMany(): Refused {
  return refuse(
    `The text holds more than ${count(MAX_PASTED_EVENTS)} events, which can be opened at once.`,
    'Paste it in parts.',
  );
}

/** Neither JSON nor a frame in bytes. `bytes`: how many they are where it is base64 or hex. */
export function noJson(text: string, bytes: number | undefined): Refused {
  if (bytes === 16 || bytes === 32) {
    return refuse(
      `The text is ${bytes} bytes in base64 or hex, as a key is.`,
      'Add a key in the dialog “Keys”.',
    );
  }
  if (!/^\s*[{["]/.test(text)) return refuse('The text is neither JSON nor a frame in base64 or hex.', FORMS);
  return /[“”„]/.test(text)
    ? refuse('The text is JSON with typographic quotes.', 'Copy it from where the quotes are straight.')
    : refuse('The text begins as JSON and is none: it breaks off, or was changed.', 'Copy it again, whole.');
}

/** JSON, or several lines of it, of no known form. */
export function unknownJson(): Refused {
  return refuse(
    'The text is JSON, and no envelope, frame, webhook body or message.',
    'An envelope has nonce and ciphertext, a frame event, a webhook events, a message of Ably name and data.',
  );
}

/** An empty list: REST history of a channel without messages. */
export function nothingIn(): Refused {
  return refuse('The list is empty.', FORMS);
}

/** One of several lines is no frame. `line` counts from 1. */
export function badLine(line: number): Refused {
  return refuse(
    `Line ${count(line)} is no frame, envelope or message.`,
    'Take it out, or copy it again, whole.',
  );
}

/** Parts of several protocols. */
export function severalProtocols(): Refused {
  return refuse('The text holds events of several systems.', 'Paste those of each system by themselves.');
}

/** What does not say its channel, and the user has not said it either. */
export const CHANNEL_MISSING: Problem = {
  problem: 'It does not say its channel.',
  remedy: 'Give the name of the channel it came on.',
};

/** An envelope can be sealed for encrypted channels only. */
export const CHANNEL_NOT_ENCRYPTED: Problem = {
  problem: 'An envelope belongs to an encrypted channel.',
  remedy: 'Give its whole name: it begins with private-encrypted-.',
};

function refuse(problem: string, remedy: string): Refused {
  return { outcome: 'refused', problem, remedy };
}

function count(number: number): string {
  return number.toLocaleString('en');
}
