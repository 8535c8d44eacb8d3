import { createDelta } from 'fossil-delta';
import type { SockudoFrame } from './frames.ts';
import { toJson } from './wire.ts';

/** Turns frames of one connection into deltas, once the page has asked for them. */
export type DeltaSender = {
  readonly enable: () => void;
  /** The frame to send instead: marked as a base, a delta to the frame before, or as it was. */
  readonly take: (frame: SockudoFrame) => SockudoFrame;
};

type Base = { readonly text: string; readonly seq: number };

/** No deltas until `enable`. Control events, encrypted and presence channels never have any (protocols of Sockudo). */
export function createDeltaSender(): DeltaSender {
  const bases = new Map<string, Base>();
  let isEnabled = false;
  return {
    enable: () => {
      isEnabled = true;
    },
    take: (frame) => {
      const { channel = '', event } = frame;
      if (!isEnabled || !mayHaveDeltas(channel, event)) return frame;
      const text = toJson(frame);
      const group = `${channel} ${event}`;
      const base = bases.get(group);
      const seq = base ? base.seq + 1 : 0;
      bases.set(group, { text, seq });
      if (!base) return { ...frame, __delta_seq: seq, __conflation_key: '' };
      const delta = createDelta(Buffer.from(base.text), Buffer.from(text));
      return toDeltaFrame(channel, event, Buffer.from(delta).toString('base64'), seq);
    },
  };
}

/** `{"event":"sockudo:delta","channel":"market","data":{"event":"tick","delta":"MjkK…","seq":1,"algorithm":"fossil"}}` */
export function toDeltaFrame(channel: string, event: string, delta: string, seq: number): SockudoFrame {
  return { event: 'sockudo:delta', channel, data: { event, delta, seq, algorithm: 'fossil' } };
}

function mayHaveDeltas(channel: string, event: string): boolean {
  const isControl = /^sockudo(_internal)?:/.test(event);
  return channel !== '' && !isControl && !/^(private-encrypted-|presence-)/.test(channel);
}
