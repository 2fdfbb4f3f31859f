import { posix } from 'node:path';
import { cutText, trimCharactersEnd } from '../../shared/lib/text.ts';

/**
 * What makes a name fit for a file on Windows, macOS and Linux alike. A result is unpacked where a person may copy it
 * from one to the other, so the strictest of the three counts everywhere.
 */

/** Longest name of a single file or folder in bytes of UTF-8 that all common file systems take. */
export const maxNameBytes = 255;

const forbidden = /[<>:"|?*\\/\p{Cc}]/gu;

/** Device names of Windows. They are reserved with any extension, and with spaces before it. */
const reserved = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$) *(\.|$)/i;

export const isReservedName = (name: string): boolean => reserved.test(name);

/** A folder so called is shown as that object of the Windows shell, and a file opened with it, whatever is in them. */
const classId = /\.(?=\{[0-9a-f-]*\}$)/i;

/** An ending as any program may claim it on macOS for folders of its own. A version, as in `chair v1.5` or `robot.v2`, is none. */
const ending = /\.(?!v\d+$)(?=[^\s.\d\p{P}][^\s.]*$)/iu;

/** The endings of folders that macOS itself, or what comes with it, starts or installs when one is opened. */
const ofBundle =
  /\.(?=(app|appex|action|bundle|colorpicker|component|dext|driver|kext|mailbundle|mdimporter|mpkg|osax|pkg|plugin|prefpane|qlgenerator|safariextension|saver|scptd|service|slidesaver|systemextension|wdgt|workflow|xpc)$)/i;

/**
 * A name of a folder of this app's own that no system takes for something else than a folder: its ending gets a `_` for the
 * dot. On macOS the folder `chair.app` is a program and `chair.prefPane` is installed when somebody opens it; which endings
 * mean what depends on the programs that are there. Sources: Apple, "Bundle Programming Guide"; Microsoft, "Specifying a
 * Namespace Extension's Location".
 */
export const plainFolderName = (name: string): string => name.replace(classId, '_').replace(ending, '_');

/**
 * The name, or one as close to it as every system takes: characters that some cannot have become `_`, as do dots and
 * spaces at the end, which Windows drops, and the dot before a class ID. A device name of Windows gets a `_` in front. One
 * that is too long loses the end of its stem. What lies in a result may name its folders, so of these only bundles get
 * another name.
 */
export function possibleName(name: string, kind: 'file' | 'folder'): string {
  const allowed = name.replace(forbidden, '_');
  const trimmed = trimCharactersEnd(allowed, /[. ]/).padEnd(allowed.length, '_').replace(classId, '_');
  const possible = kind === 'folder' ? trimmed.replace(ofBundle, '_') : trimmed;
  return shortened(isReservedName(possible) ? `_${possible}` : possible, '');
}

/** Longer endings are none, and are cut with the name. */
const maxEndingLength = 16;

/** A name with this in front of its ending, and as much of its stem as there is room for. */
export function shortened(name: string, inserted: string): string {
  const { ext } = posix.parse(name);
  const ending = `${inserted}${ext.length <= maxEndingLength ? ext : ''}`;
  const stem = name.slice(0, name.length - ending.length + inserted.length);
  return `${fitting(stem, maxNameBytes - byteLength(ending))}${ending}`;
}

/** As many pieces, such as the characters of a text, as have room in so many bytes of UTF-8, joined. */
export function fitting(pieces: Iterable<string>, bytes: number): string {
  let text = '';
  let used = 0;
  for (const piece of pieces) {
    used += byteLength(piece);
    if (used > bytes) break;
    text += piece;
  }
  return text;
}

/**
 * The form in which two names are compared: equal for names that a file system may take for the same file, because it
 * ignores case (Windows, macOS) or how accents are composed (macOS).
 */
export const foldName = (name: string): string =>
  name.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC');

/** Length in bytes of UTF-8, which is how file systems count. */
export const byteLength = (name: string): number => Buffer.byteLength(name, 'utf8');

/** A foreign name as it can be shown: cut short, with nothing in it that hides or reorders text, or that is none. */
export function shownName(name: string): string {
  const visible = name.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Noncharacter_Code_Point}\p{Zl}\p{Zp}]/gu, '\uFFFD');
  return `“${cutText(visible, 121)}”`;
}
