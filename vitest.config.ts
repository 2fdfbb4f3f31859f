import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

// No test waits; a busy machine may still take long over what is done at once elsewhere.
const testTimeout = 20_000;

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
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
        extends: true,
        plugins: [svelte({ configFile: false })],
        environments: {
          // Vitest runs modules in the "ssr" environment, and runes react only in Svelte's client build.
          ssr: { consumer: 'client', resolve: { conditions: ['browser', 'module', 'development'] } },
        },
        test: { name: 'renderer', testTimeout, include: ['src/renderer/**/*.test.ts'] },
      },
    ],
  },
});
