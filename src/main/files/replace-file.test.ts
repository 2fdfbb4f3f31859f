import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useTemporaryFolder } from '../downloads/testing/temporary-folder.ts';
import { useHangingDisk } from '../testing/hanging-disk.ts';
import { LatestFile, replaceFile, replaceSmallFile, TooLargeError } from './replace-file.ts';

const folder = useTemporaryFolder();

describe('a file that is replaced', () => {
  it('holds the new content, and nothing lies beside it', async () => {
    const path = join(folder(), 'jobs.csv');
    await writeFile(path, 'old and longer');
    await replaceFile(path, 'new');
    expect(await readFile(path, 'utf8')).toBe('new');
    expect(await readdir(folder())).toEqual(['jobs.csv']);
  });

  it('leaves nothing behind when it cannot be', async () => {
    const path = join(folder(), 'taken');
    await mkdir(join(path, 'inner'), { recursive: true });
    await expect(replaceFile(path, 'new')).rejects.toThrow();
    expect(await readdir(folder())).toEqual(['taken']);
  });

  it('is written beside under its fixed ending, over what a killed run left there', async () => {
    const path = join(folder(), 'jobs.csv');
    await writeFile(`${path}.new`, 'what a killed run left');
    await replaceFile(path, 'new', { ending: '.new' });
    expect(await readFile(path, 'utf8')).toBe('new');
    expect(await readdir(folder())).toEqual(['jobs.csv']);
  });

  it('is written piece by piece, and other things are done between them', async () => {
    const path = join(folder(), 'jobs.json');
    const piece = 'ö'.repeat(400_000);
    let turns = 0;
    let isDone = false;
    const turn = (): void => {
      turns += 1;
      if (!isDone) setImmediate(turn);
    };
    setImmediate(turn);
    const pieces = Array.from({ length: 10 }, () => piece);
    await replaceFile(path, pieces, { maxBytes: 8_000_000 });
    isDone = true;
    expect((await stat(path)).size).toBe(8_000_000);
    expect(turns).toBeGreaterThan(4);
  });

  it('stays what it was where there are more bytes than it may have', async () => {
    const path = join(folder(), 'jobs.json');
    await writeFile(path, 'old');
    await expect(replaceFile(path, ['12345', '678'], { maxBytes: 7 })).rejects.toThrow(TooLargeError);
    expect(await readFile(path, 'utf8')).toBe('old');
    expect(await readdir(folder())).toEqual(['jobs.json']);
  });

  it('has the permissions that were asked for', async () => {
    const path = join(folder(), 'jobs.csv');
    await replaceFile(path, 'new', { mode: 0o600 });
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });
});

describe('a small file', () => {
  const disk = useHangingDisk();
  const smallPath = (): string => join(folder(), 'user data', 'window.json');

  it('is replaced as a whole, and nothing is left behind where it cannot be', async () => {
    await replaceSmallFile(smallPath(), 'one');
    await replaceSmallFile(smallPath(), 'two');
    expect(await readFile(smallPath(), 'utf8')).toBe('two');
    const taken = join(folder(), 'taken');
    await mkdir(taken);
    await expect(replaceSmallFile(taken, 'text')).rejects.toThrow();
    expect((await readdir(folder())).sort()).toEqual(['taken', 'user data']);
  });

  it('of which the latest content counts gets that, however often it is written meanwhile', async () => {
    const file = new LatestFile(smallPath(), () => expect.unreachable(), disk().files);
    for (const text of ['one', 'two', 'three']) file.write(text);
    await file.settled();
    expect(await readFile(smallPath(), 'utf8')).toBe('three');
  });

  it('holds nobody up on a disk that does not answer, and is written again once it does', async () => {
    const problems: unknown[] = [];
    const file = new LatestFile(smallPath(), (error) => problems.push(error), disk().files);
    disk().hang();
    file.write('one');
    await disk().giveUp();
    file.write('two');
    await file.settled();
    expect(disk().calls(), 'one call is held up, not one for each').toBe(1);
    expect(problems.map(String)).toEqual(Array(2).fill(expect.stringContaining('isn’t responding')));
    await disk().answer();
    file.write('three');
    await file.settled();
    expect(await readFile(smallPath(), 'utf8')).toBe('three');
  });
});
