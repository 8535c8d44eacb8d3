import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { buildExtension, describeSizes, TARGETS } from './extension';
import { ensureChromium, ensureFirefox } from './install-browsers';
import {
  describePlaywright,
  type PlaywrightReport,
  settleTally,
  stepLine,
  type Tally,
  tallyOf,
  tallyPlaywright,
  tallyVitest,
  totalLine,
  type WebExtReport,
  webExtComplaints,
} from './reports';
import { ROOT, runBin, secondsSince } from './run';

/** One thing that `npm test` or `npm run check` does. A step whose needs failed is not run and counts as failed. */
export interface Step {
  title: string;
  needs?: readonly Step[];
  run(): Promise<Tally>;
}

/** TypeScript, strict, over everything. */
export const types: Step = { title: 'Types', run: () => runCommand('tsc', ['--noEmit']) };

/** Biome: lint and format. */
export const lint: Step = {
  title: 'Lint and format',
  run: () => runCommand('biome', ['check', '--error-on-warnings']),
};

/** The tests beside the files, in Node. */
export const unitTests: Step = {
  title: 'Unit tests',
  run: async () => {
    const report = freshReport('vitest.json');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const { code } = await runBin('vitest', ['run', ...reporters]);
    return settleTally(tally(report, tallyVitest), code);
  },
};

/** Both builds; one test each. */
export const builds: Step = {
  title: 'Build',
  run: async () => {
    let passed = 0;
    for (const target of TARGETS) if ((await buildExtension(target)).code === 0) passed++;
    if (passed === TARGETS.length) for (const target of TARGETS) console.log(describeSizes(target));
    return { passed, failed: TARGETS.length - passed, skipped: 0 };
  },
};

/** Mozilla's linter over the Firefox build. */
export const webExtLint: Step = {
  title: 'web-ext lint',
  needs: [builds],
  run: async () => {
    const args = ['lint', '--source-dir', 'dist/firefox', '--output', 'json', '--no-config-discovery'];
    const { code, output } = await runBin('web-ext', args, {
      capture: true,
      env: { NO_UPDATE_NOTIFIER: '1' },
    });
    // Its report is one line among whatever Node has to say.
    const json = output.split('\n').find((line) => line.startsWith('{'));
    if (json === undefined) {
      console.log(`web-ext ended with exit code ${code} and without a report.\n${output}`);
      return tallyOf(false);
    }
    const complaints = webExtComplaints(JSON.parse(json) as WebExtReport);
    console.log(complaints.join('\n') || 'Nothing to mend.');
    return tallyOf(complaints.length === 0 && code === 0);
  },
};

/** Finds or installs both browsers, and tells the specs which ones. */
export const browsers: Step = {
  title: 'Browsers',
  run: async () => {
    process.env.CHROMIUM = await ensureChromium();
    process.env.FIREFOX = await ensureFirefox();
    console.log(`${process.env.CHROMIUM}\n${process.env.FIREFOX}`);
    return tallyOf(true);
  },
};

/** The specs, in real browsers. */
export const endToEnd: Step = {
  title: 'End to end, in Chromium and Firefox',
  needs: [builds, browsers],
  run: async () => {
    const report = freshReport('playwright.json');
    const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: report };
    const { code } = await runBin('playwright', ['test', '--reporter=list,json'], { env });
    return settleTally(tally(report, countBrowsers), code);
  },
};

/** Runs steps in order, shows titles and durations, prints the total as the last line and returns the exit code. */
export async function runSteps(steps: readonly Step[]): Promise<number> {
  const tallies = new Map<Step, Tally>();
  for (const step of steps) {
    const start = performance.now();
    console.log(`\n── ${step.title}`);
    const broken = step.needs?.find((needed) => tallies.get(needed)?.failed);
    if (broken) console.log(`Not run: "${broken.title}" failed.`);
    const result = broken ? tallyOf(false) : await runStep(step);
    tallies.set(step, result);
    console.log(`── ${step.title}: ${stepLine(result)} (${secondsSince(start)})`);
  }
  const failed = [...tallies].filter(([, result]) => result.failed > 0).map(([step]) => step.title);
  console.log(failed.length > 0 ? `\nFailed: ${failed.join(', ')}` : '');
  console.log(totalLine([...tallies.values()]));
  return failed.length > 0 ? 1 : 0;
}

/** Counts the specs, and says what was skipped where: a skipped test is never silent. */
function countBrowsers(report: PlaywrightReport): Tally {
  console.log(`\n${describePlaywright(report).join('\n')}`);
  return tallyPlaywright(report);
}

async function runStep(step: Step): Promise<Tally> {
  try {
    return await step.run();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return tallyOf(false);
  }
}

async function runCommand(command: string, args: readonly string[]): Promise<Tally> {
  return tallyOf((await runBin(command, args)).code === 0);
}

/** Where a runner is to write its report; whatever an earlier run left there is gone. */
function freshReport(name: string): string {
  const file = path.join(ROOT, '.tmp', name);
  mkdirSync(path.dirname(file), { recursive: true });
  rmSync(file, { force: true });
  return file;
}

function tally<T>(report: string, count: (report: T) => Tally): Tally | undefined {
  return existsSync(report) ? count(JSON.parse(readFileSync(report, 'utf8')) as T) : undefined;
}
