/** Servers build on the frame before; one more stands by where two frames cross. */
const MAX_BASES_PER_GROUP = 2;
const MAX_GROUPS = 10_000;
/** UTF-16 units of all bases and names of one connection, and so at most 32 MB. */
const MAX_CHARS = 16_000_000;

/** A frame that deltas may build on: its text as the server sent it, without what it says about deltas. */
export interface Base {
  /** Counts from 0 in its group. */
  seq: number;
  text: string;
}

/** Whose frames build on each other: one event of one channel, and in it one conflation key (empty for none). */
export interface BaseGroup {
  channel: string;
  event: string;
  key: string;
}

/** The delta bases of one connection, bounded: groups that were not used for longest are forgotten first. */
export interface Bases {
  remember(group: BaseGroup, base: Base): void;
  /** `seq`: of the base, where the delta names it; else the last one is meant. */
  find(group: BaseGroup, seq: number | undefined): Base | undefined;
}

/**
 * Creates an empty memory. Groups are the server's (sockudo crates/sockudo-delta/src/compression.rs: event name and
 * conflation key; each counts for itself). sockudo-js keeps one base for all events of a channel and fails with several.
 */
export function createBases(): Bases {
  const groups = new Map<string, Base[]>();
  let chars = 0;
  function forget(name: string): void {
    chars -= charsOf(name, groups.get(name) ?? []);
    groups.delete(name);
  }
  return {
    remember(group, base) {
      const name = nameOf(group);
      const kept = [...(groups.get(name) ?? []), base].slice(-MAX_BASES_PER_GROUP);
      forget(name);
      if (charsOf(name, [base]) > MAX_CHARS / 2) return;
      groups.set(name, kept);
      chars += charsOf(name, kept);
      for (const oldest of groups.keys()) {
        if (groups.size <= MAX_GROUPS && chars <= MAX_CHARS) break;
        forget(oldest);
      }
    },
    find(group, seq) {
      const kept = groups.get(nameOf(group));
      return seq === undefined ? kept?.at(-1) : kept?.findLast((base) => base.seq === seq);
    },
  };
}

/** What a group takes up; nothing where it keeps no base. */
function charsOf(name: string, bases: readonly Base[]): number {
  return bases.reduce((chars, { text }) => chars + text.length, bases.length === 0 ? 0 : name.length);
}

function nameOf({ channel, event, key }: BaseGroup): string {
  return JSON.stringify([channel, event, key]);
}
