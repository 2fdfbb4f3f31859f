import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, readlink, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { useTemporaryFolder } from '../results/testing/temporary-folder.ts';
import { silence } from '../testing/silent-folder.ts';
import { workFiles } from './folder-files.ts';
import { readWhole } from './read-whole.ts';

const folder = useTemporaryFolder();

it('fails each call into a folder that does not answer, and goes on when it does', async () => {
  const target = join(folder(), 'nas');
  await mkdir(target);
  const answer = await silence(target);
  await expect(workFiles.writeFile(join(target, 'a'), 'text')).rejects.toThrow('does not answer');
  await expect(workFiles.stat(target)).rejects.toThrow('does not answer');
  answer();
  await nextTurn();
  await workFiles.writeFile(join(target, 'a'), 'text');
  expect(await readFile(join(target, 'a'), 'utf8')).toBe('text');
});

it.skipIf(process.platform !== 'linux')(
  'closes a file of such a folder without keeping anybody waiting, once it answers',
  async () => {
    const target = join(folder(), 'nas');
    await mkdir(target);
    const path = join(target, 'a');
    const isOpen = async (): Promise<boolean> => {
      const files = await readdir('/proc/self/fd');
      const paths = await Promise.all(files.map((each) => readlink(`/proc/self/fd/${each}`).catch(() => '')));
      return paths.includes(path);
    };
    const file = await workFiles.open(path, 'w');
    const answer = await silence(target);
    await file.close();
    expect(await isOpen()).toBe(true);
    answer();
    await vi.waitUntil(async () => !(await isOpen()));
  },
);

it('waits for no pipe that somebody put in the place of a file', async () => {
  const pipe = join(folder(), 'pipe');
  execFileSync('mkfifo', [pipe]);
  await symlink(pipe, join(folder(), 'link'));
  expect(await readWhole(pipe, 100, workFiles)).toBe('no-file');
  expect(await readWhole(join(folder(), 'link'), 100, workFiles)).toBe('no-file');
  expect(await readWhole(folder(), 100, workFiles)).toBe('no-file');
  await writeFile(join(folder(), 'file'), 'x'.repeat(101));
  expect(await readWhole(join(folder(), 'file'), 100, workFiles)).toBe('too-large');
  expect(await readWhole(join(folder(), 'file'), 101, workFiles)).toHaveLength(101);
});
