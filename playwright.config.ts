import { defineConfig } from '@playwright/test';

const jsonReport = process.env['RIGYD_E2E_REPORT'];

/** The tests that measure times. */
const timed = 'scale.spec.ts';

/** The tests of packages, which install them on this machine, one after the other. */
const installed = 'installed/*.spec.ts';

export default defineConfig({
  testDir: 'e2e',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  // Most of a test is waiting for the next poll: four side by side keep two cores busy. What measures times has the machine to itself.
  workers: process.platform === 'linux' ? 4 : 1,
  // Each empties its folder of results before it runs, and they run one after the other.
  projects: [
    { name: 'side by side', testIgnore: [timed, installed], outputDir: 'test-results/side-by-side' },
    { name: 'alone', testMatch: timed, workers: 1, outputDir: 'test-results/alone' },
    // What a person does first, with the program as it is packed.
    { name: 'smoke', grep: /@smoke/, testIgnore: installed, workers: 2, outputDir: 'test-results/smoke' },
    {
      name: 'installed',
      testMatch: installed,
      workers: 1,
      timeout: 180_000,
      outputDir: 'test-results/installed',
    },
  ],
  retries: 0,
  forbidOnly: Boolean(process.env['CI']) || jsonReport !== undefined,
  // No trace: its snapshots cost a twentieth of the time, and those of a page that is timed far more.
  use: { screenshot: 'only-on-failure' },
  reporter: jsonReport === undefined ? [['list']] : [['list'], ['json', { outputFile: jsonReport }]],
});
