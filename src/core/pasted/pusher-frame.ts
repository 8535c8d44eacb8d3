import { toJsonText } from '../protocols/pusher/json';
import { sockudoRecognizer } from '../protocols/sockudo/recognize';
import type { Fields } from '../untrusted';
import { type Part, toPart } from './pasted';

const CONTROL = /^(?:pusher|sockudo)(?:_internal)?:/;

/**
 * A whole frame of Pusher or Sockudo, as it was on the wire. One that has lost its channel (a client hands event and
 * data on without it) gets the one that the user gives.
 *   {"event":"order-created","channel":"private-encrypted-orders","data":"…"}
 */
export function readPusherFrame(fields: Fields, text: string, channel: string): Part | undefined {
  const { event } = fields;
  if (typeof event !== 'string') return undefined;
  const protocol = sockudoRecognizer.recognizeFrame(text) ? 'sockudo' : 'pusher';
  if (typeof fields.channel === 'string' || CONTROL.test(event)) return toPart('frame', protocol, text);
  const completed = toJsonText({ ...fields, channel });
  return completed === undefined ? undefined : toPart('frame', protocol, completed, { needsChannel: true });
}
