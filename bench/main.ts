import path from 'node:path';
import { buildExtension, isStale } from '../tools/extension';
import { ensureChromium } from '../tools/install-browsers';
import { ROOT } from '../tools/run';
import { readVersion, startChromium } from './browser/chromium';
import type { Row } from './figure';
import { figures } from './figures';
import { runFuzz } from './fuzz';
import { measure, say } from './measure';
import { parseOptions } from './options';
import { formatDocument, formatRows, writeBetweenMarkers } from './report';
import { startSite } from './site/site';
import { runSoaks } from './soak/run';

const DOCUMENT = path.join(ROOT, 'docs', 'benchmarks.md');

/** Measures what the arguments ask for, prints it and answers the exit code: 1 when any figure is short of its bar. */
export async function runBench(args: readonly string[]): Promise<number> {
  const options = parseOptions(
    args,
    figures.map(({ name }) => name),
    figures.flatMap(({ name, isLong }) => (isLong ? name : [])),
  );
  if (options.fuzz) return runFuzz();
  if (options.soak.length > 0) return runSoaks(options.soak, options.quick, options.seed);
  process.env.CHROMIUM = await ensureChromium();
  if (isStale('chrome')) {
    const { code } = await buildExtension('chrome');
    if (code !== 0) return code;
  }
  const site = await startSite();
  const extension = path.join(ROOT, 'dist', 'chrome');
  const rows: Row[] = [];
  let otherWork = 0;
  try {
    for (const figure of figures.filter(({ name }) => options.names.includes(name))) {
      console.log(`── ${figure.name}: ${figure.title}`);
      const measured = await measure(figure, { site, extension, quick: options.quick, say });
      rows.push(...measured.rows);
      otherWork = Math.max(otherWork, measured.otherWork);
    }
  } finally {
    site.end();
  }
  console.log(`\n${formatRows(rows)}`);
  if (options.isWhole) {
    writeBetweenMarkers(DOCUMENT, formatDocument(rows, { browser: await browserVersion(), otherWork }));
    console.log(`\nWritten to ${path.relative(ROOT, DOCUMENT)}.`);
  }
  if (options.quick) console.log('\nMeasured in fewer rounds and shorter runs than the lines say.');
  const short = rows.filter(({ ok }) => !ok).length;
  console.log(`\n${rows.length - short} ok, ${short} short`);
  return short > 0 ? 1 : 0;
}

async function browserVersion(): Promise<string> {
  const chromium = await startChromium();
  try {
    return await readVersion(chromium);
  } finally {
    await chromium.end();
  }
}
