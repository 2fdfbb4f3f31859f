import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';

/** No newer than Electron 33 (Chromium 130, Node 20.18), the runtime of machines that cannot fetch the declared one. */
const nodeTarget = 'node20.18';
const pageTarget = 'chrome130';

export default defineConfig({
  main: {
    build: {
      target: nodeTarget,
      rollupOptions: {
        output: {
          // Before the first ES module, Node starts a loader of its own, which takes longer than all of main.
          format: 'cjs',
          entryFileNames: '[name].cjs',
          chunkFileNames: 'chunks/[name]-[hash].cjs',
          // Names stay, so that a stack in the log can be read.
          minify: { compress: true, codegen: true, mangle: false },
        },
        input: [
          'src/main/index.ts',
          // A process of its own, see read-elsewhere.ts.
          'src/main/store/read-copy.ts',
          // A thread of its own, see read-in-thread.ts.
          'src/main/intake/read-inputs-worker.ts',
          // Threads of their own, see file-thread-pool.ts.
          'src/main/files/file-thread.ts',
          // The same for downloads, see folder-work.ts.
          'src/main/downloads/result-thread.ts',
        ],
      },
    },
  },
  preload: {
    build: {
      target: nodeTarget,
      // A sandboxed preload script is loaded as CommonJS, and can import nothing but Electron.
      rollupOptions: {
        input: 'src/preload/index.ts',
        output: { format: 'cjs', entryFileNames: 'index.cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    build: {
      target: pageTarget,
      minify: true,
      // The page's security policy takes fonts from its own files only, not from data inside the style sheet.
      assetsInlineLimit: 0,
      rollupOptions: { input: 'src/renderer/index.html' },
    },
    plugins: [svelte()],
  },
});
