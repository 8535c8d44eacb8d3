import type { Direction, Payload } from '../../frame';
import { toFields } from '../../untrusted';
import type { Description, Detail } from '../protocol';
import { frameDetails } from '../sockudo/details';
import { isEncryptedChannel } from './channel-kind';
import { controlDetails, controlNotice } from './control-details';
import { type EventFields, readEvent } from './decode';
import { findOddities, holdsEnvelope, type Oddities } from './envelope';
import { textOf, unwrapData } from './json';
import { controlName, isPublished, type Wire } from './wire';

/** What the detail shows of a frame's one event. Reads the frame again: for the one that is selected. */
export function describeFrame(wire: Wire, payload: Payload, direction: Direction): Description {
  const frame = readEvent(wire, payload);
  if (!frame) return { details: [], encoding: undefined, notice: undefined };
  const details = frameDetails(frame, 'text' in payload ? payload.text : undefined);
  const name = controlName(frame.event, wire.prefix);
  if (name === undefined || (direction === 'received' && isPublished(name))) {
    const oddities = findOddities(isEnvelopeExpected(frame) ? frame.data : undefined);
    details.push(...encryptionDetails(frame, oddities));
    return { details, encoding: undefined, notice: oddities.isDoubleEncoded ? DOUBLE_ENCODED : undefined };
  }
  details.push(...controlDetails(name, frame, direction));
  if (isEncryptedChannel(channelOf(frame))) {
    details.push({
      name: NEVER_ENCRYPTED,
      value: 'control events: server and client write them without a key',
    });
  }
  return {
    details,
    encoding: undefined,
    notice: direction === 'received' ? controlNotice(name, frame) : undefined,
  };
}

const NEVER_ENCRYPTED = 'never encrypted';

const DOUBLE_ENCODED = {
  problem: 'The envelope is a JSON string inside a JSON string. Client libraries drop the event.',
  remedy: 'Publish the envelope as it is: the server library makes it JSON, once.',
};

function encryptionDetails(frame: EventFields, { writtenAs }: Oddities): Detail[] {
  if (!isEncryptedChannel(textOf(frame.channel))) return [];
  const details: Detail[] = [];
  if (writtenAs !== undefined) details.push({ name: 'written as', value: writtenAs });
  if (frame.event.startsWith('client-')) {
    // pusher-js src/core/channels/encrypted_channel.ts: trigger throws, and what comes in is taken for an envelope.
    const value = holdsEnvelope(frame.data)
      ? 'sealed by its sender; pusher-js sends none on an encrypted channel'
      : 'sent in the clear; pusher-js sends none on an encrypted channel and drops this one';
    details.push({ name: 'client event', value });
  }
  details.push({ name: NEVER_ENCRYPTED, value: 'event name, channel, user_id, time and size' });
  return details;
}

/** Client events are plain unless they hold an envelope, as the decoder has it. */
function isEnvelopeExpected(frame: EventFields): boolean {
  if (!isEncryptedChannel(textOf(frame.channel))) return false;
  return !frame.event.startsWith('client-') || holdsEnvelope(frame.data);
}

/** A subscription names its channel in its data. */
function channelOf(frame: EventFields): string {
  return textOf(frame.channel) || textOf(toFields(unwrapData(frame.data))?.channel);
}
