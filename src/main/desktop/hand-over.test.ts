import { existsSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useTemporaryFolder } from '../results/testing/temporary-folder.ts';
import {
  isRunning,
  isTooLong,
  leaveHandOver,
  readHandOver,
  forgetHandOver,
  leftHandOvers,
  type HandOver,
} from './hand-over.ts';

const folder = useTemporaryFolder();
const given: HandOver = { arguments: ['abc123', 'list.txt'], workingFolder: '/home/ada', file: null };

describe('what a second start was given', () => {
  it('is handed over as it is, if it is short', () => {
    expect(isTooLong(given.arguments)).toBe(false);
    expect(readHandOver(folder(), given)).toEqual(given);
  });

  it('goes through a file if it is long, which stays until it is forgotten', () => {
    const long = { ...given, arguments: Array.from({ length: 2_000 }, (_, index) => `job${index}`) };
    expect(isTooLong(long.arguments)).toBe(true);
    const file = leaveHandOver(folder(), long);
    const handed: HandOver = { arguments: [], workingFolder: '/', file };
    expect(readHandOver(folder(), handed)).toEqual(long);
    expect(readHandOver(folder(), handed)).toEqual(long);
    forgetHandOver(folder(), handed);
    expect(readdirSync(join(folder(), 'hand-over'))).toEqual([]);
    expect(readHandOver(folder(), handed)).toEqual({ arguments: [], workingFolder: '/', file: null });
  });

  it('is measured in bytes', () => {
    expect(isTooLong(['x'.repeat(11_996)])).toBe(false);
    expect(isTooLong(['x'.repeat(11_997)])).toBe(true);
    expect(isTooLong(['ü'.repeat(6_000)])).toBe(true);
  });

  it.each(['{', '[]'])('is nothing where its file holds %s', (content) => {
    const file = leaveHandOver(folder(), given);
    const path = join(folder(), 'hand-over', `${file}.json`);
    writeFileSync(path, content);
    expect(readHandOver(folder(), { arguments: [], workingFolder: '/', file }).arguments).toEqual([]);
  });

  it('is found by the next start where nobody took it, all of it', () => {
    expect(leftHandOvers(folder())).toEqual([]);
    const files = [leaveHandOver(folder(), given), leaveHandOver(folder(), given)];
    const cutOff = join(folder(), 'hand-over', 'x.json.new');
    writeFileSync(cutOff, '{');
    const left = leftHandOvers(folder());
    expect(left.map(({ file }) => file).sort()).toEqual(files.sort());
    expect(left.map((one) => readHandOver(folder(), one))).toEqual([given, given]);
    expect(existsSync(cutOff)).toBe(false);
  });
});

describe('whether the app runs', () => {
  const lock = (target: string): void => symlinkSync(target, join(folder(), 'SingletonLock'));

  it('is told by its lock, and by the process that it names', () => {
    expect(isRunning(folder())).toBe(false);
    lock('my-machine-4711');
    expect(isRunning(folder(), (pid) => pid === 4711)).toBe(true);
    expect(isRunning(folder(), () => false)).toBe(false);
  });

  it('is asked of the system', () => {
    lock(`machine-${process.pid}`);
    expect(isRunning(folder())).toBe(true);
  });

  it.each(['machine', 'machine-0', 'machine-1.5'])('is no where the lock says %s', (target) => {
    lock(target);
    expect(isRunning(folder(), () => true)).toBe(false);
  });
});
