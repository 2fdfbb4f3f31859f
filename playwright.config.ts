import { defineConfig } from '@playwright/test';

const jsonReport = process.env['RIGYD_E2E_REPORT'];

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  // Each test runs an Electron of its own; two at once on two cores make the window's timing tests unsteady.
  workers: 1,
  retries: 0,
  forbidOnly: Boolean(process.env['CI']) || jsonReport !== undefined,
  use: { trace: 'retain-on-failure' },
  reporter: jsonReport === undefined ? [['list']] : [['list'], ['json', { outputFile: jsonReport }]],
});
