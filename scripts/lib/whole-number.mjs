import { plainError } from './plain-error.mjs';

/**
 * The value of an option as a whole number from 0 on; undefined where it was left out.
 *
 * @param {string} option
 * @param {string | undefined} text
 */
export function wholeNumber(option, text) {
  if (text === undefined) return undefined;
  if (!/^\d{1,15}$/.test(text)) throw plainError(`${option} takes a whole number.`);
  return Number(text);
}
