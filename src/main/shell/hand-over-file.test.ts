import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ownFiles } from '../files/folder-files.ts';
import { useTemporaryFolder } from '../downloads/testing/temporary-folder.ts';
import { useHangingDisk } from '../testing/hanging-disk.ts';
import {
  isRunning,
  isTooLong,
  writeHandOver,
  readHandOver,
  removeHandOver,
  findHandOvers,
  type HandOver,
} from './hand-over-file.ts';

const failing = (code: string) => async (): Promise<never> => {
  throw Object.assign(new Error(`${code}: the system's words`), { code });
};

const folder = useTemporaryFolder();
const handOver: HandOver = { arguments: ['abc123', 'list.txt'], workingFolder: '/home/ada', file: null };

describe('what a second instance hands over', () => {
  it('is handed over as it is, if it is short', async () => {
    expect(isTooLong(handOver.arguments)).toBe(false);
    expect(await readHandOver(folder(), handOver)).toEqual(handOver);
  });

  it('goes through a file if it is long, which stays until it is removed', async () => {
    const long = { ...handOver, arguments: Array.from({ length: 2_000 }, (_, index) => `job${index}`) };
    expect(isTooLong(long.arguments)).toBe(true);
    const file = await writeHandOver(folder(), long);
    const handed: HandOver = { arguments: [], workingFolder: '/', file };
    expect(await readHandOver(folder(), handed)).toEqual(long);
    expect(await readHandOver(folder(), handed)).toEqual(long);
    await removeHandOver(folder(), handed.file ?? '');
    expect(readdirSync(join(folder(), 'hand-over'))).toEqual([]);
    expect(await readHandOver(folder(), handed)).toEqual({ arguments: [], workingFolder: '/', file: null });
  });

  it('is written without a key that stands in it by mistake', async () => {
    const key = 'rgyd_live_4f6a1c9d2e';
    const file = await writeHandOver(folder(), { ...handOver, arguments: [`--key=${key}`, 'abc123'] });
    expect(readFileSync(join(folder(), 'hand-over', `${file}.json`), 'utf8')).not.toContain(key);
    const handed: HandOver = { arguments: [], workingFolder: '/', file };
    expect(await readHandOver(folder(), handed)).toMatchObject({ arguments: ['--key=[key]', 'abc123'] });
  });

  it('is measured in bytes', () => {
    expect(isTooLong(['x'.repeat(11_996)])).toBe(false);
    expect(isTooLong(['x'.repeat(11_997)])).toBe(true);
    expect(isTooLong(['ü'.repeat(6_000)])).toBe(true);
  });

  it.each(['{', '[]'])('is nothing where its file holds %s', async (content) => {
    const file = await writeHandOver(folder(), handOver);
    const path = join(folder(), 'hand-over', `${file}.json`);
    writeFileSync(path, content);
    expect((await readHandOver(folder(), { arguments: [], workingFolder: '/', file }))?.arguments).toEqual(
      [],
    );
    expect(await findHandOvers(folder())).toEqual([]);
    expect(readdirSync(join(folder(), 'hand-over')), 'for whoever wants to look at it').toEqual([
      `${file}.unreadable`,
    ]);
  });

  it('is nothing where a folder stands in the place of its file', async () => {
    const file = 'b8b9a3a4-3c4f-4c52-9a0c-6c0a3f0d2b11';
    mkdirSync(join(folder(), 'hand-over', `${file}.json`), { recursive: true });
    expect((await readHandOver(folder(), { arguments: [], workingFolder: '/', file }))?.arguments).toEqual(
      [],
    );
    expect(await findHandOvers(folder())).toEqual([]);
  });

  it.each(['EBUSY', 'EACCES', 'EIO', 'EMFILE'])(
    'stays in its file while that cannot be read: %s',
    async (code) => {
      const file = await writeHandOver(folder(), handOver);
      const handed: HandOver = { arguments: [], workingFolder: '/', file };
      expect(await readHandOver(folder(), handed, { ...ownFiles, open: failing(code) })).toBeNull();
      expect(await findHandOvers(folder())).toMatchObject([{ file }]);
      expect(await readHandOver(folder(), handed)).toEqual(handOver);
    },
  );

  it('is found although something else in the folder cannot be removed', async () => {
    const file = await writeHandOver(folder(), handOver);
    writeFileSync(join(folder(), 'hand-over', 'x.json.new'), '{');
    expect(await findHandOvers(folder(), { ...ownFiles, rm: failing('EPERM') })).toMatchObject([{ file }]);
  });

  it('is found by the next start where nobody took it, all of it', async () => {
    expect(await findHandOvers(folder())).toEqual([]);
    const files = [await writeHandOver(folder(), handOver), await writeHandOver(folder(), handOver)];
    const cutOff = join(folder(), 'hand-over', 'x.json.new');
    writeFileSync(cutOff, '{');
    const left = (await findHandOvers(folder())) ?? [];
    expect(left.map(({ file }) => file).sort()).toEqual(files.sort());
    expect(await Promise.all(left.map((one) => readHandOver(folder(), one)))).toEqual([handOver, handOver]);
    expect(existsSync(cutOff)).toBe(false);
  });
});

describe('what a second instance hands over, on a disk that does not answer', () => {
  const disk = useHangingDisk();

  it('is waited for a moment, and is still there afterwards', async () => {
    const file = await writeHandOver(folder(), handOver);
    const handed: HandOver = { arguments: [], workingFolder: '/', file };
    const { files } = disk();
    disk().hang();
    const read = readHandOver(folder(), handed, files);
    await disk().giveUp();
    expect(await read).toBeNull();
    expect(await findHandOvers(folder(), files)).toBeNull();
    await expect(writeHandOver(folder(), handOver, files)).rejects.toThrow('isn’t responding');
    await disk().answer();
    expect(await readHandOver(folder(), handed, files)).toEqual(handOver);
    expect(await findHandOvers(folder(), files)).toMatchObject([{ file }]);
  });
});

describe('whether the app runs', () => {
  const lock = (target: string): void => symlinkSync(target, join(folder(), 'SingletonLock'));

  it('is decided by its lock, and by the process that it names', () => {
    expect(isRunning(folder())).toBe(false);
    lock('my-machine-4711');
    expect(isRunning(folder(), (pid) => pid === 4711)).toBe(true);
    expect(isRunning(folder(), () => false)).toBe(false);
  });

  it('is what the system says', () => {
    lock(`machine-${process.pid}`);
    expect(isRunning(folder())).toBe(true);
  });

  it.each(['machine', 'machine-0', 'machine-1.5'])('is no where the lock says %s', (target) => {
    lock(target);
    expect(isRunning(folder(), () => true)).toBe(false);
  });
});
