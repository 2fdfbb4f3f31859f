import { plainError } from '../lib/plain-error.mjs';

/**
 * @typedef {object} ChangelogSection
 * @property {string} name a version, or `Unreleased`
 * @property {string | null} date YYYY-MM-DD
 * @property {string} text
 */

const unreleased = 'Unreleased';

/**
 * The sections of a changelog, the newest first. Form: https://keepachangelog.com, without brackets and links.
 *
 * @param {string} changelog
 * @returns {ChangelogSection[]}
 */
export function sectionsOf(changelog) {
  const [, ...parts] = `\n${changelog.replaceAll('\r\n', '\n')}`.split('\n## ');
  return parts.map((part) => {
    const [heading = '', ...lines] = part.split('\n');
    const [name = '', date = null] = heading.trim().split(' - ');
    return { name, date, text: lines.join('\n').trim() };
  });
}

/**
 * When a version was released; throws where the changelog does not say.
 *
 * @param {string} changelog
 * @param {string} version
 * @returns {string} YYYY-MM-DD
 */
export function releaseDate(changelog, version) {
  const date = sectionsOf(changelog).find(({ name }) => name === version)?.date ?? null;
  if (date === null) throw plainError(`CHANGELOG.md has no date for ${version}.`);
  return date;
}

/**
 * What the changelog says of a version, without its heading, which may say more than the version.
 *
 * @param {string} changelog
 * @param {string} version
 */
export function notesOf(changelog, version) {
  const section = sectionsOf(changelog).find(({ name }) => name.split(/[\s,[\]]+/).includes(version));
  if (section === undefined) throw plainError(`CHANGELOG.md has no heading \`## ${version}\`.`);
  return section.text;
}

/**
 * The changelog with what is unreleased as the section of a version, and room for what comes next.
 *
 * @param {string} changelog
 * @param {string} version
 * @param {string} date YYYY-MM-DD
 */
export const withRelease = (changelog, version, date) =>
  changelog.replace(/^## Unreleased$/m, `## ${unreleased}\n\n## ${version} - ${date}`);

/**
 * What keeps a version from being released, in sentences; nothing where it can be.
 *
 * @param {{ changelog: string, version: string, lockVersions: readonly string[], tag?: string | undefined }} release
 */
export function problemsOf({ changelog, version, lockVersions, tag }) {
  const [first, newest] = sectionsOf(changelog);
  const problems = [];
  if (!/^\d+\.\d+\.\d+$/.test(version))
    problems.push(`package.json has ${version}, which is no version like 1.2.3.`);
  if (first?.name !== unreleased)
    problems.push('CHANGELOG.md has to begin with the section “## Unreleased”.');
  if (newest?.name !== version)
    problems.push(
      `CHANGELOG.md has ${newest?.name ?? 'no version'} after Unreleased, package.json has ${version}.`,
    );
  else if (newest.text === '') problems.push(`CHANGELOG.md says nothing of ${version}.`);
  if (newest !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(newest.date ?? ''))
    problems.push(`CHANGELOG.md has no date for ${newest.name}; a heading is “## 1.2.3 - 2026-12-31”.`);
  for (const locked of lockVersions)
    if (locked !== version) problems.push(`package-lock.json has ${locked}, package.json has ${version}.`);
  if (tag !== undefined) {
    if (tag !== `v${version}`)
      problems.push(`The tag is ${tag}, package.json has ${version}: it has to be v${version}.`);
    if (first?.name === unreleased && first.text !== '')
      problems.push(
        'CHANGELOG.md has changes under “Unreleased” that would be released without being in the section of the version.',
      );
  }
  return problems;
}
