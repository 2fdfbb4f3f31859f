import { mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { ownFiles } from '../files/folder-files.ts';
import { LogFile } from './log-file.ts';
import { useTemporaryFolder } from '../downloads/testing/temporary-folder.ts';
import { useHangingDisk } from '../testing/hanging-disk.ts';

const folder = useTemporaryFolder();
const logs = (): string => join(folder(), 'logs');
const linesOf = async (name = 'main.log'): Promise<string[]> =>
  (await readFile(join(logs(), name), 'utf8')).trimEnd().split('\n');
const missing = (lines: number): string => `${lines} missing`;

it('is written in the order of the lines, into a folder of its own that its owner alone can read from', async () => {
  const log = new LogFile(logs(), missing);
  const lines = Array.from({ length: 50 }, (_, index) => `line ${index}`);
  for (const line of lines) {
    log.write(line);
    if (line.endsWith('7')) await log.flush();
  }
  await log.flush();
  expect(await linesOf()).toEqual(lines);
  expect((await stat(join(logs(), 'main.log'))).mode & 0o077).toBe(0);
});

it('never grows beyond two files of a megabyte each', async () => {
  const log = new LogFile(logs(), missing);
  for (let line = 0; line < 300; line += 1) {
    log.write(`${line} ${'ü'.repeat(4_000)}`);
    if (line % 10 === 0) await log.flush();
  }
  await log.flush();
  expect((await readdir(logs())).sort()).toEqual(['main.log', 'main.old.log']);
  for (const name of await readdir(logs()))
    expect((await stat(join(logs(), name))).size).toBeLessThanOrEqual(1_000_000);
  expect((await linesOf()).at(-1)).toMatch(/^299 /);
});

it('begins anew where the full file cannot be moved away', async () => {
  await mkdir(logs());
  await writeFile(join(logs(), 'main.log'), 'x'.repeat(999_999));
  const rename = async (): Promise<void> => {
    throw new Error('EBUSY: resource busy or locked');
  };
  const log = new LogFile(logs(), missing, { ...ownFiles, rename });
  log.write('after');
  await log.flush();
  expect(await linesOf()).toEqual(['after']);
});

it('keeps lines that its disk does not take for the next one', async () => {
  await writeFile(logs(), 'a file where the folder belongs');
  const log = new LogFile(logs(), missing);
  log.write('first');
  await log.flush();
  await rm(logs());
  log.write('second');
  await log.flush();
  expect(await linesOf()).toEqual(['first', 'second']);
});

describe('on a disk that does not answer', () => {
  const disk = useHangingDisk();
  const open = (): LogFile => new LogFile(logs(), missing, disk().files);

  it('holds nobody up, makes one call, and writes what waits once the disk answers', async () => {
    const log = open();
    disk().hang();
    log.write('first');
    await disk().giveUp();
    for (const line of ['second', 'third']) log.write(line);
    await log.flush();
    expect(disk().calls()).toBe(1);
    await disk().answer();
    expect(await linesOf()).toEqual(['first', 'second', 'third']);
    log.write('fourth');
    await log.flush();
    expect((await linesOf()).slice(3)).toEqual(['fourth']);
  });

  it('keeps a quarter of a megabyte of lines, and says how many others are missing', async () => {
    const log = open();
    disk().hang();
    const long = 'x'.repeat(1_000);
    for (let line = 0; line < 1_000; line += 1) log.write(long);
    await disk().giveUp();
    await disk().answer();
    const lines = await linesOf();
    expect(lines).toEqual([...Array<string>(249).fill(long), '751 missing']);
    log.write('later');
    await log.flush();
    expect((await linesOf()).slice(250)).toEqual(['later']);
  });

  it('writes no line twice whose write came back late, but counts it as missing', async () => {
    const log = open();
    disk().hang('file.writeFile');
    log.write('in doubt');
    await vi.waitUntil(() => disk().calls() === 4);
    await disk().giveUp();
    await log.flush();
    log.write('next');
    await log.flush();
    await disk().answer();
    log.write('last');
    await log.flush();
    expect(await linesOf()).toEqual(['in doubt', 'next', '1 missing', 'last']);
  });
});
