import type { MeasuredPage } from '../browser/documents';
import { untilReceived, visit } from '../browser/page';
import type { Bench, Row } from '../figure';
import { median } from '../numbers';

/** One of the two browsers that take turns; `app` names its page to the server. */
export interface Side {
  app: string;
  page: MeasuredPage;
  /** Runs after the frames of a round; throws when the round does not count. */
  check?(): Promise<void>;
}

/** How a round goes: how many events, how many of them before the measurement, and how fast. */
export interface Course {
  rounds: number;
  warmUp: number;
  events: number;
  perSecond: number | undefined;
}

/** What the page's main thread spends on a frame, in microseconds: one number per round and side. */
export interface Costs {
  bare: number[];
  watched: number[];
}

/** Lets the two pages take turns, each first in every other round, and measures the CPU time of their main threads. */
export async function comparePages(bench: Bench, bare: Side, watched: Side, course: Course): Promise<Costs> {
  const costs: Costs = { bare: [], watched: [] };
  for (let round = 0; round < course.rounds; round++) {
    const turns = round % 2 === 0 ? ([bare, watched] as const) : ([watched, bare] as const);
    for (const side of turns) {
      const cost = await costPerFrame(bench, side, course);
      costs[side === bare ? 'bare' : 'watched'].push(cost);
    }
    const [base, with_] = [costs.bare.at(-1) as number, costs.watched.at(-1) as number];
    bench.say(
      `round ${round + 1} of ${course.rounds}: ${base.toFixed(1)} µs bare, ${with_.toFixed(1)} µs with it, ${(with_ / base).toFixed(2)}×`,
    );
  }
  return costs;
}

/** The median of the rounds' ratios against its bar, with their span. */
export function ratioRow(figure: string, { bare, watched }: Costs, maxRatio: number): Row {
  const ratios = watched.map((cost, round) => cost / (bare[round] as number));
  const ratio = median(ratios);
  const span = `${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)}`;
  const costs = `${median(watched).toFixed(1)} µs against ${median(bare).toFixed(1)} µs`;
  return {
    figure,
    measured: `${ratio.toFixed(2)}× (${costs}; rounds ${span})`,
    bar: `≤ ${maxRatio}×`,
    ok: ratio <= maxRatio,
  };
}

async function costPerFrame(bench: Bench, side: Side, course: Course): Promise<number> {
  const { app, page } = side;
  const { warmUp, events, perSecond } = course;
  const pace = perSecond === undefined ? {} : { perSecond };
  await visit(page, bench.site, app);
  await bench.site.send({ app, frameBytes: 500, first: 1, count: warmUp, ...pace });
  await untilReceived(page, warmUp);
  await page.collectGarbage();
  const ms = await page.measureMainThreadMs(async () => {
    await bench.site.send({ app, frameBytes: 500, first: warmUp + 1, count: events, ...pace });
    await untilReceived(page, warmUp + events);
  });
  await side.check?.();
  return (ms * 1000) / events;
}
