import { expect, test } from 'vitest';
import {
  describePlaywright,
  settleTally,
  stepLine,
  tallyOf,
  tallyPlaywright,
  tallyVitest,
  totalLine,
  webExtComplaints,
} from './reports';

const good = { passed: 3, failed: 0, skipped: 0 };

test('a test file that does not load counts as one failure', () => {
  const report = { numPassedTests: 4, numFailedTests: 1, numPendingTests: 1, numTodoTests: 1 };
  const testResults = [
    { status: 'failed', assertionResults: [] },
    { status: 'failed', assertionResults: ['one failed test'] },
    { status: 'passed', assertionResults: ['one test'] },
  ];
  expect(tallyVitest({ ...report, testResults })).toEqual({ passed: 4, failed: 2, skipped: 2 });
});

test('a spec that does not load and a flaky test count as failures', () => {
  const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 2 };
  expect(tallyPlaywright({ stats, errors: ['no such file'], suites: [] })).toEqual({
    passed: 5,
    failed: 3,
    skipped: 2,
  });
});

test('a missing or an empty report is a failure', () => {
  expect(settleTally(undefined, 0)).toEqual(tallyOf(false));
  expect(settleTally({ passed: 0, failed: 0, skipped: 0 }, 0)).toEqual(tallyOf(false));
});

test('an exit code that the report does not explain is a failure', () => {
  expect(settleTally(good, 0)).toEqual(good);
  expect(settleTally(good, 1)).toEqual({ ...good, failed: 1 });
  expect(settleTally({ ...good, failed: 2 }, 1)).toEqual({ ...good, failed: 2 });
});

test('every error and every warning of a web-ext report is told', () => {
  const warning = { code: 'EVAL', message: 'eval is evil', file: 'hook.js', line: 9 };
  const error = { code: 'X', message: 'bad' };
  expect(webExtComplaints({ errors: [], warnings: [] })).toEqual([]);
  expect(webExtComplaints({ errors: [error], warnings: [warning, warning] })).toEqual([
    'manifest.json:1 X bad',
    'hook.js:9 EVAL eval is evil',
    'hook.js:9 EVAL eval is evil',
  ]);
});

test('the last line is the total; a step names skipped tests if there are any', () => {
  const other = { passed: 0, failed: 1, skipped: 2 };
  expect(totalLine([good, other])).toBe('3 passed, 1 failed');
  expect(stepLine(good)).toBe('3 passed, 0 failed');
  expect(stepLine(other)).toBe('0 passed, 1 failed, 2 skipped');
});

test('tests are counted per browser, and skipped ones named with their reason', () => {
  const chromium = { projectName: 'chromium', status: 'expected', annotations: [] };
  const annotations = [{ type: 'only in chromium' }, { type: 'skip', description: 'Firefox can not' }];
  const firefox = { projectName: 'firefox', status: 'skipped', annotations };
  const specs = [{ title: 'a test', tests: [chromium, firefox] }];
  expect(describePlaywright({ suites: [{ specs, suites: [{ specs }] }] })).toEqual([
    'chromium: 2 passed',
    'not in firefox: a test (Firefox can not)',
    'not in firefox: a test (Firefox can not)',
  ]);
});
