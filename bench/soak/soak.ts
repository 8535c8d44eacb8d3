import { until } from '../../e2e/host/driver';
import type { Evaluator } from '../browser/documents';
import { whole } from '../numbers';
import { pasteKey, readCounts } from '../panel/panel';
import type { Streamed } from '../site/orders';
import type { Site } from '../site/site';
import type { SoakBrowser } from './browser';
import { checkLife, type DocumentLog, type LifeReport } from './check';
import type { PageLog, SoakPage } from './page';
import { type ReadRow, readRows } from './read-rows';
import { type Course, drawSchedule, type Schedule } from './schedule';

/** What came of a soak in one browser. */
export interface SoakResult {
  sent: number;
  seconds: number;
  received: number;
  documents: number;
  stops: number;
  lives: LifeReport[];
}

const APP = 'soak';
/** So long at most the panel stays open after it was read; what comes then is in the backlog of the next. */
const MAX_REST_MS = 2_000;

interface Soak {
  browser: SoakBrowser;
  course: Course;
  schedule: Schedule;
  clock: Clock;
  say(text: string): void;
}

/** Time of the stream: it stands while the panel is read. */
interface Clock {
  hold(isHeld: boolean): Promise<void>;
  /** Resolves at that many milliseconds of the stream. */
  moment(at: number): Promise<void>;
}

/** A life as it was noted, before it is known with which number the events of a document began. */
interface NotedLife {
  rows: ReadRow[];
  dropped: number;
  before: PageState;
  after: PageState;
  end: PageState;
}

/** All documents so far, the live one last. */
type PageState = PageLog[];

type PageGlobals = typeof globalThis & { bench: SoakPage };

/** Streams events while the background is stopped, the panel closed and opened, the page reloaded; then compares. */
export async function runSoak(
  browser: SoakBrowser,
  site: Site,
  course: Course,
  seed: number,
  say: (text: string) => void,
): Promise<SoakResult> {
  await browser.goto(site.pageUrl(APP));
  await untilSubscribed(browser.page);
  const soak: Soak = {
    browser,
    course,
    schedule: drawSchedule(course, seed),
    clock: startClock(site),
    say,
  };
  const streaming = site.stream({ app: APP, perSecond: course.perSecond, seconds: course.seconds });
  const [streamed, lives, stops] = await Promise.all([
    streaming,
    livePanels(soak, streaming),
    stopBackgrounds(soak),
    reloadPages(soak),
  ]);
  const all = await readPage(browser.page);
  return {
    sent: streamed.sent,
    seconds: streamed.activeMs / 1_000,
    received: all.reduce((sum, { received }) => sum + received, 0),
    documents: all.length,
    stops,
    lives: lives.map((life, i) => {
      const report = reportLife(life, streamed.firsts);
      for (const [from, to] of report.gaps.slice(0, 5)) say(`panel ${i + 1} lacks ${from} to ${to}`);
      return report;
    }),
  };
}

async function livePanels(soak: Soak, streaming: Promise<unknown>): Promise<NotedLife[]> {
  const { schedule, browser, clock, say } = soak;
  const lives: NotedLife[] = [];
  for (const [i, closing] of [...schedule.closings, undefined].entries()) {
    const before = await readPage(browser.page);
    const panel = await browser.openPanel();
    await panel.evaluate(click, '[data-action="preserve-log"]');
    await panel.evaluate(click, '[data-action="control"]');
    await untilFirstRow(panel);
    const after = await readPage(browser.page);
    if (i === 0) await pasteKey(panel);
    await (closing === undefined ? streaming : clock.moment(closing));
    await clock.hold(true);
    await untilAtRest(panel);
    const rows = await readRows(panel, 0);
    const { dropped } = await readCounts(panel);
    lives.push({ rows, dropped: dropped || 0, before, after, end: await readPage(browser.page) });
    say(`panel ${i + 1}: ${whole(rows.length)} rows read, ${whole(dropped || 0)} counted as dropped`);
    await clock.hold(false);
    const pause = schedule.pauses[i] ?? 0;
    await sleep(pause % MAX_REST_MS);
    await browser.closePanel();
    await sleep(pause);
  }
  return lives;
}

