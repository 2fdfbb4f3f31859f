import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { plainError } from '../lib/plain-error.mjs';

/** The programs a session without a display runs. */
const HEADLESS_COMMANDS = ['Xvfb', 'dbus-daemon', 'dbus-send', 'gnome-keyring-daemon', 'xdotool'];

/** Those that make packages and check them. */
const PACKAGING_COMMANDS = [
  ...['7za', 'appstreamcli', 'cc', 'desktop-file-validate', 'dpkg-deb', 'mksquashfs', 'update-mime-database'],
  ...['gio', 'gtk-launch', 'xdg-open', 'xprop'],
];

/**
 * The file that is run for a command: that in the first folder of a PATH that has one; undefined where none does.
 *
 * @param {string} command
 * @param {string} [searchPath]
 * @param {(file: string) => boolean} [isExecutable]
 */
export function findCommand(command, searchPath = process.env['PATH'] ?? '', isExecutable = canExecute) {
  const folders = searchPath.split(path.delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => path.join(folder, command)).find(isExecutable);
}

/**
 * Which commands are in none of the folders of a PATH.
 *
 * @param {string[]} commands
 * @param {string} [searchPath]
 * @param {(file: string) => boolean} [isExecutable]
 */
export const missingCommands = (commands, searchPath, isExecutable) =>
  commands.filter((command) => findCommand(command, searchPath, isExecutable) === undefined);

/**
 * For a Linux whose packages we do not know: fails with the names of the programs that are missing.
 *
 * @param {import('./debian-packages.mjs').Purpose} purpose
 */
export function checkCommands({ headless, packaging = false }) {
  const needed = [...(headless ? HEADLESS_COMMANDS : []), ...(packaging ? PACKAGING_COMMANDS : [])];
  const missing = missingCommands(needed);
  if (missing.length === 0) return;
  throw plainError(
    `These programs are missing: ${missing.join(', ')}. Install them with your system's package manager ` +
      '(as well as the libraries gtk3, nss, gbm, alsa, libxss, at-spi2, libsecret and libnotify), then run the same command again.',
  );
}

/** @param {string} file */
function canExecute(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
