import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inProject, readPackage } from '../lib/project.mjs';
import { ownMetainfo } from '../package/linux/metainfo.mjs';
import { notesOf, problemsOf, releaseDate, sectionsOf } from './changelog.mjs';
import { beginRelease, releaseProblems } from './release-files.mjs';

const changelog =
  '# Changelog\n\n## Unreleased\n\n- New: doors.\n\n## 1.2.0 - 2026-01-02\n\n- New: windows.\n';
const lockVersions = ['1.2.0', '1.2.0'];

describe('this version', () => {
  it('stands in package.json, its lock and the changelog alike', () => {
    expect(releaseProblems(inProject())).toEqual([]);
  });

  it('is the one that software centres are told of, of the day that the changelog has', () => {
    const [, newest] = sectionsOf(readFileSync(inProject('CHANGELOG.md'), 'utf8'));
    expect(ownMetainfo()).toContain(`<release version="${newest?.name}" date="${newest?.date}"/>`);
    expect(() => releaseDate(changelog, '1.3.0')).toThrow(/no date for 1\.3\.0/);
  });

  it('has no licence until its owner chooses one, and the README says so', () => {
    expect(readPackage().license).toBe('UNLICENSED');
    expect(readFileSync(inProject('README.md'), 'utf8')).toMatch(/no licen[cs]e/i);
  });
});

it('notes are what the changelog says of that version alone', () => {
  const notes = '# Changes\n\n## [0.10.0] - 2027\n\nTen.\n\n## 0.1.0, November\n\n### New\n\n- One.\n';
  expect(notesOf(notes, '0.10.0')).toBe('Ten.');
  expect(notesOf(notes, '0.1.0')).toBe('### New\n\n- One.');
  expect(() => notesOf(notes, '0.2.0')).toThrow('no heading `## 0.2.0`');
});

describe('a version that can’t be released', () => {
  const release = { changelog, version: '1.2.0', lockVersions };

  it.each([
    ['is another one in the changelog', { version: '1.3.0', lockVersions: ['1.3.0'] }, /after Unreleased/],
    ['is another one in the lock', { lockVersions: ['1.2.0', '1.1.0'] }, /package-lock\.json has 1\.1\.0/],
    ['is no plain version', { version: '1.2', lockVersions: [] }, /no version like/],
    ['has no date', { changelog: changelog.replace(' - 2026-01-02', '') }, /no date/],
    ['is not told of', { changelog: changelog.replace('- New: windows.\n', '') }, /says nothing of 1\.2\.0/],
    ['has no section before it', { changelog: changelog.replace('Unreleased', '1.2.1') }, /begin with/],
    ['has another tag', { tag: 'v1.2.1' }, /has to be v1\.2\.0/],
    ['leaves changes out that are in it', { tag: 'v1.2.0' }, /would be released/],
  ])('%s', (_case, change, problem) => {
    expect(problemsOf({ ...release, ...change }).join('\n')).toMatch(problem);
  });

  it('is none where all say the same', () => {
    const tagged = { ...release, changelog: changelog.replace('- New: doors.\n', ''), tag: 'v1.2.0' };
    expect([...problemsOf(release), ...problemsOf(tagged)]).toEqual([]);
  });
});

describe('a release that begins', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'release '));
    write('package.json', '{\n  "name": "desk",\n  "version": "1.2.0"\n}\n');
    write('package-lock.json', JSON.stringify({ version: '1.2.0', packages: { '': { version: '1.2.0' } } }));
    write('CHANGELOG.md', changelog);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** @param {string} name @param {string} content */
  const write = (name, content) => writeFileSync(path.join(folder, name), content);

  it('has its version everywhere, and what was unreleased as its changes', () => {
    beginRelease(folder, '1.10.0', new Date('2026-03-04T12:00:00Z'));
    expect(releaseProblems(folder, 'v1.10.0')).toEqual([]);
    expect(sectionsOf(readFileSync(path.join(folder, 'CHANGELOG.md'), 'utf8'))).toEqual([
      { name: 'Unreleased', date: null, text: '' },
      { name: '1.10.0', date: '2026-03-04', text: '- New: doors.' },
      { name: '1.2.0', date: '2026-01-02', text: '- New: windows.' },
    ]);
  });

  it.each(['1.2.0', '1.1.9', '2', 'v2.0.0'])('is refused as %s after 1.2.0', (version) => {
    expect(() => beginRelease(folder, version, new Date())).toThrow(/comes after 1\.2\.0/);
  });

  it('is refused where nothing is said of it', () => {
    write('CHANGELOG.md', changelog.replace('- New: doors.\n', ''));
    expect(() => beginRelease(folder, '1.3.0', new Date())).toThrow(/says nothing under/);
  });
});
