import path from 'node:path';
import { ROOT } from '../../tools/run';
import type { Row } from '../figure';
import { say } from '../measure';
import { type BrowserName, prepareBrowser } from '../prepare';
import { formatRows, formatTable, machineText, writeBetweenMarkers } from '../report';
import { startSite } from '../site/site';
import type { SoakBrowser } from './browser';
import { startSoakChromium } from './chromium';
import { startSoakFirefox } from './firefox';
import { rowsOf } from './rows';
import type { Course } from './schedule';
import { runSoak } from './soak';

const FULL: Course = {
  seconds: 600,
  perSecond: 2_000,
  stops: 100,
  closings: 10,
  reloads: 5,
  minLifeMs: 20_000,
  maxLifeMs: 180_000,
};
const QUICK: Course = {
  seconds: 60,
  perSecond: 2_000,
  stops: 10,
  closings: 2,
  reloads: 3,
  minLifeMs: 12_000,
  maxLifeMs: 40_000,
};

const DOCUMENT = path.join(ROOT, 'docs', 'benchmarks.md');
const START: Record<BrowserName, (extension: string) => Promise<SoakBrowser>> = {
  chromium: startSoakChromium,
  firefox: startSoakFirefox,
};

/** Runs the soak in each browser, prints and writes down what came of it, and answers the exit code. */
export async function runSoaks(
  browsers: readonly BrowserName[],
  quick: boolean,
  seed: number,
): Promise<number> {
  const course = quick ? QUICK : FULL;
  const rows: Row[] = [];
  const versions: string[] = [];
  for (const name of browsers) {
    const extension = await prepareBrowser(name);
    console.log(`── soak in ${name}, seed ${seed}`);
    const site = await startSite();
    const browser = await START[name](extension);
    try {
      versions.push(browser.version);
      const result = await runSoak(browser, site, course, seed, say);
      const measured = rowsOf(name, course, result);
      console.log(formatRows(measured));
      rows.push(...measured);
      if (!quick) {
        const text = [formatTable(measured), '', `Seed ${seed}. ${machineText(browser.version)}`].join('\n');
        writeBetweenMarkers(DOCUMENT, text, `soak-${name}`);
      }
    } finally {
      await browser.end();
      site.end();
    }
  }
  const short = rows.filter(({ ok }) => !ok).length;
  console.log(`\n${rows.length - short} ok, ${short} short`);
  return short > 0 ? 1 : 0;
}
