import { readdirSync, readFileSync } from 'node:fs';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { sharedFolder } from './src/asset/testing/shared-folder.ts';

// No test waits; a busy machine may still take long over what is done at once elsewhere.
const testTimeout = 20_000;

const nodeTests = [
  'src/{asset,main,preload,shared,simulator}/**/*.test.ts',
  'bench/**/*.test.ts',
  'scripts/**/*.test.mjs',
];

/** Modules are loaded once for all files, which takes a third of the time; these put another in the place of one. */
const mocking = readdirSync('src/main', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => `src/main/${name.replaceAll('\\', '/')}`)
  .filter((file) => readFileSync(file, 'utf8').includes('vi.mock('));

/** Nothing but tests on real files by others. */
const onSharedFiles = sharedFolder === null ? ['src/asset/**/shared-{assets,files}.test.ts'] : [];
if (sharedFolder === null)
  process.stderr.write(
    'Tests on real files by others are left out: set RIGYD_SHARED_ASSETS to their folder.\n',
  );

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'node',
          testTimeout,
          isolate: false,
          include: nodeTests,
          exclude: [...mocking, ...onSharedFiles],
          // It imports JSON as bundlers do, and Node does not.
          server: { deps: { inline: ['@actions/workflow-parser'] } },
        },
      },
      { test: { name: 'mocking', testTimeout, include: mocking } },
      {
        plugins: [svelte({ configFile: false })],
        environments: {
          // Vitest runs modules in the "ssr" environment, and runes react only in Svelte's client build.
          ssr: { consumer: 'client', resolve: { conditions: ['browser', 'module', 'development'] } },
        },
        test: { name: 'renderer', testTimeout, isolate: false, include: ['src/renderer/**/*.test.ts'] },
      },
      {
        test: {
          name: 'fuzz',
          isolate: false,
          include: ['fuzz/**/*.test.ts'],
          setupFiles: ['fuzz/set-up.ts'],
          // A thousand cases take seconds, and those of a long run hours.
          testTimeout: process.env['FUZZ_RUNS'] === undefined ? 3 * testTimeout : 12 * 60 * 60_000,
        },
      },
    ],
  },
});
