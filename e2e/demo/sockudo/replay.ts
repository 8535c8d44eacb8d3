import { toDeltaFrame } from './deltas.ts';
import recorded from './recorded.json' with { type: 'json' };
import type { SockudoServer } from './sockudo-server.ts';
import { sockudoChannels } from './story.ts';
import { toWire } from './wire.ts';

const { wire, delta } = recorded;

/** The recorded encrypted event, byte for byte, to every page in the form it speaks. */
export function replayWire(server: SockudoServer): void {
  server.replay(wire.channel, {
    json: wire.json,
    messagepack: Buffer.from(wire.messagepackBase64, 'base64'),
    protobuf: Buffer.from(wire.protobufBase64, 'base64'),
  });
}

/** The recorded frame with the mark that makes it a base, and the recorded delta to it. */
export function replayDelta(server: SockudoServer): void {
  const { market } = sockudoChannels;
  server.replay(market, { json: `${delta.base.slice(0, -1)},"__delta_seq":0,"__conflation_key":""}` });
  server.replay(market, { json: toWire('json', toDeltaFrame(market, 'tick', delta.deltaBase64, 1)) });
}
