import { mkdir, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useTemporaryFolder } from '../downloads/testing/temporary-folder.ts';
import { useHangingDisk } from '../testing/hanging-disk.ts';
import { LatestFile, replaceSmallFile } from './small-file.ts';

const folder = useTemporaryFolder();
const disk = useHangingDisk();
const path = (): string => join(folder(), 'user data', 'window.json');

describe('a small file', () => {
  it('is replaced as a whole, and nothing is left behind where it cannot be', async () => {
    await replaceSmallFile(path(), 'one');
    await replaceSmallFile(path(), 'two');
    expect(await readFile(path(), 'utf8')).toBe('two');
    const taken = join(folder(), 'taken');
    await mkdir(taken);
    await expect(replaceSmallFile(taken, 'text')).rejects.toThrow();
    expect((await readdir(folder())).sort()).toEqual(['taken', 'user data']);
  });

  it('of which the latest content counts gets that, however often it is written meanwhile', async () => {
    const file = new LatestFile(path(), () => expect.unreachable(), disk().files);
    for (const text of ['one', 'two', 'three']) file.write(text);
    await file.settled();
    expect(await readFile(path(), 'utf8')).toBe('three');
  });

  it('holds nobody up on a disk that does not answer, and is written again once it does', async () => {
    const problems: unknown[] = [];
    const file = new LatestFile(path(), (error) => problems.push(error), disk().files);
    disk().hang();
    file.write('one');
    await disk().giveUp();
    file.write('two');
    await file.settled();
    expect(disk().calls(), 'one call is held up, not one for each').toBe(1);
    expect(problems.map(String)).toEqual(Array(2).fill(expect.stringContaining('does not answer')));
    await disk().answer();
    file.write('three');
    await file.settled();
    expect(await readFile(path(), 'utf8')).toBe('three');
  });
});
