import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inProject } from '../lib/project.mjs';
import { mainFolders, rendererFolders } from './folders.mjs';

const architecture = readFileSync(inProject('docs', 'architecture.md'), 'utf8');
const contributing = readFileSync(inProject('CONTRIBUTING.md'), 'utf8');

/** @param {string} heading of a part with a table whose first cells are folders */
const tableOf = (heading) => {
  const part = architecture.split(`### ${heading}\n`)[1]?.split('\n#')[0] ?? '';
  return [...part.matchAll(/^\| `([\w/-]+)`/gm)].map(([, folder]) => folder);
};

/** @param {string} side */
const foldersOf = (side) =>
  readdirSync(inProject('src', side), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'testing')
    .map(({ name }) => name)
    .toSorted();

describe.each([
  { side: 'main', folders: mainFolders },
  { side: 'renderer', folders: rendererFolders },
])('the folders of src/$side', ({ side, folders }) => {
  it('are all in the order that the lint holds', () => {
    expect([...folders].toSorted()).toEqual(foldersOf(side));
  });

  it('stand in docs/architecture.md in that order', () => {
    expect(tableOf(`src/${side}`)).toEqual(folders);
  });
});

it('docs/architecture.md draws its routes with files that exist', () => {
  const routes = architecture.split('## Four routes')[1]?.split('\n## ')[0] ?? '';
  const names = [...routes.matchAll(/```\n([^`]*)```/g)].flatMap(([, route = '']) =>
    route.split(/─▶|\n/).map((name) => name.trim().replace(/ \(.*\)$/, '')),
  );
  const sources = new Set(
    readdirSync(inProject('src'), { recursive: true, encoding: 'utf8' }).map((name) =>
      name.replaceAll('\\', '/').replace(/(\.svelte)?\.ts$|\.svelte$/, ''),
    ),
  );
  const missing = names.filter(
    (name) => name !== '' && ![...sources].some((file) => `/${file}`.endsWith(`/${name}`)),
  );
  expect(names.length).toBeGreaterThan(90);
  expect(missing).toEqual([]);
});

it('CONTRIBUTING.md names files that exist', () => {
  const paths = [...contributing.matchAll(/`((?:src|scripts|docs|e2e)\/[\w./-]+)`/g)].map(
    ([, path = '']) => path,
  );
  expect(paths.length).toBeGreaterThan(20);
  expect(paths.filter((path) => !existsSync(inProject(path)))).toEqual([]);
});
