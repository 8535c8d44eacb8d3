import type { Payload } from '../../frame';
import type { Protocol } from '../protocol';
import { createDecoder } from './decode';
import { describe } from './describe';
import { prepare, readFrame } from './formats';
import { hideSecrets } from './hide-secrets';
import { ablyRecognizer } from './recognize';
import { toMaskedJson } from './redact';
import { describeUrl } from './url';

/** Ably, protocol 1.1 to 6 in JSON and MessagePack: the same members in both. */
export const protocol: Protocol = {
  id: ablyRecognizer.id,
  label: 'Ably',
  keyKinds: ['ably-cipher'],
  uncopied: [],
  describeUrl,
  // Nothing in a name says so: a channel is encrypted where its messages are.
  channelKind: () => 'public',
  isCacheChannel: () => false,
  createDecoder,
  prepare,
  describe: (payload, _direction, index) => describe(payload, index),
  showBinary,
  hideSecrets,
  // ably-js connects again after any close but its own, whatever the code.
  describeClose: () => undefined,
};

function showBinary(payload: Payload): string | undefined {
  if (!('base64' in payload)) return undefined;
  const frame = readFrame(payload);
  return frame && toMaskedJson(frame.fields, 2);
}
