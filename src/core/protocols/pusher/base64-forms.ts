import { padBase64 } from '../../bytes';
import type { Base64Form } from '../../verdicts/envelope';

const URL_SAFE = /[-_]/;
const SPACE = /[\t\n\f\r ]+/g;
const PADDING = /={0,2}$/;

/** Base64 that is not the standard one, made it; `form` says how it was written. */
export interface Normalised {
  base64: string;
  form: Base64Form;
}

/**
 * Makes standard base64 of URL-safe letters, white space and missing padding. Undefined for text that needs none of it
 * and where no base64 comes out by length; whether its letters are legal is not looked at.
 */
export function normaliseBase64(text: string): Normalised | undefined {
  const letters = text.replace(SPACE, '').replaceAll('-', '+').replaceAll('_', '/').replace(PADDING, '');
  if (letters.length % 4 === 1) return undefined;
  const base64 = padBase64(letters);
  return base64 === text ? undefined : { base64, form: formOf(text) };
}

// What pusher-js does with each was observed with 4.4, 5.1 and 8.6.
function formOf(text: string): Base64Form {
  if (URL_SAFE.test(text)) return 'url-safe';
  return text.search(SPACE) === -1 ? 'unpadded' : 'white space';
}
