import path from 'node:path';
import { buildExtension, isStale } from '../tools/extension';
import { ensureChromium } from '../tools/install-browsers';
import { ROOT, secondsSince } from '../tools/run';
import { readVersion, startChromium } from './browser/chromium';
import type { Bench, Figure, Row } from './figure';
import { figures } from './figures';
import { parseOptions } from './options';
import { untilQuiet } from './quiet';
import { formatDocument, formatRows, writeBetweenMarkers } from './report';
import { startSite } from './site/site';

const DOCUMENT = path.join(ROOT, 'docs', 'benchmarks.md');

/** Measures what the arguments ask for, prints it and answers the exit code: 1 when any figure is short of its bar. */
export async function runBench(args: readonly string[]): Promise<number> {
  const options = parseOptions(
    args,
    figures.map(({ name }) => name),
  );
  process.env.CHROMIUM = await ensureChromium();
  if (isStale('chrome')) {
    const { code } = await buildExtension('chrome');
    if (code !== 0) return code;
  }
  const site = await startSite();
  const extension = path.join(ROOT, 'dist', 'chrome');
  const say = (text: string) => console.log(`   ${text}`);
  const rows: Row[] = [];
  let busy = 0;
  try {
    for (const figure of figures.filter(({ name }) => options.names.includes(name))) {
      console.log(`── ${figure.name}: ${figure.title}`);
      busy = Math.max(busy, await untilQuiet(say));
      rows.push(...(await measure(figure, { site, extension, quick: options.quick, say })));
    }
  } finally {
    site.end();
  }
  console.log(`\n${formatRows(rows)}`);
  if (options.isWhole) {
    writeBetweenMarkers(DOCUMENT, formatDocument(rows, { browser: await browserVersion(), busy }));
    console.log(`\nWritten to ${path.relative(ROOT, DOCUMENT)}.`);
  }
  const short = rows.filter(({ ok }) => !ok).length;
  console.log(`\n${rows.length - short} ok, ${short} short`);
  return short > 0 ? 1 : 0;
}

/** A figure that can not be measured is short; the others are measured all the same. */
async function measure(figure: Figure, bench: Bench): Promise<Row[]> {
  const start = performance.now();
  try {
    const rows = await figure.measure(bench);
    bench.say(`${rows.every(({ ok }) => ok) ? 'ok' : 'short'} (${secondsSince(start)})`);
    return rows;
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    bench.say(`not measured: ${problem}`);
    return [
      { figure: figure.title, measured: `not measured: ${problem.split('\n')[0]}`, bar: '', ok: false },
    ];
  }
}

async function browserVersion(): Promise<string> {
  const chromium = await startChromium();
  try {
    return await readVersion(chromium);
  } finally {
    await chromium.end();
  }
}
