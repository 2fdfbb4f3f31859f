import { lchown, mkdir, readdir, stat, symlink, chmod } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { partsFolder } from './hidden-folder.ts';
import { sweepLeftovers } from './part-slots.ts';
import { naming, processOf, useApp } from './testing/queue-harness.ts';

const app = useApp();
const asRoot = it.runIf(process.getuid?.() === 0);
const somebodyElse = 65_000;
const paths = () => ({
  target: join(app().folder, 'shared'),
  hidden: join(app().folder, 'shared', partsFolder),
  elsewhere: join(app().folder, 'elsewhere'),
  kitchen: join(app().folder, 'shared', 'kitchen'),
});
const run = () =>
  app().run({
    folder: () => paths().target,
    nameOf: () => ({ ...naming, filename: 'toolbox.glb', batch: 'kitchen', template: '{batch}/{name}' }),
  });

beforeEach(async () => {
  await mkdir(paths().target);
  await mkdir(paths().elsewhere);
});

describe('in a folder that others may write to', () => {
  const comesHome = async (): Promise<void> => {
    const { queue, reached } = run();
    queue.start('job', 'all');
    expect(await reached('job', 'done')).toMatchObject({ folder: join(paths().kitchen, 'toolbox') });
    expect((await readdir(paths().target)).sort()).toEqual([partsFolder, 'kitchen']);
    await queue.close();
  };

  it('nothing is received through a link in the place of the hidden folder', async () => {
    await symlink(paths().elsewhere, paths().hidden);
    await comesHome();
    expect(await readdir(paths().elsewhere)).toEqual([]);
  });

  asRoot.each([
    ['closed', 0o700],
    ['open to its group', 0o775],
    ['open to all', 0o777],
  ])('nothing is received in a hidden folder of another person that is %s', async (_how, mode) => {
    const theirs = join(paths().hidden, `${'a'.repeat(24)}.0000cafe.1.3`);
    await mkdir(theirs, { recursive: true });
    for (const path of [paths().hidden, theirs]) await lchown(path, somebodyElse, somebodyElse);
    await chmod(paths().hidden, mode);
    const seen = new Set<string>();
    app().service.answerWith({
      beforePiece: async () => (await readdir(paths().hidden)).forEach((name) => seen.add(name)),
    });
    await comesHome();
    expect([...seen]).toEqual([basename(theirs)]);
  });

  it('nothing is swept through such a link', async () => {
    const { target, hidden, elsewhere } = paths();
    const theirs = join(elsewhere, `${'a'.repeat(24)}.0000cafe.1.3`);
    await mkdir(theirs);
    await symlink(elsewhere, hidden);
    const processes = { own: processOf(1), isRunning: () => false };
    await sweepLeftovers(target, { resumable: [], now: Date.now(), processes });
    expect(await readdir(elsewhere)).toHaveLength(1);
  });

  it('nobody else may write into the hidden folder, also into one of an earlier version', async () => {
    const { hidden } = paths();
    await mkdir(hidden);
    await chmod(hidden, 0o775);
    app().service.answerWith({ bytes: 1_000, then: 'silence' });
    const { queue } = run();
    queue.start('job', 'all');
    await app().service.until('silences');
    expect((await stat(hidden)).mode & 0o777).toBe(0o700);
    await queue.close();
  });

  asRoot('a hidden folder of an earlier version in which others are receiving is left to them', async () => {
    const { hidden, target } = paths();
    const theirs = join(hidden, `${'a'.repeat(24)}.0000cafe.1.3`);
    await mkdir(theirs, { recursive: true });
    await lchown(theirs, somebodyElse, somebodyElse);
    await chmod(hidden, 0o775);
    app().service.answerWith({ bytes: 1_000, then: 'silence' });
    const { queue } = run();
    queue.start('job', 'all');
    await app().service.until('silences');
    expect((await stat(hidden)).mode & 0o777).toBe(0o775);
    expect(await readdir(join(target, `${partsFolder} (2)`))).toHaveLength(1);
    await queue.close();
  });

  asRoot('another person’s link in the place of a batch’s folder counts as taken', async () => {
    const { target, elsewhere, kitchen } = paths();
    await symlink(elsewhere, kitchen);
    await lchown(kitchen, somebodyElse, somebodyElse);
    const { queue, reached } = run();
    queue.start('job', 'all');
    expect(await reached('job', 'done')).toMatchObject({ folder: join(target, 'kitchen (2)', 'toolbox') });
    expect(await readdir(elsewhere)).toEqual([]);
    await queue.close();
  });

  it('a link of one’s own leads there, as it was meant to', async () => {
    const { elsewhere, kitchen } = paths();
    await symlink(elsewhere, kitchen);
    const { queue, reached } = run();
    queue.start('job', 'all');
    expect(await reached('job', 'done')).toMatchObject({ folder: join(kitchen, 'toolbox') });
    expect(await readdir(elsewhere)).toEqual(['toolbox']);
    await queue.close();
  });
});
