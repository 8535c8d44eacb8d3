import path from 'node:path';
import { ROOT } from '../tools/run';
import { readVersion, startChromium } from './browser/chromium';
import { startFirefox } from './browser/firefox';
import type { Figure, Row } from './figure';
import { figures } from './figures';
import { runFuzz } from './fuzz';
import { measure, notMeasured, say } from './measure';
import { parseOptions } from './options';
import { type BrowserName, prepareBrowser } from './prepare';
import { formatDocument, formatRows, writeBetweenMarkers } from './report';
import { startSite } from './site/site';
import { runSoaks } from './soak/run';

const DOCUMENT = path.join(ROOT, 'docs', 'benchmarks.md');
const VERSIONS: Record<BrowserName, () => Promise<string>> = {
  chromium: chromiumVersion,
  firefox: firefoxVersion,
};

/** Measures what the arguments ask for, prints it and answers the exit code: 1 when any figure is short of its bar. */
export async function runBench(args: readonly string[]): Promise<number> {
  const options = parseOptions(
    args,
    figures.map(({ name }) => name),
    figures.flatMap(({ name, isLong }) => (isLong ? name : [])),
  );
  if (options.fuzz) return runFuzz();
  if (options.soak.length > 0) return runSoaks(options.soak, options.quick, options.seed);
  const chosen = figures.filter(({ name }) => options.names.includes(name));
  const builds = await prepareBrowsers(chosen);
  const site = await startSite();
  const rows: Row[] = [];
  let otherWork = 0;
  try {
    for (const figure of chosen) {
      console.log(`── ${figure.name}: ${figure.title}`);
      const extension = builds.get(browserOf(figure));
      if (typeof extension !== 'string') {
        rows.push(notMeasured(figure, extension));
        continue;
      }
      const measured = await measure(figure, { site, extension, quick: options.quick, say });
      rows.push(...measured.rows);
      otherWork = Math.max(otherWork, measured.otherWork);
    }
  } finally {
    site.end();
  }
  console.log(`\n${formatRows(rows)}`);
  if (options.isWhole) {
    writeBetweenMarkers(DOCUMENT, formatDocument(rows, { browser: await readVersions(builds), otherWork }));
    console.log(`\nWritten to ${path.relative(ROOT, DOCUMENT)}.`);
  }
  if (options.quick) console.log('\nMeasured in fewer rounds and shorter runs than the lines say.');
  const short = rows.filter(({ ok }) => !ok).length;
  console.log(`\n${rows.length - short} ok, ${short} short`);
  return short > 0 ? 1 : 0;
}

function browserOf({ browser = 'chromium' }: Figure): BrowserName {
  return browser;
}

/** Where the extension lies that was built for each browser the figures need; for Firefox, why there is none. */
async function prepareBrowsers(chosen: readonly Figure[]): Promise<Map<BrowserName, unknown>> {
  const builds = new Map<BrowserName, unknown>();
  for (const name of new Set(chosen.map(browserOf))) {
    const build = prepareBrowser(name);
    builds.set(name, await (name === 'firefox' ? build.catch((problem: unknown) => problem) : build));
  }
  return builds;
}

/** Names and versions of the browsers that there are. */
async function readVersions(builds: ReadonlyMap<BrowserName, unknown>): Promise<string> {
  const versions: string[] = [];
  for (const [name, build] of builds) if (typeof build === 'string') versions.push(await VERSIONS[name]());
  return versions.join(', ');
}

async function chromiumVersion(): Promise<string> {
  const chromium = await startChromium();
  try {
    return await readVersion(chromium);
  } finally {
    await chromium.end();
  }
}

async function firefoxVersion(): Promise<string> {
  const { version, end } = await startFirefox();
  await end();
  return version;
}
