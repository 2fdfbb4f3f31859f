const entities = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
]);

/**
 * A text as it stands in XML, in elements and in attributes with double quotes.
 *
 * @param {string} text
 */
export const xmlText = (text) => text.replace(/[&<>"]/g, (character) => entities.get(character) ?? '');
