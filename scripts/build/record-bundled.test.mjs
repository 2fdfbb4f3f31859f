import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { inProject } from '../lib/project.mjs';
import { recordBundled } from './record-bundled.mjs';

/** @type {string} */
let folder;
beforeEach(() => (folder = mkdtempSync(path.join(os.tmpdir(), 'rigyd bundled-'))));
afterEach(() => rmSync(folder, { recursive: true }));

it('a build records what it takes from packages, of all its parts', () => {
  const list = path.join(folder, 'out', 'list.json');
  const plugin = /** @type {any} */ (recordBundled(list));
  const module = (/** @type {string} */ name, renderedLength = 1) => [inProject(name), { renderedLength }];
  const chunk = {
    type: 'chunk',
    modules: Object.fromEntries([
      module('node_modules/b/index.js?worker'),
      module('node_modules/nothing-left/index.js', 0),
      module('src/main/index.ts'),
    ]),
  };
  const asset = { type: 'asset', originalFileNames: ['../../node_modules/a/a.wasm'] };
  plugin.generateBundle({}, { chunk });
  plugin.generateBundle({}, { asset });
  expect(JSON.parse(readFileSync(list, 'utf8'))).toEqual([
    'node_modules/a/a.wasm',
    'node_modules/b/index.js',
  ]);
});
