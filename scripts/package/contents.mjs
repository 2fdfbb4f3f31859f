/** @typedef {import('./app-files.mjs').PackedFile} PackedFile */

/** What the licences of others ask to be there. */
const needed = ['LICENSE.electron.txt', 'LICENSES.chromium.html', 'resources/THIRD-PARTY-NOTICES.txt'];

/** Bytes from which on the same file is not shipped twice. */
const twiceLarge = 100_000;

/** What nobody but a developer reads, and what an Electron shows that has no app. */
const development = [
  /\/default_app\.asar(?:\/|$)/,
  /\.(?:bak|c|cc|d\.ts|gyp|h|map|md|ts)$/,
  /\/node_modules\/.*\/(?:test|tests|build-test)(?:\.js|\/)/,
  /\/app\.asar\/out\/\./,
];

/**
 * What is wrong with the files of a packed app.
 *
 * @param {Map<string, PackedFile>} files
 * @param {Pick<NodeJS.Process, 'platform' | 'arch'>} [system] that it is for
 * @returns {string[]} a line for each
 */
export function contentProblems(files, system = process) {
  const names = [...files.keys()];
  const foreign = names.filter(
    (name) =>
      development.some((pattern) => pattern.test(name)) ||
      (name.endsWith('.node') && !isNativeOf(name, system)),
  );
  const large = [...files].filter(([, { size }]) => size >= twiceLarge);
  const again = large.filter(([, { hash }], at) => large.findIndex((other) => other[1].hash === hash) < at);
  return [
    ...again.map(([name]) => `${name} is in the package twice.`),
    ...needed.filter((name) => !files.has(name)).map((name) => `${name} is missing.`),
    ...foreign.map((name) => `${name} does not belong into a package.`),
  ];
}

/**
 * Whether a native module is one of a system with glibc, and where it can be loaded from.
 *
 * @param {string} name
 * @param {Pick<NodeJS.Process, 'platform' | 'arch'>} system
 */
function isNativeOf(name, { platform, arch }) {
  const [, built = ''] = /\/app\.asar\.unpacked\/.*\/prebuilds\/([^/]+)\//.exec(name) ?? [];
  return (
    built.startsWith(`${platform}-`) && built.split(/[-+]/).includes(arch) && !name.endsWith('.musl.node')
  );
}
