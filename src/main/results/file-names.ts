import { cutText } from '../../shared/well-formed.ts';

/**
 * What makes a name fit for a file on Windows, macOS and Linux alike. A result is unpacked where a person may copy it
 * from one to the other, so the strictest of the three counts everywhere.
 */

/** Longest name of a single file or folder in bytes of UTF-8 that all common file systems take. */
export const longestNameBytes = 255;

const forbidden = /[<>:"|?*\\/\p{Cc}]/u;

/** Device names of Windows. They are reserved with any extension, and with spaces before it. */
const reserved = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$) *(\.|$)/i;

/** The first character that some system does not take in a name; null where all are fine. */
export const forbiddenCharacter = (name: string): string | null => forbidden.exec(name)?.[0] ?? null;

export const isReservedName = (name: string): boolean => reserved.test(name);

/** Windows drops dots and spaces at the end, so that such a name means another file there. */
export const endsInDotOrSpace = (name: string): boolean => /[. ]$/.test(name);

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
