/** How many tests of a step passed, failed and were skipped. */
export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

/** A step without a runner of its own counts as one test. */
export function tallyOf(isGood: boolean): Tally {
  return { passed: isGood ? 1 : 0, failed: isGood ? 0 : 1, skipped: 0 };
}

/** The part of Vitest's JSON report that is counted. */
export interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { status: string; assertionResults: unknown[] }[];
}

/** Counts a Vitest report. A file that failed before its first test counts as one failure: it has no failed test. */
export function tallyVitest(report: VitestReport): Tally {
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** The part of Playwright's JSON report that is counted. */
export interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  errors: unknown[];
  suites: PlaywrightSuite[];
}
export interface PlaywrightSuite {
  suites?: PlaywrightSuite[];
  specs: { title: string; tests: PlaywrightTest[] }[];
}
interface PlaywrightTest {
  projectName: string;
  status: string;
  annotations: { type: string; description?: string }[];
}

/** Counts a Playwright report. Errors outside tests (a spec that does not load) and flaky tests count as failures. */
export function tallyPlaywright({ stats, errors }: PlaywrightReport): Tally {
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  };
}

/** How many tests passed per browser, and each that was skipped with its reason: one line each. */
export function describePlaywright({ suites }: Pick<PlaywrightReport, 'suites'>): string[] {
  const passed = new Map<string, number>();
  const skipped: string[] = [];
  const visit = ({ specs, suites: inner = [] }: PlaywrightSuite): void => {
    for (const { title, tests } of specs)
      for (const { projectName, status, annotations } of tests) {
        const reason = annotations.find(({ type }) => type === 'skip')?.description;
        if (status === 'skipped')
          skipped.push(`not in ${projectName}: ${title} (${reason ?? 'no reason given'})`);
        else if (status === 'expected') passed.set(projectName, (passed.get(projectName) ?? 0) + 1);
      }
    inner.forEach(visit);
  };
  suites.forEach(visit);
  return [...Array.from(passed, ([browser, count]) => `${browser}: ${count} passed`), ...skipped];
}

/** The part of web-ext's JSON report that is judged. */
export interface WebExtReport {
  errors: WebExtMessage[];
  warnings: WebExtMessage[];
}
interface WebExtMessage {
  code: string;
  message: string;
  file?: string;
  line?: number;
}

/** What a web-ext report has to say, one line each. */
export function webExtComplaints(report: WebExtReport): string[] {
  return [...report.errors, ...report.warnings].map(
    ({ code, message, file, line }) => `${file ?? 'manifest.json'}:${line ?? 1} ${code} ${message}`,
  );
}

/** The tally of a runner: a missing or empty report is a failure, and so is a bad exit code that the report does not explain. */
export function settleTally(tally: Tally | undefined, exitCode: number): Tally {
  if (!tally || tally.passed + tally.failed + tally.skipped === 0) return tallyOf(false);
  return exitCode !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
}

/** What a step came to; skipped tests are named only if there are any. */
export function stepLine(tally: Tally): string {
  return `${totalLine([tally])}${tally.skipped > 0 ? `, ${tally.skipped} skipped` : ''}`;
}

/** The last line of a test run. */
export function totalLine(tallies: readonly Tally[]): string {
  const sum = (name: 'passed' | 'failed'): number => tallies.reduce((total, tally) => total + tally[name], 0);
  return `${sum('passed')} passed, ${sum('failed')} failed`;
}
