import { defineConfig } from 'playwright/test';
import type { ProjectOptions } from './e2e/host/fixtures';

export default defineConfig<object, ProjectOptions>({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: '.tmp/test-results',
  workers: 2,
  retries: 0,
  timeout: 45_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
  projects: [
    { name: 'chromium', use: { target: 'chromium' } },
    { name: 'firefox', use: { target: 'firefox' } },
  ],
});
