// For tests only: readings of a text as the background answers them, with what does not matter filled in.
import type { TestedReading } from '../../core/key-reading';

/** A master key that was tried on three events of one channel and opened none. */
export function sampleTested(change: Partial<TestedReading> = {}): TestedReading {
  return {
    index: 0,
    part: 0,
    kind: 'pusher-master',
    bytes: 32,
    form: 'base64',
    notes: [],
    name: undefined,
    isLikely: true,
    findings: [],
    id: 'a1b2c3d4e5f6',
    slip: undefined,
    variant: undefined,
    channel: undefined,
    opened: 0,
    of: 3,
    channels: 0,
    unverified: 0,
    otherSize: 0,
    outside: 0,
    proved: [],
    ...change,
  };
}
