import { fromBase64, fromUtf8, toUtf8 } from '../../bytes';
import type { Payload } from '../../frame';
import type { Fault } from '../../sealed';
import { type Fields, toFields } from '../../untrusted';
import type { DecodedFrame } from '../protocol';
import { decodeFields, type EventFields } from '../pusher/decode';
import { textOf, toText, unwrapData } from '../pusher/json';
import { controlName, type Prefix, readText } from '../pusher/wire';
import { type BaseGroup, createBases } from './delta-bases';
import { areDeltasReady, deltaAlgorithm } from './delta-libraries';
import { readCacheSync } from './delta-sync';
import { baseText } from './delta-text';

/** Undoes the deltas of one connection. */
export interface Deltas {
  /** Takes in a received frame; what a delta stands for, undefined for every other frame. */
  take(frame: EventFields, payload: Payload): DecodedFrame | undefined;
}

/**
 * Creates what undoes deltas. Only frames that the server marked with `__delta_seq` are remembered, which it does on
 * connections with deltas alone: all others cost a look at one member.
 */
export function createDeltas(prefix: Prefix, app: string | undefined): Deltas {
  const bases = createBases();
  let usual = 'fossil';

  function restore(frame: EventFields): DecodedFrame {
    const data = toFields(unwrapData(frame.data)) ?? {};
    const group = groupOf(frame, textOf(data.event), data.conflation_key);
    const base = bases.find(group, typeof data.base_index === 'number' ? data.base_index : undefined);
    const text = base && apply(base.text, data, textOf(data.algorithm) || usual);
    if (typeof text !== 'string') return malformed(frame, group, text ?? { kind: 'delta-base-missing' });
    if (typeof data.seq === 'number') bases.remember(group, { seq: data.seq, text });
    return decodeRestored(text, group, prefix, app);
  }

  return {
    take(frame, payload) {
      const seq = frame.__delta_seq;
      if (typeof seq === 'number') {
        const text = baseText(frame, payload);
        if (text !== undefined)
          bases.remember(groupOf(frame, frame.event, frame.__conflation_key), { seq, text });
        return undefined;
      }
      switch (controlName(frame.event, prefix)) {
        case 'delta':
          return restore(frame);
        case 'delta_compression_enabled':
          usual = textOf(toFields(unwrapData(frame.data))?.algorithm) || usual;
          return undefined;
        case 'delta_cache_sync':
          for (const { event, key, base } of readCacheSync(frame.data)) {
            bases.remember(groupOf(frame, event, key), base);
          }
      }
      return undefined;
    },
  };
}

function groupOf(frame: Fields, event: string, key: unknown): BaseGroup {
  return { channel: textOf(frame.channel), event, key: textOf(key) };
}

// {"event":"tick","delta":"MjkKMUZAMCwx…","seq":3,"algorithm":"fossil","conflation_key":"BTC","base_index":2}
function apply(base: string, data: Fields, algorithm: string): string | Fault {
  if (!areDeltasReady()) return { kind: 'unreadable', form: algorithm };
  const delta = fromBase64(textOf(data.delta));
  const made = delta && deltaAlgorithm(algorithm)?.(toUtf8(base), delta);
  return (made && fromUtf8(made)) ?? { kind: 'delta-broken' };
}

/** The restored text is a whole frame; name and channel are those that the delta is for, as sockudo-js has it. */
function decodeRestored(
  text: string,
  { event, channel }: BaseGroup,
  prefix: Prefix,
  app: string | undefined,
): DecodedFrame {
  const frame = { ...(readText(text) ?? { data: text }), event, channel };
  const decoded = decodeFields(frame, 'received', app, prefix);
  for (const restored of decoded.events) restored.isRestored = true;
  return decoded;
}

function malformed(frame: EventFields, group: BaseGroup, fault: Fault): DecodedFrame {
  const { channel } = group;
  const event = group.event || frame.event;
  const content = { kind: 'malformed', fault, text: toText(frame.data) } as const;
  // Without its base a delta is the same when it is read alone.
  const isRestored = fault.kind !== 'delta-base-missing';
  return { events: [{ event, channel, content, ...(isRestored && { isRestored }) }], lifecycle: [] };
}
