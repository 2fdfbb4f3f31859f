import { readFileSync } from 'node:fs';
import { inProject } from '../lib/project.mjs';

/**
 * Somebody's code that is compiled into a package, or lies in it, and whose licence the package's own does not give.
 *
 * @typedef {object} Component
 * @property {string} name
 * @property {string} licence its short name: `MIT`
 * @property {string[]} within files or folders of packages, from `node_modules`
 * @property {string} source where its text is from
 * @property {string[]} texts files from the project; the first is its own, with who made it
 * @property {boolean} [isPackage] whether it is what the package itself is, which then needs no licence file
 * @property {RegExp} [seen] what shows that it is in the compiled code
 */

/** @param {string} name */
const kept = (name) => `scripts/build/licence-texts/${name}.txt`;

/** What the Apache licence says is the same for all; who made what is under it is not. */
const apache = kept('Apache-2.0');

const mujoco = '@mujoco/mujoco';
const draco = 'three/examples/jsm/libs/draco';
const basis = 'three/examples/jsm/libs/basis';

/**
 * Found by the names of functions in the compiled code, and in what its makers build it of: MuJoCo's `cmake/MujocoDependencies.cmake`
 * and `wasm/CMakeLists.txt`, the CMake files of Basis Universal, and the `binding.gyp` of classic-level. LLVM's libraries are in all
 * WebAssembly, and ask by their exception for no notice there; dlmalloc is in the public domain.
 *
 * @type {Component[]}
 */
export const components = [
  {
    name: 'MuJoCo',
    isPackage: true,
    licence: 'Apache-2.0',
    within: [mujoco],
    source: 'https://github.com/google-deepmind/mujoco',
    texts: [kept('mujoco'), apache],
    seen: /mj_step/,
  },
  {
    name: 'Qhull',
    licence: 'Qhull',
    within: [mujoco],
    source: 'https://github.com/qhull/qhull/blob/d1c2fc0caa5f644f3a0f220290d4a868c68ed4f6/COPYING.txt',
    texts: [kept('qhull')],
    seen: /qh_initqhull_globals/,
  },
  {
    name: 'libccd',
    licence: 'BSD-3-Clause',
    within: [mujoco],
    source: 'https://github.com/danfis/libccd/blob/7931e764a19ef6b21b443376c699bbc9c6d4fba8/BSD-LICENSE',
    texts: [kept('libccd')],
    seen: /ccdMPRPenetration/,
  },
  {
    name: 'TinyXML-2',
    licence: 'Zlib',
    within: [mujoco],
    source:
      'https://github.com/leethomason/tinyxml2/blob/e6caeae85799003f4ca74ff26ee16a789bc2af48/LICENSE.txt',
    texts: [kept('tinyxml2')],
    seen: /tinyxml2::XMLDocument/,
  },
  {
    name: 'tinyobjloader',
    licence: 'MIT',
    within: [mujoco],
    source:
      'https://github.com/tinyobjloader/tinyobjloader/blob/1421a10d6ed9742f5b2c1766d22faa6cfbc56248/LICENSE',
    texts: [kept('tinyobjloader')],
    seen: /tinyobj::ObjReader/,
  },
  {
    name: 'LodePNG',
    licence: 'Zlib',
    within: [mujoco],
    source: 'https://github.com/lvandeve/lodepng/blob/17d08dd26cac4d63f43af217ebd70318bfb8189c/LICENSE',
    texts: [kept('lodepng')],
    seen: /lodepng_inflate/,
  },
  {
    name: 'MarchingCubeCpp',
    licence: 'MIT or public domain',
    within: [mujoco],
    source: 'https://github.com/aparis69/MarchingCubeCpp/blob/master/LICENSE',
    texts: [kept('marching-cube-cpp')],
    seen: /MC::marching_cube/,
  },
  {
    name: 'miniz',
    licence: 'MIT',
    within: [mujoco],
    source: 'https://github.com/richgel999/miniz/blob/d10b03cc73475af673df40f06e5cefd1d5f940d9/LICENSE',
    texts: [kept('miniz')],
    seen: /mz_crc32/,
  },
  {
    name: 'Draco',
    licence: 'Apache-2.0',
    within: [draco],
    source: 'https://github.com/google/draco',
    texts: [kept('draco'), apache],
    seen: /draco/,
  },
  {
    name: 'Basis Universal',
    licence: 'Apache-2.0',
    within: [basis],
    source: 'https://github.com/BinomialLLC/basis_universal',
    texts: [kept('basis-universal'), apache],
    seen: /basisu_lowlevel_etc1s_transcoder/,
  },
  {
    // Its decoder only, of which no name is left; the transcoder says that it has it, and its build has it on.
    name: 'Zstandard',
    licence: 'BSD-3-Clause',
    within: [basis],
    source: 'https://github.com/facebook/zstd/blob/7f12f24cf47416fee0f1e84e4c57feb60e1bed0d/LICENSE',
    texts: [kept('zstandard')],
    seen: /transcoderSupportsKTX2Zstd/,
  },
  {
    name: 'Emscripten',
    licence: 'MIT',
    within: [mujoco, draco, basis],
    source: 'https://github.com/emscripten-core/emscripten/blob/main/LICENSE',
    texts: [kept('emscripten')],
  },
  {
    name: 'musl',
    licence: 'MIT',
    within: [mujoco, draco, basis],
    source: 'https://git.musl-libc.org/cgit/musl/plain/COPYRIGHT',
    texts: [kept('musl')],
  },
  {
    name: 'LevelDB',
    licence: 'BSD-3-Clause',
    within: ['classic-level'],
    source: 'https://github.com/google/leveldb',
    texts: ['node_modules/classic-level/deps/leveldb/leveldb-1.20/LICENSE'],
    seen: /leveldb/,
  },
  {
    name: 'Snappy',
    licence: 'BSD-3-Clause',
    within: ['classic-level'],
    source: 'https://github.com/google/snappy',
    texts: ['node_modules/classic-level/deps/snappy/snappy/COPYING'],
    seen: /6snappy/,
  },
];

/**
 * Those of some components that are in a package.
 *
 * @param {string} name of the package
 * @param {Component[]} some
 */
export const componentsIn = (name, some) =>
  some.filter(({ within }) => within.some((place) => `${place}/`.startsWith(`${name}/`)));

/**
 * Whether it is said what a file is compiled of.
 *
 * @param {string} file from the project
 */
export const isAccountedFor = (file) =>
  components.some(({ within }) => within.some((place) => file.startsWith(`node_modules/${place}/`)));

/** @param {Component} component */
export const textOf = ({ texts }) =>
  texts.map((file) => readFileSync(inProject(file), 'utf8').trim()).join('\n\n');
