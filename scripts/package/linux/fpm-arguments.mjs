import { parseArgs } from 'node:util';

/**
 * What electron-builder has fpm make.
 *
 * @typedef {object} DebRequest
 * @property {string} file the deb
 * @property {Record<string, string>} fields of its control file, without `Installed-Size`
 * @property {{ postinst: string, postrm: string }} scripts files
 * @property {{ source: string, target: string }[]} content a folder's is taken where the source ends in a slash
 */

const text = /** @type {const} */ ({ type: 'string' });
const texts = /** @type {const} */ ({ type: 'string', multiple: true });
const options = {
  s: text,
  t: text,
  d: texts,
  force: /** @type {const} */ ({ type: 'boolean' }),
  architecture: text,
  'after-install': text,
  'after-remove': text,
  category: text,
  'deb-compression': text,
  'deb-priority': text,
  'deb-recommends': texts,
  description: text,
  license: text,
  maintainer: text,
  name: text,
  package: text,
  url: text,
  vendor: text,
  version: text,
};

/**
 * Reads fpm's arguments as electron-builder writes them, and refuses any that it does not know.
 *
 * @param {string[]} args
 * @returns {DebRequest}
 */
export function parseFpmArguments(args) {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  if (values.s !== 'dir' || values.t !== 'deb')
    throw new Error(`Only folders become a package here, and only a deb: ${args.join(' ')}`);
  const given = (/** @type {keyof typeof options} */ name) => {
    const value = values[name];
    if (typeof value !== 'string') throw new Error(`--${name} is missing`);
    return value;
  };
  return {
    file: given('package'),
    fields: withoutEmpty({
      Package: given('name'),
      Version: given('version'),
      License: values.license,
      Vendor: values.vendor,
      Architecture: given('architecture'),
      Maintainer: given('maintainer'),
      Depends: values.d?.join(', '),
      Recommends: values['deb-recommends']?.join(', '),
      Section: values.category,
      Priority: values['deb-priority'],
      Homepage: values.url,
      Description: description(given('description')),
    }),
    scripts: { postinst: given('after-install'), postrm: given('after-remove') },
    content: positionals.map(splitContent),
  };
}

/**
 * The first line says what the package is; the others begin with a blank, and empty ones are a dot.
 * Source: Debian Policy, 5.6.13.
 *
 * @param {string} lines
 */
const description = (lines) => {
  const [first = '', ...others] = lines.split('\n').map((line) => line.trim());
  return [first, ...others.map((line) => ` ${line === '' ? '.' : line}`)].join('\n');
};

/** @param {string} argument */
function splitContent(argument) {
  const at = argument.indexOf('=/');
  if (at < 0) throw new Error(`${argument} names no place in the package`);
  return { source: argument.slice(0, at), target: argument.slice(at + 1) };
}

/**
 * @param {Record<string, string | undefined>} fields
 * @returns {Record<string, string>}
 */
function withoutEmpty(fields) {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  );
}