async function stopBackgrounds({ browser, ...soak }: Soak): Promise<number> {
  let stops = 0;
  for (const at of soak.schedule.stops) {
    await soak.clock.moment(at);
    await browser.stopBackground();
    stops++;
  }
  return stops;
}

async function reloadPages({ browser, ...soak }: Soak): Promise<void> {
  for (const at of soak.schedule.reloads) {
    await soak.clock.moment(at);
    const before = await readPage(browser.page);
    await browser.reload();
    await until(
      'the page to come back',
      async () => {
        const documents = await readPage(browser.page);
        return documents.length > before.length || undefined;
      },
      60_000,
    );
    soak.say(`the page is reloaded: ${whole(before.at(-1)?.received ?? 0)} events in the document before`);
  }
}

/** Every document with the number its events began with. */
function reportLife(
  { rows, dropped, before, after, end }: NotedLife,
  firsts: Streamed['firsts'],
): LifeReport {
  const firstOf = new Map(firsts.map(({ socket, first }) => [socket, first]));
  const documents = end.map(
    ({ socket, received, frames }): DocumentLog => ({
      first: firstOf.get(socket) ?? Number.MAX_SAFE_INTEGER,
      received,
      frames,
    }),
  );
  // Where the page was reloaded before the log was preserved, the document that was there before may be gone.
  const isHeld = ({ first, received }: DocumentLog) =>
    rows.some(({ number = -1 }) => number >= first && number < first + received);
  const held = documents.findIndex(isHeld);
  const found = Math.max(
    before.length - 1,
    Math.min(held < 0 ? Number.POSITIVE_INFINITY : held, after.length - 1),
  );
  const opened = { before: before[found]?.received ?? 0, after: after[found]?.received ?? 0 };
  return checkLife({ rows, documents: documents.slice(found), opened, dropped });
}

/** Asks again while the page is on its way from one document to the next. */
function readPage(page: Evaluator): Promise<PageState> {
  const read = () =>
    page
      .evaluate(() => {
        const { bench } = globalThis as PageGlobals;
        const { socket, received, frames, before, subscribed } = bench;
        return subscribed ? [...before, { socket, received, frames }] : undefined;
      })
      .catch(() => undefined);
  return until('the page', read, 60_000);
}

async function untilSubscribed(page: Evaluator): Promise<void> {
  await readPage(page);
}

/** Only now it is sure that the hook was asked for its backlog: a panel stands before its request has come to the page. */
async function untilFirstRow(panel: Evaluator): Promise<void> {
  await until('the first row', async () => (await readCounts(panel)).held > 0 || undefined, 60_000);
}

/** The same counts for two seconds. */
async function untilAtRest(panel: Evaluator): Promise<void> {
  let last = '';
  let since = performance.now();
  const isAtRest = async () => {
    const now = await panel.evaluate(
      () => document.querySelector<HTMLElement>('[data-region="status"]')?.innerText ?? '',
    );
    if (now !== last) since = performance.now();
    last = now;
    return performance.now() - since > 2_000 || undefined;
  };
  await until('the panel to come to rest', isAtRest, 120_000);
}

function startClock(site: Site): Clock {
  const startedAt = performance.now();
  let heldMs = 0;
  let heldAt: number | undefined;
  const elapsed = () => (heldAt ?? performance.now()) - startedAt - heldMs;
  return {
    async hold(isHeld) {
      await site.hold(isHeld);
      const now = performance.now();
      if (isHeld) heldAt ??= now;
      else if (heldAt !== undefined) {
        heldMs += now - heldAt;
        heldAt = undefined;
      }
    },
    async moment(at) {
      while (elapsed() < at) await sleep(Math.max(10, Math.min(at - elapsed(), 1_000)));
    },
  };
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Runs in the panel. */
function click(selector: string): void {
  const element = document.querySelector<HTMLElement>(selector);
  if (element === null) throw new Error(`The panel has no ${selector}.`);
  element.click();
}
