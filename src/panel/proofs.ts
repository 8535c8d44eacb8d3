import {
  type EncryptionProof,
  findLeaks,
  type Leak,
  type LeakPlace,
  type ProofSource,
  proveCapture,
  proveChannel,
} from '../core/encryption-proof';
import type { Inspection } from './inspection';
import type { Place } from './store';

/** Answers what the capture shows of encryption: of a channel, or as a whole for a place without one. */
export function createProofs(
  inspection: Inspection,
): (place: Place | undefined, hasMasterKey: boolean) => EncryptionProof {
  const leaks = rememberLeaks(inspection);
  return (place, hasMasterKey) => {
    const { capture, tally } = inspection;
    const source: ProofSource = {
      connections: inspection.connections(),
      applicationEvents: capture.length - tally.count('control'),
      leaks,
      dropped: inspection.dropped(),
      hasMasterKey,
    };
    const channel = place?.channel === undefined ? undefined : place.connection.channels.get(place.channel);
    return place === undefined || channel === undefined
      ? proveCapture(source)
      : proveChannel(source, place.connection, channel);
  };
}

/** A proof that is on the screen is made at every draw, and its leaks are looked for only where their number changes. */
function rememberLeaks({ capture, connections }: Inspection): ProofSource['leaks'] {
  let last: { where: LeakPlace | undefined; stand: string; leaks: Leak[] } | undefined;
  return (where) => {
    const counts = where
      ? [where.connection.channels.get(where.channel)?.forms.clear]
      : connections().map(({ channels }) =>
          [...channels.values()].reduce(
            (sum, { kind, forms }) => sum + (kind === 'encrypted' ? forms.clear : 0),
            0,
          ),
        );
    const stand = `${counts.join()} ${capture.evicted} ${capture.at(0)?.id}`;
    const isSame =
      last?.stand === stand &&
      last.where?.connection === where?.connection &&
      last.where?.channel === where?.channel;
    if (last === undefined || !isSame) last = { where, stand, leaks: findLeaks(heldBy(capture), where) };
    return last.leaks;
  };
}

function* heldBy(capture: Inspection['capture']) {
  for (let index = 0; index < capture.length; index++) {
    const entry = capture.at(index);
    if (entry !== undefined) yield entry;
  }
}
