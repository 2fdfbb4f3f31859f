import { readPackage } from '../../lib/project.mjs';
import { categories, fileTypes, keywords, linkScheme, programName, summary } from '../application.mjs';

/**
 * The app's entry in the menus of desktops, for packages that put the program on the path. electron-builder's own names the program by
 * its folder, with which `xdg-open` opens no link where no desktop helps it, once that has a space.
 * Source: the Desktop Entry Specification.
 */
export const desktopEntry = () =>
  [
    '[Desktop Entry]',
    'Type=Application',
    `Name=${readPackage().productName}`,
    `Comment=${summary}`,
    `Exec=/usr/bin/${programName} %U`,
    `Icon=${programName}`,
    'Terminal=false',
    `StartupWMClass=${windowClass()}`,
    `Categories=${entryList(categories)}`,
    `Keywords=${entryList(keywords)}`,
    `MimeType=${entryList([...fileTypes.map(({ mimeType }) => mimeType), `x-scheme-handler/${linkScheme}`])}`,
    '',
  ].join('\n');

/** The class of the app's windows on X11, which Electron takes from its name; on Wayland they have the name of the entry. */
export const windowClass = () => readPackage().productName;

/** @param {string[]} values without semicolons */
export const entryList = (values) => values.map((value) => `${value};`).join('');
