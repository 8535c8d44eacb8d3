import type { AuthExchange } from '../../core/auth/exchange';
import { NOT_OPENED, type OpeningHistory } from '../../core/history/opening-history';
import { bucketOf, type Cell } from '../../core/history/time-buckets';
import type { NameKey } from '../../core/verdicts/verdict';

/** A rectangle of the chart; both in percent of its width. */
export interface Block {
  start: number;
  width: number;
  kind: BlockKind;
}

/** `cached`: replayed by a cache. `straggler`: under a key after the switch to a newer one. */
export type BlockKind = 'live' | 'cached' | 'straggler';

/** The events that one key opened, or none. */
export interface Lane {
  /** Undefined for what no key has opened. */
  key: string | undefined;
  label: string;
  events: number;
  cached: number;
  from: number;
  through: number;
  blocks: Block[];
}

/** What the chart of a channel shows. */
export interface Strip {
  from: number;
  through: number;
  lanes: Lane[];
  switches: { at: number; place: number; label: string }[];
  stragglers: number;
  /** Auth requests; `place` in percent, at the edge for those outside of the chart's time. */
  ticks: { at: number; place: number }[];
}

/** More keys than this on one channel are one lane. */
const MAX_LANES = 6;

/** Lays the history of a channel out over the width of its chart. */
export function toStrip(
  history: OpeningHistory,
  exchanges: readonly AuthExchange[],
  nameKey: NameKey,
): Strip {
  const { from, through, order, stragglers, keys } = history;
  const place = (at: number) => clamp(((at - from) / Math.max(1, through - from)) * 100);
  return {
    from,
    through,
    lanes: lanesOf(history, nameKey, place),
    switches: order.switches
      // The first turn is a switch only where a cache has replayed what was sealed before it.
      .filter((_, index) => index > 0 || order.older.some((key) => keys.get(key)?.live === 0))
      .map(({ at, key }) => ({ at, place: place(at), label: nameKey(key) })),
    stragglers,
    ticks: exchanges.map(({ at }) => ({ at, place: place(at) })),
  };
}

function lanesOf(history: OpeningHistory, nameKey: NameKey, place: (at: number) => number): Lane[] {
  const uses = [...history.keys.values()].sort((a, b) => a.from - b.from);
  const shown = uses.length > MAX_LANES ? uses.slice(0, MAX_LANES - 1) : uses;
  const lanes: Lane[] = shown.map((use) => ({
    key: use.key,
    label: nameKey(use.key),
    events: use.live + use.cached,
    cached: use.cached,
    from: use.from,
    through: use.through,
    blocks: blocksOf(history, (opener) => opener === use.key, switchFrom(history, use.key), place),
  }));
  const rest = uses.slice(shown.length);
  if (rest.length > 0) {
    const others = new Set(rest.map(({ key }) => key));
    lanes.push({
      key: '',
      label: `${rest.length} other keys`,
      events: rest.reduce((sum, { live, cached }) => sum + live + cached, 0),
      cached: rest.reduce((sum, { cached }) => sum + cached, 0),
      from: Math.min(...rest.map((use) => use.from)),
      through: Math.max(...rest.map((use) => use.through)),
      blocks: blocksOf(history, (opener) => others.has(opener), undefined, place),
    });
  }
  if (history.notOpened > 0) lanes.push(darkLane(history, place));
  return lanes;
}

function darkLane(history: OpeningHistory, place: (at: number) => number): Lane {
  const { buckets, notOpened, from, through } = history;
  const times = [...buckets.cells].flatMap(([index, cells]) =>
    cells.some(({ opener, live, cached }) => opener === NOT_OPENED && live + cached > 0)
      ? [index * buckets.widthMs]
      : [],
  );
  return {
    key: undefined,
    label: 'not opened',
    events: notOpened,
    cached: 0,
    from: Math.max(from, Math.min(...times)),
    through: Math.min(through, Math.max(...times) + buckets.widthMs),
    blocks: blocksOf(history, (opener) => opener === NOT_OPENED, undefined, place),
  };
}

/** When a key has been followed by another; undefined for the one in use, and for one that has no place in the order. */
function switchFrom({ order }: OpeningHistory, key: string): number | undefined {
  const turn = order.switches.findIndex((known) => known.key === key);
  if (turn !== -1) return order.switches[turn + 1]?.at;
  return order.older.includes(key) ? order.switches[0]?.at : undefined;
}

function blocksOf(
  { buckets, from, through }: OpeningHistory,
  isMeant: (opener: string) => boolean,
  switchedAt: number | undefined,
  place: (at: number) => number,
): Block[] {
  const { widthMs, cells } = buckets;
  const switchBucket = switchedAt === undefined ? Number.POSITIVE_INFINITY : bucketOf(buckets, switchedAt);
  const blocks: (Block & { through: number })[] = [];
  for (const index of [...cells.keys()].sort((a, b) => a - b)) {
    const here = (cells.get(index) as Cell[]).filter(({ opener }) => isMeant(opener));
    const start = place(Math.max(from, index * widthMs));
    const width = place(Math.min(through, (index + 1) * widthMs)) - start;
    const kind = index > switchBucket ? 'straggler' : 'live';
    const last = blocks.at(-1);
    if (here.some(({ live }) => live > 0)) {
      if (last?.kind === kind && last.through === index - 1) {
        last.width = start + width - last.start;
        last.through = index;
      } else blocks.push({ start, width, kind, through: index });
    }
  }
  for (const [index, all] of cells) {
    if (!all.some(({ opener, cached }) => isMeant(opener) && cached > 0)) continue;
    blocks.push({ start: place(Math.max(from, index * widthMs)), width: 0, kind: 'cached', through: index });
  }
  return blocks.map(({ start, width, kind }) => ({ start, width, kind }));
}

function clamp(percent: number): number {
  return Math.min(100, Math.max(0, percent));
}
