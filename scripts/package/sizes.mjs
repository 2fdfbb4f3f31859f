/** @typedef {import('./app-files.mjs').PackedFile} PackedFile */

/** Bytes that the app may have beside Electron, MuJoCo and the decoders. */
const limit = 15_000_000;

/** From so many bytes on there has to be a reason for a file. */
const large = 100_000;

/**
 * Why each large file is there. Those that are not counted are what the limit does not speak of.
 *
 * @type {{ file: RegExp, reason: string, isCounted?: false }[]}
 */
const reasons = [
  {
    file: /\/mujoco\.wasm$/,
    reason: 'MuJoCo, which reads and steps MJCF: once, for the page and the judge',
    isCounted: false,
  },
  {
    file: /\/draco_decoder-[^/]*\.wasm$/,
    reason: 'decodes meshes of glTF that Draco compressed',
    isCounted: false,
  },
  {
    file: /\/basis_transcoder-[^/]*\.wasm$/,
    reason: 'decodes pictures of glTF that Basis compressed',
    isCounted: false,
  },
  {
    file: /\/viewer-worker-[^/]*\.js$/,
    reason: 'reads and draws assets: readers of three formats, three.js',
  },
  {
    file: /\/thumbnail-worker-[^/]*\.js$/,
    reason: 'the same for pictures of results, in a worker that may be ended',
  },
  {
    file: /\/mujoco(?:-worker)?-[^/]*\.(?:c?js)$/,
    reason: 'MuJoCo’s bindings; a worker and a process each have their own',
  },
  { file: /\/judge-entry\.cjs$/, reason: 'judges results in a process of its own: readers, physics, rules' },
  { file: /\/module-[^/]*\.cjs$/, reason: 'the validator of glTF, by those who make the format' },
  { file: /\/join-app-[^/]*\.cjs$/, reason: 'the app in main' },
  { file: /\/downloads-[^/]*\.cjs$/, reason: 'downloads and archives, with the reader of ZIP' },
  {
    file: /\/(?:start|JobDetails|Dialogs)-[^/]*\.js$/,
    reason: 'the window: list, details, dialogs, each loaded when needed',
  },
  { file: /\/(?:schemas|zod)-[^/]*\.c?js$/, reason: 'zod, which checks what comes from outside' },
  { file: /\/classic-level\.node$/, reason: 'LevelDB, the database' },
  { file: /\/keytar\.node$/, reason: 'the system’s keychain' },
  { file: /\/THIRD-PARTY-NOTICES\.txt$/, reason: 'licences of what is shipped' },
];

/**
 * @typedef {object} Sizes in bytes
 * @property {number} counted what the limit speaks of
 * @property {number} own all that is not Electron
 * @property {number} electron
 * @property {{ name: string, size: number, reason: string | null }[]} large the largest first; null where there is no reason
 */

/**
 * What an app takes on the disk.
 *
 * @param {Map<string, PackedFile>} files
 * @param {(name: string) => boolean} isElectron whether a file is Electron's
 * @returns {Sizes}
 */
export function sizesOf(files, isElectron) {
  const own = [...files].filter(([name]) => !isElectron(name)).map(([name, { size }]) => ({ name, size }));
  const reasonOf = (/** @type {string} */ name) => reasons.find(({ file }) => file.test(`/${name}`));
  const all = sum([...files.values()]);
  return {
    counted: sum(own.filter(({ name }) => reasonOf(name)?.isCounted ?? true)),
    own: sum(own),
    electron: all - sum(own),
    large: own
      .filter(({ size }) => size >= large)
      .sort((a, b) => b.size - a.size)
      .map(({ name, size }) => ({ name, size, reason: reasonOf(name)?.reason ?? null })),
  };
}

/**
 * What is wrong with the size of an app; nothing where it is as it may be.
 *
 * @param {Sizes} sizes
 * @returns {string[]}
 */
export function sizeProblems(sizes) {
  const unexplained = sizes.large.filter(({ reason }) => reason === null);
  return [
    ...(sizes.counted > limit
      ? [
          `Beside Electron, MuJoCo and decoders the app has ${megabytes(sizes.counted)}, and may have ${megabytes(limit)}.`,
        ]
      : []),
    ...unexplained.map(
      ({ name, size }) => `${name} has ${megabytes(size)}, and scripts/package/sizes.mjs does not say why.`,
    ),
  ];
}

/**
 * A table for the person who packs.
 *
 * @param {Sizes} sizes
 */
export const sizeReport = ({ counted, own, electron, large: files }) =>
  [
    `Installed: ${megabytes(electron + own)}, of which Electron has ${megabytes(electron)} and the app ${megabytes(own)}.`,
    `Without MuJoCo and decoders the app has ${megabytes(counted)} of at most ${megabytes(limit)}. From ${megabytes(large)} on:`,
    ...files.map(({ name, size, reason }) => `${megabytes(size).padStart(9)}  ${name}: ${reason ?? '?'}`),
  ].join('\n');

/** @param {{ size: number }[]} files */
const sum = (files) => files.reduce((total, { size }) => total + size, 0);

/** @param {number} bytes */
const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
