/**
 * `node scripts/electron/api-list.mjs`: brings the list of what the app uses of Electron up to date, in docs/electron-apis.md and
 * in the file that the app compares with the Electron that it runs in. What was said of an API stays; a new one is to be
 * checked, and its row says so until somebody did.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import * as prettier from 'prettier';
import { inProject } from '../lib/project.mjs';
import { filesOfApp, usedApis } from './used-apis.mjs';

/** @typedef {import('./used-apis.mjs').UsedApi} UsedApi */

export const page = inProject('docs', 'electron-apis.md');
export const membersFile = inProject('src', 'main', 'shell', 'used-members.ts');

/** What stands in the row of an API that nobody checked. */
export const unchecked = '**to be checked**';

/** Between these lines of the page the table is made anew. */
const begin = '<!-- made by scripts/electron/api-list.mjs; the verdicts are written by hand -->';
const end = '<!-- end of the table -->';

/**
 * The verdicts of a page by the name of the API.
 *
 * @param {string} text
 * @returns {Map<string, string>}
 */
export function verdictsOf(text) {
  const rows = text.matchAll(/^\| `([^`]+)` +\| [^|]+\| ([^|]*)\|$/gm);
  return new Map([...rows].map(([, name = '', verdict = '']) => [name, verdict.trim()]));
}

/**
 * The page with rows for exactly these APIs.
 *
 * @param {string} text
 * @param {UsedApi[]} apis
 */
export function withTable(text, apis) {
  const verdicts = verdictsOf(text);
  const rows = apis.map(({ name, kind, isDeprecated }) => {
    const verdict = verdicts.get(name) ?? unchecked;
    return `| \`${name}\` | ${kind}${isDeprecated ? ', deprecated' : ''} | ${verdict} |`;
  });
  const table = ['| API | kind | verdict |', '| --- | --- | --- |', ...rows].join('\n');
  const [before = '', rest = ''] = text.split(begin);
  return `${before}${begin}\n\n${table}\n\n${end}${rest.split(end)[1] ?? ''}`;
}

/**
 * The module that the app has the names of functions and properties from, by what they are of.
 *
 * @param {UsedApi[]} apis
 */
export function membersModule(apis) {
  /** @type {Record<string, string[]>} */
  const members = {};
  for (const { name, kind } of apis) {
    const [owner = '', member] = name.split('.');
    if (kind === 'member' && member !== undefined) (members[owner] ??= []).push(member);
  }
  return `/** What the app uses of Electron, by module or class. Made by scripts/electron/api-list.mjs. */\nexport const usedMembers = ${JSON.stringify(members)} as const;\n`;
}

/** @param {string} file @param {string} text as Prettier would write it */
export async function formatted(file, text) {
  return prettier.format(text, { ...(await prettier.resolveConfig(file)), filepath: file });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const apis = usedApis(filesOfApp());
  writeFileSync(page, await formatted(page, withTable(readFileSync(page, 'utf8'), apis)));
  writeFileSync(membersFile, await formatted(membersFile, membersModule(apis)));
}
