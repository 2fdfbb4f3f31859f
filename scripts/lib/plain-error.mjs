/**
 * An error whose message is written for the person at the terminal and says what to do next.
 * Commands print it without a stack.
 *
 * @param {string} message
 */
export function plainError(message) {
  return Object.assign(new Error(message), { name: 'PlainError' });
}

/**
 * What to print for anything that was thrown.
 *
 * @param {unknown} error
 */
export function errorText(error) {
  if (!(error instanceof Error)) return String(error);
  return error.name === 'PlainError' ? error.message : (error.stack ?? error.message);
}
