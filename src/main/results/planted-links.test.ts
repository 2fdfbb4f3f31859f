import { lchown, mkdir, readdir, stat, symlink, chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { partsFolder, sweepLeftovers } from './part-slots.ts';
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
  const receivesNothing = async (): Promise<void> => {
    const { queue, reached } = run();
    queue.start('job', 'all');
    expect(await reached('job', 'failed')).toMatchObject({
      failure: { code: 'folder-unavailable', text: expect.stringContaining(paths().hidden) as string },
    });
    expect([app().service.calls, await readdir(paths().elsewhere)]).toEqual([[], []]);
    await queue.close();
  };

  it('nothing is received through a link in the place of the hidden folder', async () => {
    await symlink(paths().elsewhere, paths().hidden);
    await receivesNothing();
  });

  asRoot('nothing is received in a hidden folder that is another person’s', async () => {
    await mkdir(paths().hidden);
    await lchown(paths().hidden, somebodyElse, somebodyElse);
    await receivesNothing();
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
