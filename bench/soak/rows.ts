import type { Row } from '../figure';
import { whole } from '../numbers';
import type { LifeReport } from './check';
import type { Course } from './schedule';
import type { SoakResult } from './soak';

/** The lines of the table for a soak in one browser. */
export function rowsOf(browser: string, course: Course, result: SoakResult): Row[] {
  const { lives } = result;
  const sum = (of: (life: LifeReport) => number) => lives.reduce((all, life) => all + of(life), 0);
  const rate = result.sent / result.seconds;
  const faults = ['missing', 'doubled', 'disordered', 'invented', 'dark'] as const;
  const counts = faults.map((fault) => [fault, sum((life) => life[fault])] as const);
  const left = sum((life) => life.left);
  const lasts = sum((life) => life.lastsHeld);
  const uncounted = lives.filter((life) => life.uncounted === 0).length;
  const backlogs = lives.filter((life) => life.lostBacklog === 0).length;
  return [
    {
      figure: `Soak in ${browser}: ${course.seconds / 60} min of numbered encrypted 500-byte events, the panel in DevTools with the log preserved`,
      measured: `${whole(result.sent)} sent at ${whole(rate)}/s, ${whole(result.received)} received by ${result.documents} documents; background stopped ${result.stops} times, panel closed and opened ${lives.length - 1} times, page reloaded ${result.documents - 1} times`,
      bar: `${whole(course.perSecond)}/s, ${course.stops} stops, ${course.closings} closings, ${course.reloads} reloads`,
      ok:
        rate >= course.perSecond * 0.99 &&
        result.stops === course.stops &&
        lives.length === course.closings + 1 &&
        result.documents === course.reloads + 1,
    },
    {
      figure: 'Numbers read from the table, from the oldest that was held',
      measured: `${whole(sum((life) => life.read))} read: ${counts.map(([fault, count]) => `${whole(count)} ${fault}`).join(', ')}`,
      bar: 'each once and in order, opened',
      ok: counts.every(([, count]) => count === 0),
    },
    {
      figure: 'The last number before a reload with the panel open',
      measured: `${lasts} of ${left} held`,
      bar: 'all held',
      ok: lasts === left,
    },
    {
      figure: 'Panels that found all that the backlog could hold',
      measured: `${backlogs} of ${lives.length}`,
      bar: 'all',
      ok: backlogs === lives.length,
    },
    {
      figure: 'Panels in which rows + dropped = frames of the page',
      measured: `${uncounted} of ${lives.length} (${whole(sum((life) => life.droppedBefore))} dropped)`,
      bar: 'all',
      ok: uncounted === lives.length,
    },
  ];
}
