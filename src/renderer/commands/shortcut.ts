import { commandsWords } from '../words/commands.ts';

/** A key with what is held down along with it. */
export interface Shortcut {
  /** As `KeyboardEvent.key` has it; a letter in lower case. */
  key: string;
  /** Control, or Command on a Mac. */
  mod?: boolean;
  shift?: boolean;
}

export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** Whether this runs on a Mac, where Command does what Control does elsewhere. */
export const isMac = /mac/i.test(globalThis.navigator?.userAgent ?? '');

const isLetter = (key: string): boolean => /^[a-z]$/.test(key);
/** Signs such as `?` take Shift on some keyboards and none on others. */
const isSign = (key: string): boolean => key.length === 1 && !isLetter(key);

/** Whether a key press is a shortcut, with nothing held down that is no part of it. */
export function isPressed({ key, mod = false, shift = false }: Shortcut, press: KeyPress): boolean {
  if (press.key.toLowerCase() !== key.toLowerCase() || press.altKey) return false;
  return (press.ctrlKey || press.metaKey) === mod && (isSign(key) || press.shiftKey === shift);
}

const { keys: printed } = commandsWords;
const keyNames: Record<string, string> = {
  Escape: printed.escape,
  Delete: printed.delete,
  Backspace: printed.backspace,
  ' ': printed.space,
};

/** The keys of a shortcut as they are printed on the keyboard. */
export function keysOf({ key, mod = false, shift = false }: Shortcut, mac = isMac): string[] {
  const name = keyNames[key] ?? (isLetter(key) ? key.toUpperCase() : key);
  return [...(mod ? [mac ? '⌘' : printed.control] : []), ...(shift ? [mac ? '⇧' : printed.shift] : []), name];
}

/** A shortcut in words: "Ctrl+K". */
export const shortcutWords = (shortcut: Shortcut, mac = isMac): string =>
  keysOf(shortcut, mac).join(mac ? '' : '+');

/** A shortcut as an item of a menu has it. */
export const menuKeys = (shortcut: Shortcut): { printed: string; aria: string } => ({
  printed: shortcutWords(shortcut),
  aria: ariaKeys(shortcut),
});

/** A shortcut as `aria-keyshortcuts` has it. */
export function ariaKeys({ key, mod = false, shift = false }: Shortcut): string {
  const rest = [
    ...(shift ? ['Shift'] : []),
    isLetter(key) ? key.toUpperCase() : key === ' ' ? 'Space' : key,
  ].join('+');
  return mod ? ['Control', 'Meta'].map((held) => `${held}+${rest}`).join(' ') : rest;
}
