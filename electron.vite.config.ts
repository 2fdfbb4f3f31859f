import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';
import { normalizePath } from 'vite';
import type { Plugin, Rolldown } from 'vite';
import { aboutModule } from './scripts/build/about-module.mjs';
import { mujocoAsset, mujocoWasm } from './scripts/build/mujoco-wasm.mjs';
import { gltfDecoders } from './scripts/build/gltf-decoders.mjs';
import { recordBundled } from './scripts/build/record-bundled.mjs';

/** No newer than Electron 33 (Chromium 130, Node 20.18), the runtime of machines that cannot fetch the declared one. */
const nodeTarget = 'node20.18';
const pageTarget = 'chrome130';

/**
 * Has the page fetch what it loads after its first paint before that: main, which hands out its files, loads the app then and
 * answers nothing meanwhile.
 */
const fetchAhead: Plugin = {
  name: 'fetch-ahead',
  transformIndexHtml: {
    order: 'post',
    handler: (_html, { bundle = {} }) => {
      const chunks = Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? file : []));
      const start = chunks.find(({ name }) => name === startChunk);
      if (start === undefined) return [];
      const isNeeded = (fileName: string): boolean => start.imports.includes(fileName);
      const scripts = [start, ...chunks.filter(({ fileName, isEntry }) => !isEntry && isNeeded(fileName))];
      const styles = scripts.flatMap(({ viteMetadata }) => [...(viteMetadata?.importedCss ?? [])]);
      return [
        ...scripts.map(({ fileName }) => link({ rel: 'modulepreload', href: `./${fileName}` })),
        ...styles.map((fileName) => link({ rel: 'preload', as: 'style', href: `./${fileName}` })),
      ];
    },
  },
};

const startChunk = 'start';
const startModule = normalizePath(fileURLToPath(new URL('src/renderer/start.ts', import.meta.url)));

/**
 * The app as it begins, in one file, with all that it shares with what is loaded later: otherwise each set of parts that share
 * something would add a file to those that the page waits for.
 */
function startGroup(): Rolldown.CodeSplittingGroup {
  const needed = new Set<string>();
  return {
    name: (id, context) => {
      if (needed.size === 0) {
        needed.add(startModule);
        // What is added meanwhile is walked over as well.
        for (const module of needed)
          for (const imported of context.getModuleInfo(module)?.importedIds ?? []) needed.add(imported);
      }
      return needed.has(id) ? startChunk : null;
    },
  };
}

const link = (attrs: Record<string, string>) => ({
  tag: 'link',
  attrs: { crossorigin: true, ...attrs },
  injectTo: 'head' as const,
});

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
          // A process of its own, see judge-link.ts.
          'src/main/verdicts/judge-entry.ts',
          // The same, see electron-probes.ts.
          'src/main/shell/probe-entry.ts',
        ],
      },
    },
    plugins: [mujocoWasm(), recordBundled()],
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
    plugins: [recordBundled()],
  },
  renderer: {
    root: 'src/renderer',
    build: {
      target: pageTarget,
      minify: true,
      // The page's security policy takes fonts from its own files only, not from data inside the style sheet.
      assetsInlineLimit: 0,
      rollupOptions: {
        input: 'src/renderer/index.html',
        // What the page begins with checks nothing. Schemas are left out where they are not used: those that zod makes, and
        // those that are made of them.
        treeshake: { manualPureFunctions: ['z', 'plain', 'windowSource'] },
        output: {
          codeSplitting: {
            groups: [
              // The script that paints first needs it as well, and must not wait for all of the app.
              { name: 'preload', test: /vite.preload-helper/, priority: 2 },
              // What the page begins with checks nothing, so zod stays out of it.
              { name: 'zod', test: /node_modules.zod./, priority: 1 },
              startGroup(),
            ],
          },
        },
      },
    },
    plugins: [svelte(), fetchAhead, aboutModule(), recordBundled()],
    // Main serves each with a policy of its own, by these names, see shell/page.ts.
    worker: {
      format: 'es',
      plugins: () => [gltfDecoders(), recordBundled()],
      rollupOptions: {
        output: {
          entryFileNames: 'workers/[name]-[hash].js',
          chunkFileNames: 'assets/[name]-[hash].js',
          assetFileNames: ({ names }) =>
            names.includes('mujoco.wasm') ? mujocoAsset : 'assets/[name]-[hash][extname]',
        },
      },
    },
  },
});
