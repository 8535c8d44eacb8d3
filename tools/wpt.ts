// The web-platform tests for WebSockets, in bare browsers and in ones with the extension: any difference fails.
//   npm run wpt -- <folder of a checkout of web-platform-tests/wpt>
//   --browser <name>   chromium or firefox; both without it
//   --only <text>      pages whose address contains this
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Target } from '../e2e/host/fixtures';
import { makeCertificate } from '../e2e/wpt/certificate';
import { tallyOf } from '../e2e/wpt/compare';
import { listTests } from '../e2e/wpt/list-tests';
import { type Comparison, compareBrowser } from '../e2e/wpt/run-tests';
import { HOST } from '../e2e/wpt/site';
import { buildExtension, isStale } from './extension';
import { ROOT, secondsSince } from './run';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { browser: { type: 'string' }, only: { type: 'string', default: '' } },
});

const PAGES_PER_LINE = 50;
const BUILDS = { chromium: 'chrome', firefox: 'firefox' } as const;

async function main(checkout: string): Promise<number> {
  const { pages, h2 } = listTests(checkout);
  const chosen = pages.filter(({ page }) => page.includes(values.only));
  console.log(`${chosen.length} pages of tests. ${h2} more need HTTP/2 and are left out.`);
  const certificate = makeCertificate(HOST);
  let differences = 0;
  for (const target of targets()) {
    if (isStale(BUILDS[target]) && (await buildExtension(BUILDS[target])).code !== 0) return 1;
    const start = performance.now();
    const comparison = await compareBrowser(target, checkout, certificate, chosen, (done, { page }) => {
      if (done % PAGES_PER_LINE === 0)
        console.error(`${target}: ${done} of ${chosen.length}, ${secondsSince(start)}, ${page}`);
    });
    print(target, comparison, secondsSince(start));
    keep(target, comparison);
    differences += comparison.differences.length;
  }
  return differences === 0 ? 0 : 1;
}

function targets(): Target[] {
  const { browser } = values;
  if (browser === undefined) return ['chromium', 'firefox'];
  if (browser === 'chromium' || browser === 'firefox') return [browser];
  throw new RangeError(`--browser: expected chromium or firefox, got "${browser}"`);
}

function print(target: Target, { bare, hooked, differences, unstable }: Comparison, time: string): void {
  const counts = [bare, hooked].map((outcomes) => tallyOf(outcomes.values()));
  const [without, withIt] = counts.map(({ passed, failed }) => `${passed} passed, ${failed} failed`);
  console.log(`\n${target}, ${time}\n  bare              ${without}\n  with Cipherscope  ${withIt}`);
  for (const page of unstable) console.log(`  unstable by itself: ${page}`);
  for (const { page, name, bare: one, hooked: other } of differences)
    console.log(
      `  DIFFERS ${page}\n    ${name}\n      bare:             ${one}\n      with Cipherscope: ${other}`,
    );
}

/** Everything that came out, for a closer look. */
function keep(target: Target, { bare, hooked, ...rest }: Comparison): void {
  const folder = path.join(ROOT, '.tmp');
  mkdirSync(folder, { recursive: true });
  const all = { ...rest, bare: Object.fromEntries(bare), hooked: Object.fromEntries(hooked) };
  writeFileSync(path.join(folder, `wpt-${target}.json`), JSON.stringify(all, undefined, 1));
}

const [checkout] = positionals;
if (checkout === undefined) {
  console.error('Name the folder of a checkout of https://github.com/web-platform-tests/wpt.');
  process.exit(1);
}
process.exit(await main(path.resolve(checkout)));
