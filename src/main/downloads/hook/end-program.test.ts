import { expect, it } from 'vitest';
import { endProgram, isGroupRunning, type EndingTools } from './end-program.ts';

/** What the system is told. */
function told(platform: NodeJS.Platform, how: 'ask' | 'force'): unknown[] {
  const calls: unknown[] = [];
  const note: EndingTools = {
    platform,
    kill: (...call) => calls.push(call),
    start: (program, given) => calls.push([program.replace(/^.*\\/, ''), ...given]),
  };
  endProgram(42, how, note);
  return calls;
}

it('asks the whole group to end before it leaves it no choice', () => {
  expect(told('linux', 'ask')).toEqual([[-42, 'SIGTERM']]);
  expect(told('darwin', 'force')).toEqual([[-42, 'SIGKILL']]);
});

it('closes the windows of a program and of what it started before it ends them on Windows', () => {
  expect(told('win32', 'ask')).toEqual([['taskkill.exe', '/PID', '42', '/T']]);
  expect(told('win32', 'force')).toEqual([['taskkill.exe', '/PID', '42', '/T', '/F']]);
});

it('takes one that has ended already for ended', () => {
  const kill = (): never => {
    throw new Error('kill ESRCH');
  };
  expect(() => endProgram(42, 'ask', { platform: 'linux', kill, start: kill })).not.toThrow();
});

it('tells whether anything of the group runs, which Windows does not know', () => {
  const start = (): void => undefined;
  const gone = (): never => {
    throw new Error('kill ESRCH');
  };
  const there = (pid: number, signal: unknown): void => expect([pid, signal]).toEqual([-42, 0]);
  expect(isGroupRunning(42, { platform: 'linux', kill: there, start })).toBe(true);
  expect(isGroupRunning(42, { platform: 'linux', kill: gone, start })).toBe(false);
  expect(isGroupRunning(42, { platform: 'win32', kill: there, start })).toBe(false);
});
