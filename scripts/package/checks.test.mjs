import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createPackageWithOptions } from '@electron/asar';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appFiles, described } from './app-files.mjs';
import { differences } from './compare.mjs';
import { contentProblems } from './contents.mjs';
import { sizeProblems, sizeReport, sizesOf } from './sizes.mjs';

/** @type {string} */
let folder;
beforeEach(() => (folder = mkdtempSync(path.join(os.tmpdir(), 'rigyd packed-'))));
afterEach(() => rmSync(folder, { recursive: true }));

/** @param {Record<string, string>} files */
function write(files) {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
}

/** @param {Record<string, number>} sizes */
const ofSizes = (sizes) =>
  new Map(Object.entries(sizes).map(([name, size]) => [name, { size, hash: `${name} ${size}` }]));

describe('files of a packed app', () => {
  it('are those of the folder, of the archive, and of what is unpacked from it, each once', async () => {
    write({ 'src/a.js': 'a', 'src/native/b.node': 'bb', 'app/program': 'program' });
    mkdirSync(path.join(folder, 'app/resources'));
    await createPackageWithOptions(path.join(folder, 'src'), path.join(folder, 'app/resources/app.asar'), {
      unpack: '*.node',
    });
    const files = await appFiles(path.join(folder, 'app'));
    expect([...files].map(([name, { size }]) => `${name} ${size}`)).toEqual([
      'program 7',
      'resources/app.asar/a.js 1',
      'resources/app.asar.unpacked/native/b.node 2',
    ]);
    expect(files.get('resources/app.asar/a.js')).toEqual(described(Buffer.from('a')));
  });

  it('are the same whatever the fuses, and differ in all else', () => {
    const program = (/** @type {string} */ fuses, rest = 'rest') =>
      described(Buffer.from(`code dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\u0001\u0004${fuses}${rest}`));
    expect(program('0101')).toEqual(program('0111'));
    expect(program('0101')).not.toEqual(program('0101', 'resT'));
  });
});

describe('two builds', () => {
  it('differ in what is missing or another', () => {
    const first = ofSizes({ same: 1, other: 2, gone: 3 });
    const second = ofSizes({ same: 1, other: 4, added: 5 });
    expect(differences(first, second)).toEqual([
      'Of two builds, added is in the second alone.',
      'Of two builds, gone is in the first alone.',
      'Two builds differ in other (2 and 4 bytes).',
    ]);
    expect(differences(first, first)).toEqual([]);
  });
});

describe('the size of the app', () => {
  const files = { electron: 200e6, 'a/mujoco.wasm': 10e6, 'a/judge-entry.cjs': 1e6, 'a/small.js': 50_000 };
  const sizes = (/** @type {Record<string, number>} */ more = {}) =>
    sizesOf(ofSizes({ ...files, ...more }), (name) => name === 'electron');

  it('counts neither Electron nor MuJoCo', () => {
    expect(sizes()).toMatchObject({ electron: 200e6, own: 11_050_000, counted: 1_050_000 });
    expect(sizeProblems(sizes())).toEqual([]);
    expect(sizeReport(sizes())).toContain('10.0 MB  a/mujoco.wasm: MuJoCo');
  });

  it('is wrong above the limit, and where nobody says why a file is large', () => {
    expect(sizeProblems(sizes({ 'a/join-app-x.cjs': 14e6 }))).toEqual([
      'Beside Electron, MuJoCo and decoders the app has 15.1 MB, and may have 15.0 MB.',
    ]);
    expect(sizeProblems(sizes({ 'a/strange.bin': 100_000 }))).toEqual([
      'a/strange.bin has 0.1 MB, and scripts/package/sizes.mjs does not say why.',
    ]);
  });
});

describe('what a packed app holds', () => {
  const whole = {
    'LICENSE.electron.txt': 1,
    'LICENSES.chromium.html': 1,
    'resources/THIRD-PARTY-NOTICES.txt': 1,
    'resources/app.asar/out/main/index.cjs': 1,
    'resources/app.asar.unpacked/node_modules/keytar/prebuilds/linux-x64/keytar.node': 1,
  };
  const here = /** @type {const} */ ({ platform: 'linux', arch: 'x64' });

  it('is all licences, and nothing that only developers need', () => {
    expect(contentProblems(ofSizes(whole), here)).toEqual([]);
    expect(contentProblems(ofSizes({ 'resources/app.asar/a': 1 }), here)).toEqual([
      'LICENSE.electron.txt is missing.',
      'LICENSES.chromium.html is missing.',
      'resources/THIRD-PARTY-NOTICES.txt is missing.',
    ]);
  });

  it('is nothing large twice', () => {
    const file = { size: 10e6, hash: 'same' };
    const files = new Map([...ofSizes(whole), ['a/mujoco.wasm', file], ['b/mujoco.wasm', file]]);
    expect(contentProblems(files, here)).toEqual(['b/mujoco.wasm is in the package twice.']);
  });

  it.each([
    'resources/default_app.asar/main.mjs',
    'resources/app.asar/out/main/index.cjs.map',
    'resources/app.asar/node_modules/a/deps/a.h',
    'resources/app.asar/node_modules/a/README.md',
    'resources/app.asar/node_modules/a/test.js',
    'resources/app.asar/out/.bundled.json',
    'resources/app.asar.unpacked/node_modules/keytar/prebuilds/linux-arm64/keytar.node',
    'resources/app.asar.unpacked/node_modules/a/prebuilds/linux-x64/a.musl.node',
    'resources/app.asar/node_modules/keytar/prebuilds/linux-x64/keytar.node',
  ])('is not %s', (name) => {
    expect(contentProblems(ofSizes({ ...whole, [name]: 1 }), here)).toEqual([
      `${name} does not belong into a package.`,
    ]);
  });
});
