import { plainError } from '../lib/plain-error.mjs';
import { run } from '../lib/run.mjs';

/**
 * What Electron and the keychain need of a Debian system. Where a library was renamed (for 64-bit times, in Debian 13
 * and Ubuntu 24.04), either name will do; the newer one comes first.
 */
export const libraryPackages = [
  ['libgtk-3-0t64', 'libgtk-3-0'],
  ['libatk-bridge2.0-0t64', 'libatk-bridge2.0-0'],
  ['libasound2t64', 'libasound2'],
  ['libnss3'],
  ['libgbm1'],
  ['libxss1'],
  ['libsecret-1-0'],
];

/**
 * What a session without a display needs besides. Desktops bring libnotify, through which Electron shows notifications;
 * xdotool moves the mouse in the end-to-end tests.
 */
const HEADLESS = [['xvfb'], ['dbus'], ['gnome-keyring'], ['libnotify4'], ['xdotool']];

/**
 * What makes packages of the app, checks them, and opens links and files as a desktop does, beside `dpkg-deb`, which every Debian has.
 * The libraries are for the AppImage's runtime, see `scripts/package/linux`.
 */
const PACKAGING = [
  ['squashfs-tools'],
  ['p7zip-full', '7zip'],
  ['desktop-file-utils'],
  ['appstream'],
  ['shared-mime-info'],
  ['xdg-utils'],
  ['libglib2.0-bin'],
  ['libgtk-3-bin'],
  ['x11-utils'],
  ['gcc'],
  ['libc6-dev'],
  ['libsquashfuse-dev'],
  ['libzstd-dev'],
  ['zlib1g-dev'],
  ['liblzma-dev'],
  ['liblz4-dev'],
  ['liblzo2-dev'],
];

/**
 * @typedef {object} Purpose what the app's libraries are needed for
 * @property {boolean} headless the app will run without a display
 * @property {boolean} [packaging] packages will be made
 */

/** @param {Purpose} purpose */
export const neededPackages = ({ headless, packaging = false }) => [
  ...libraryPackages,
  ...(headless ? HEADLESS : []),
  ...(packaging ? PACKAGING : []),
];

/**
 * The packages that are installed, from what `dpkg-query -W -f '${Package} ${Status}\n'` prints.
 *
 * @param {string} output
 */
export function installedPackages(output) {
  const lines = output.split('\n').filter((line) => line.endsWith(' ok installed'));
  return new Set(lines.map((line) => line.slice(0, line.indexOf(' '))));
}

/**
 * Which of the needed packages are missing.
 *
 * @param {string[][]} needed alternatives
 * @param {Set<string>} installed
 */
export const missingPackages = (needed, installed) =>
  needed.filter((names) => !names.some((name) => installed.has(name)));

/**
 * The names to install: of each package's alternatives the first that this system's package lists know.
 *
 * @param {string[][]} missing
 * @param {Set<string>} known
 */
export const installableNames = (missing, known) =>
  missing.map((names) => names.find((name) => known.has(name)) ?? names.at(-1) ?? '');

/**
 * The alternatives missing on this machine, or null if it is not a Debian.
 *
 * @param {Purpose} purpose
 */
export async function findMissingPackages(purpose) {
  const needed = neededPackages(purpose);
  try {
    const query = ['-W', '-f', '${Package} ${Status}\\n', ...needed.flat()];
    const { stdout } = await run('dpkg-query', query, { capture: true });
    return missingPackages(needed, installedPackages(stdout));
  } catch {
    return null;
  }
}

/**
 * Installs what is missing when we are root; otherwise fails with the command to run.
 *
 * @param {string[][]} missing
 * @param {boolean} root
 */
export async function installPackages(missing, root) {
  if (!root) {
    const names = installableNames(missing, await knownPackages(missing)).join(' ');
    throw plainError(
      `These system packages are missing: ${names}. Install them with\n\n` +
        `  sudo apt-get update && sudo apt-get install -y ${names}\n\nand run the same command again.`,
    );
  }
  console.log('Installing missing system packages with apt-get …');
  const updated = await aptGet(['update']);
  const names = installableNames(missing, await knownPackages(missing));
  const installed = await aptGet(['install', '-y', '--no-install-recommends', ...names]);
  if (installed.code !== 0) {
    throw plainError(
      `${updated.stderr}${installed.stdout}${installed.stderr}\n` +
        `apt-get could not install ${names.join(' ')}; it says why above. Put that right and run the same command again.`,
    );
  }
  console.log(`Installed ${names.join(' ')}.`);
}

/** @param {string[]} args */
function aptGet(args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // Another apt may be at work, for instance the system's daily update.
  return run('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=300', ...args], { env, capture: true });
}

/** @param {string[][]} missing */
async function knownPackages(missing) {
  const { stdout } = await run('apt-cache', ['show', '--no-all-versions', ...missing.flat()], {
    capture: true,
  });
  const lines = stdout.split('\n').filter((line) => line.startsWith('Package: '));
  return new Set(lines.map((line) => line.slice('Package: '.length)));
}
