import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

// No test waits; a busy machine may still take long over what is done at once elsewhere.
const testTimeout = 20_000;

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'node',
          testTimeout,
          include: [
            'src/{main,preload,shared,simulator}/**/*.test.ts',
            'bench/**/*.test.ts',
            'scripts/**/*.test.mjs',
          ],
        },
      },
      {
        plugins: [svelte({ configFile: false })],
        environments: {
          // Vitest runs modules in the "ssr" environment, and runes react only in Svelte's client build.
          ssr: { consumer: 'client', resolve: { conditions: ['browser', 'module', 'development'] } },
        },
        test: { name: 'renderer', testTimeout, include: ['src/renderer/**/*.test.ts'] },
      },
      {
        test: {
          name: 'fuzz',
          include: ['fuzz/**/*.test.ts'],
          setupFiles: ['fuzz/set-up.ts'],
          // A thousand cases take seconds, and those of a long run hours.
          testTimeout: process.env['FUZZ_RUNS'] === undefined ? 3 * testTimeout : 12 * 60 * 60_000,
        },
      },
    ],
  },
});
