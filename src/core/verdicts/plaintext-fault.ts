import { parseJson } from '../json';
import { toFields } from '../untrusted';
import type { EnvelopeFinding } from './envelope';

/**
 * A plaintext that was turned into JSON twice: pusher-http-node makes JSON of every data, a JSON text too
 * (`"{\"id\":1}"`), and triggerBatch given the same array twice seals the envelope again. Looks at the first letter only,
 * unless that is a quote.
 */
export function plaintextFault(text: string): EnvelopeFinding | undefined {
  if (text.charCodeAt(0) !== QUOTE) return undefined;
  const once = parseJson(text);
  if (typeof once !== 'string' || !/^\s*[[{]/.test(once)) return undefined;
  const twice = parseJson(once);
  if (typeof twice !== 'object' || twice === null) return undefined;
  const members = toFields(twice);
  const isEnvelope = typeof members?.nonce === 'string' && typeof members.ciphertext === 'string';
  return { id: 'double-encoded-plaintext', inside: isEnvelope ? 'envelope' : 'JSON' };
}

const QUOTE = 0x22;
