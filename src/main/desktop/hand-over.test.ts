import type * as Files from 'node:fs';
import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
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

const system = vi.hoisted(() => ({ readFileSync: vi.fn(), rmSync: vi.fn() }));
vi.mock('node:fs', async (original) => {
  const actual = await original<typeof Files>();
  for (const name of ['readFileSync', 'rmSync'] as const) system[name].mockImplementation(actual[name]);
  return { ...actual, ...system };
});
const failing = (code: string) => () => {
  throw Object.assign(new Error(`${code}: the system's words`), { code });
};

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
    forgetHandOver(folder(), handed.file ?? '');
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
    expect(readHandOver(folder(), { arguments: [], workingFolder: '/', file })?.arguments).toEqual([]);
    expect(leftHandOvers(folder())).toEqual([]);
    expect(readdirSync(join(folder(), 'hand-over')), 'for whoever wants to look at it').toEqual([
      `${file}.unreadable`,
    ]);
  });

  it('is nothing where a folder stands in the place of its file', () => {
    const file = 'b8b9a3a4-3c4f-4c52-9a0c-6c0a3f0d2b11';
    mkdirSync(join(folder(), 'hand-over', `${file}.json`), { recursive: true });
    expect(readHandOver(folder(), { arguments: [], workingFolder: '/', file })?.arguments).toEqual([]);
    expect(leftHandOvers(folder())).toEqual([]);
  });

  it.each(['EBUSY', 'EACCES', 'EIO', 'EMFILE'])('stays in its file while that cannot be read: %s', (code) => {
    const file = leaveHandOver(folder(), given);
    const handed: HandOver = { arguments: [], workingFolder: '/', file };
    system.readFileSync.mockImplementationOnce(failing(code));
    expect(readHandOver(folder(), handed)).toBeNull();
    expect(leftHandOvers(folder())).toMatchObject([{ file }]);
    expect(readHandOver(folder(), handed)).toEqual(given);
  });

  it('is found although something else in the folder cannot be removed', () => {
    const file = leaveHandOver(folder(), given);
    writeFileSync(join(folder(), 'hand-over', 'x.json.new'), '{');
    system.rmSync.mockImplementationOnce(failing('EPERM'));
    expect(leftHandOvers(folder())).toMatchObject([{ file }]);
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
