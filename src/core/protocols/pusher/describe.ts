import type { Direction, Payload } from '../../frame';
import { toFields } from '../../untrusted';
import type { Description } from '../protocol';
import { frameDetails } from '../sockudo/details';
import { isEncryptedChannel } from './channel-kind';
import { controlDetails, controlNotice } from './control-details';
import { type EventFields, readEvent } from './decode';
import { textOf, unwrapData } from './json';
import { controlName, isPublished, type Wire } from './wire';

/** What the detail shows of a frame's one event. Reads the frame again: for the one that is selected. */
export function describeFrame(wire: Wire, payload: Payload, direction: Direction): Description {
  const frame = readEvent(wire, payload);
  if (!frame) return { details: [], encoding: undefined, notice: undefined };
  const details = frameDetails(frame, 'text' in payload ? payload.text : undefined);
  const name = controlName(frame.event, wire.prefix);
  if (name === undefined || (direction === 'received' && isPublished(name))) {
    if (isEncryptedChannel(textOf(frame.channel)))
      details.push({ name: NEVER_ENCRYPTED, value: 'event name, channel, user_id, time and size' });
    return { details, encoding: undefined, notice: undefined };
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

/** A subscription names its channel in its data. */
function channelOf(frame: EventFields): string {
  return textOf(frame.channel) || textOf(toFields(unwrapData(frame.data))?.channel);
}
