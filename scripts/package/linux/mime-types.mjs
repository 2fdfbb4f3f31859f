import { xmlText } from './xml.mjs';

/** @typedef {import('../application.mjs').FileType} FileType */

/**
 * The types that the system does not know, for the shared MIME database.
 * Source: the Shared MIME-info Database specification.
 *
 * @param {FileType[]} types
 */
export function mimeTypes(types) {
  const own = types.filter(({ isKnown }) => !isKnown).map(mimeType);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">',
    ...own,
    '</mime-info>',
    '',
  ].join('\n');
}

/** @param {FileType} type */
const mimeType = ({ mimeType: type, extensions, name, parent }) =>
  [
    `  <mime-type type="${xmlText(type)}">`,
    `    <comment>${xmlText(name)}</comment>`,
    ...(parent === undefined ? [] : [`    <sub-class-of type="${xmlText(parent)}"/>`]),
    '    <generic-icon name="x-office-document"/>',
    ...extensions.map((extension) => `    <glob pattern="*.${xmlText(extension)}"/>`),
    '  </mime-type>',
  ].join('\n');
