/** What begins or ends a string, what does not although it looks so, and the numbers that JSON does not have. */
const tokens = /\\[^]|"|-?\b(?:NaN|Infinity)\b/g;

/**
 * Reads JSON, also where it holds `NaN` and `Infinity`, which Python writes: they become null, and the rest is read.
 *
 * @throws SyntaxError for anything else that is not JSON
 */
export function parseLenientJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!/\b(?:NaN|Infinity)\b/.test(text)) throw error;
    return JSON.parse(withNullNumbers(text));
  }
}

function withNullNumbers(text: string): string {
  let isInString = false;
  return text.replaceAll(tokens, (token) => {
    if (token === '"') isInString = !isInString;
    return isInString || token === '"' || token.startsWith('\\') ? token : 'null';
  });
}
