import type * as Files from 'node:fs/promises';
import { chmod, mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { naming, useApp } from './testing/queue-harness.ts';

const move = vi.hoisted(() => vi.fn());
vi.mock('node:fs/promises', async (original) => {
  const actual = await original<typeof Files>();
  move.mockImplementation(actual.rename);
  return { ...actual, rename: move };
});

const app = useApp();
const asRoot = it.runIf(process.getuid?.() === 0);
const kitchen = () => join(app().folder, 'kitchen');

/** What came home of a batch called kitchen, and how often the service was asked. */
async function downloadResult() {
  const { run, service } = app();
  const { queue } = run({
    nameOf: () => ({ ...naming, filename: 'chair.glb', batch: 'kitchen', template: '{batch}/{name}' }),
  });
  queue.start('job', 'all');
  await vi.waitUntil(() => queue.get('job')?.phase === 'done');
  await queue.close();
  return { folder: queue.get('job')?.folder, asked: service.calls.length };
}

describe('the folder of a batch', () => {
  const goesElsewhere = async (): Promise<void> => {
    const elsewhere = join(app().folder, 'kitchen (2)');
    expect(await downloadResult()).toEqual({ folder: join(elsewhere, 'chair'), asked: 1 });
    expect(await readdir(elsewhere)).toEqual(['chair']);
    expect((await readdir(app().folder)).sort()).toEqual(['kitchen', 'kitchen (2)']);
  };

  it('is the one that is there, in which nothing else is left', async () => {
    await mkdir(kitchen());
    expect(await downloadResult()).toEqual({ folder: join(kitchen(), 'chair'), asked: 1 });
    expect(await readdir(kitchen())).toEqual(['chair']);
  });

  it('has a number where a file has its name', async () => {
    await writeFile(kitchen(), 'id\n');
    await goesElsewhere();
  });

  it('has a number where a link leads to nothing', async () => {
    await symlink(join(app().folder, 'gone'), kitchen());
    await goesElsewhere();
  });

  it.each(['EXDEV', 'EACCES', 'EPERM', 'EROFS'])(
    'has a number where nothing can be moved into what has its name: %s',
    async (code) => {
      const actual = move.getMockImplementation() as typeof Files.rename;
      move.mockImplementation(async (from: string, to: string) => {
        if (basename(dirname(to)) === 'kitchen')
          throw Object.assign(new Error(`${code}: no, rename '${from}' -> '${to}'`), { code });
        await actual(from, to);
      });
      await mkdir(kitchen());
      await goesElsewhere().finally(() => move.mockImplementation(actual));
    },
  );

  const nobody = 65_534;

  asRoot.each([
    ['to which it alone may write', 0o755],
    ['to which all may write', 0o777],
  ])('has a number where a folder of another person has its name, %s', async (_who, mode) => {
    await mkdir(kitchen());
    await chmod(kitchen(), mode);
    await chmod(app().folder, 0o1777);
    process.seteuid?.(nobody);
    await goesElsewhere().finally(() => process.seteuid?.(0));
  });
});
