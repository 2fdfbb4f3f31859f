import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import type { CommandRun, Command } from '../../../shared/hook.ts';
import type { ResultFiles } from '../../../shared/downloads.ts';
import { workFiles } from '../../files/folder-files.ts';
import { findResultFiles } from '../result-files.ts';
import { useTemporaryFolder } from '../testing/temporary-folder.ts';
import { silence } from '../../testing/silent-folder.ts';
import { virtualClock } from '../../testing/virtual-clock.ts';
import { HookRunner, type HookRunnerOptions } from './hook-runner.ts';
import type { ProgramOutcome, ProgramRequest } from './run-program.ts';

const folder = useTemporaryFolder();
const command: Command = {
  program: '/opt/take over',
  arguments: ['{folder}', '--usd={usd}', '{mjcf}', '{name}'],
};
const well: ProgramOutcome = { exitCode: 0, output: 'hello', problem: null };

/** Programs that run until the test ends them, or until they are told to. */
function setUp(options: Partial<HookRunnerOptions> = {}) {
  const clock = virtualClock();
  const started: ProgramRequest[] = [];
  const ends: ((outcome: ProgramOutcome) => void)[] = [];
  const runs: [string, CommandRun][] = [];
  const dropped: string[] = [];
  const runner = new HookRunner({
    clock,
    platform: 'linux',
    run: (request) =>
      new Promise((resolve) => {
        started.push(request);
        ends.push(resolve);
        request.toKill.addEventListener('abort', () =>
          resolve({ exitCode: null, output: 'half', problem: 'It was ended by SIGKILL.' }),
        );
        request.toLeave.addEventListener('abort', () =>
          resolve({ exitCode: null, output: 'so far', problem: null }),
        );
      }),
    command: () => command,
    isAway: async () => false,
    findFiles: async (folder) => ({ folder, usd: `${folder}/a.usd`, mjcf: null }),
    onRun: (jobId, run) => void runs.push([jobId, run]),
    onDropped: (jobId) => void dropped.push(jobId),
    ...options,
  });
  return { clock, runner, started, ends, runs, dropped };
}

it('gives the program the files of the result, and tells what came of it', async () => {
  const { clock, runner, started, ends, runs } = setUp();
  const startedAt = clock.now();
  runner.add('job1', '/home/ada/--mug');
  await clock.advance(2_000);
  expect(started[0]).toMatchObject({
    program: command.program,
    arguments: ['/home/ada/--mug', '--usd=/home/ada/--mug/a.usd', '', 'mug'],
  });
  ends[0]?.({ ...well, exitCode: 3 });
  await nextTurn();
  expect(runs).toEqual([
    [
      'job1',
      {
        program: command.program,
        startedAt,
        finishedAt: startedAt + 2_000,
        exitCode: 3,
        output: 'hello',
        problem: null,
      },
    ],
  ]);
  expect(clock.waiting()).toEqual([]);
});

it('calls a result after its job where its folder would look like an option and nothing else', async () => {
  const { clock, runner, started } = setUp({
    command: () => ({ ...command, arguments: ['{name}', '{id}'] }),
  });
  runner.add('job1', '/home/ada/--');
  await clock.advance(0);
  expect(started[0]?.arguments).toEqual(['job1', 'job1']);
});

it('runs one after the other', async () => {
  const { clock, runner, started, ends } = setUp();
  runner.add('job1', '/a');
  runner.add('job2', '/b');
  await clock.advance(0);
  expect(started.map(({ arguments: [folder] }) => folder)).toEqual(['/a']);
  ends[0]?.(well);
  await clock.advance(0);
  expect(started.map(({ arguments: [folder] }) => folder)).toEqual(['/a', '/b']);
});

it('asks a program to end after ten minutes, ends it five seconds later and says so, and goes on with the next', async () => {
  const { clock, runner, started, runs } = setUp();
  runner.add('job1', '/a');
  runner.add('job2', '/b');
  await clock.advance(10 * 60_000 - 1);
  expect(started[0]?.toEnd.aborted).toBe(false);
  await clock.advance(1);
  expect(started[0]?.toEnd.aborted).toBe(true);
  await clock.advance(4_999);
  expect([runs.length, started[0]?.toKill.aborted]).toEqual([0, false]);
  await clock.advance(1);
  expect(runs[0]?.[1]).toMatchObject({
    exitCode: null,
    output: 'half',
    problem: 'It took longer than 10 minutes and was stopped.',
  });
  expect(started).toHaveLength(2);
});

it('says of a program that ended when it was asked to that it took too long, and kills nothing', async () => {
  const { clock, runner, started, ends, runs } = setUp();
  runner.add('job1', '/a');
  await clock.advance(10 * 60_000);
  ends[0]?.({ ...well, output: 'saved' });
  await clock.advance(60_000);
  expect(runs[0]?.[1]).toMatchObject({
    exitCode: null,
    output: 'saved',
    problem: 'It took longer than 10 minutes and was stopped.',
  });
  expect(started[0]?.toKill.aborted).toBe(false);
  expect(clock.waiting()).toEqual([]);
});

it('asks what runs to end when the app does, leaves it running after three seconds, and begins nothing that waits', async () => {
  const { clock, runner, started, runs } = setUp();
  runner.add('job1', '/a');
  runner.add('job2', '/b');
  await clock.advance(0);
  const closed = runner.close();
  expect(started[0]?.toEnd.aborted).toBe(true);
  await clock.advance(2_999);
  expect(runs).toEqual([]);
  await clock.advance(1);
  await closed;
  expect(runs.map(([jobId, { output, problem }]) => [jobId, output, problem])).toEqual([
    ['job1', 'so far', 'Rigyd Desk quit before it finished.'],
  ]);
  await clock.advance(10 * 60_000);
  expect([started.length, started[0]?.toKill.aborted]).toEqual([1, false]);
});

it('begins nothing when the app ends while its files are looked for, and leaves it noted as due', async () => {
  let found: (files: ResultFiles) => void = () => undefined;
  const { clock, runner, started, runs } = setUp({
    findFiles: () => new Promise((resolve) => (found = resolve)),
  });
  runner.add('job1', '/a');
  await clock.advance(0);
  const closed = runner.close();
  found({ folder: '/a', usd: null, mjcf: null });
  await closed;
  expect([started, runs, clock.waiting()]).toEqual([[], [], []]);
});

it('does not run a batch file where a shell would read its arguments', async () => {
  const { clock, runner, started, runs } = setUp({
    platform: 'win32',
    command: () => ({ ...command, program: 'C:\\tools\\import.CMD' }),
  });
  runner.add('job1', 'C:\\a');
  await clock.advance(0);
  expect(started).toEqual([]);
  expect(runs[0]?.[1].problem).toMatch(/^Batch files run in a shell/);
});

it('says why a result cannot be read, and goes on with the next', async () => {
  const { clock, runner, started, runs } = setUp({
    findFiles: async (folder) => {
      if (folder === '/gone') throw new Error('ENOENT: it is gone');
      return { folder, usd: null, mjcf: null };
    },
  });
  runner.add('job1', '/gone');
  runner.add('job2', '/b');
  await clock.advance(0);
  expect(runs[0]?.[1].problem).toBe('ENOENT: it is gone');
  expect(started).toHaveLength(1);
});

it('runs nothing where a value would be taken for an option that nobody wrote', async () => {
  const { runner, started, runs } = setUp({
    command: () => ({ program: '/opt/take', arguments: ['{folder}', '{id}'] }),
  });
  runner.add('--upload-file=x', '/home/ada/mug');
  await nextTurn();
  await nextTurn();
  expect(started).toEqual([]);
  expect(runs[0]?.[1]).toMatchObject({ exitCode: null });
  expect(runs[0]?.[1].problem).toContain('“--upload-file=x” for an option');
});

it('gives a value behind an option of the person’s own whatever it begins with', async () => {
  const { runner, started } = setUp({
    command: () => ({ program: '/opt/take', arguments: ['--id={id}', '{name}'] }),
  });
  runner.add('-rf1', '/home/ada/@mug');
  await nextTurn();
  await nextTurn();
  expect(started[0]?.arguments).toEqual(['--id=-rf1', 'mug']);
});

it('runs the next one, whatever became of noting the last', async () => {
  let noted = 0;
  const { clock, runner, started, ends } = setUp({
    onRun: () => {
      noted += 1;
      throw new Error('no room');
    },
  });
  for (const jobId of ['job1', 'job2']) runner.add(jobId, '/home/ada/mug');
  await clock.advance(0);
  ends[0]?.(well);
  await clock.advance(0);
  await nextTurn();
  expect([noted, started.length]).toEqual([1, 2]);
  ends[1]?.(well);
  await runner.close();
});

it('is not kept waiting by one before it whose folder does not answer', async () => {
  const [nas, disk] = [join(folder(), 'nas'), join(folder(), 'disk')];
  for (const each of [nas, disk]) await mkdir(each);
  const answer = await silence(nas);
  const { clock, runner, started, ends, runs } = setUp({
    findFiles: (each) => findResultFiles(each, workFiles),
  });
  runner.add('job1', nas);
  runner.add('job2', disk);
  await vi.waitUntil(() => started.length === 1);
  expect(started[0]?.arguments[0]).toBe(disk);
  expect(runs).toEqual([]);
  ends[0]?.(well);
  answer();
  await vi.waitUntil(() => runs.length === 1);
  await clock.advance(30_000);
  await vi.waitUntil(() => started.length === 2);
  expect(started[1]?.arguments[0]).toBe(nas);
  ends[1]?.(well);
  await runner.close();
});

it('waits for a folder whose drive is not there, and is not kept waiting for a result that is gone', async () => {
  let isThere = false;
  const { clock, runner, started, ends, runs } = setUp({
    findFiles: async (each) => {
      if (!isThere) throw new Error(`ENOENT: no such file or directory, scandir '${each}'`);
      return { folder: each, usd: null, mjcf: null };
    },
    isAway: async (_jobId, each) => each.startsWith('/nas'),
  });
  runner.add('job1', '/nas/mug');
  runner.add('job2', '/disk/mug');
  await vi.waitUntil(() => runs.length === 1);
  expect(runs).toMatchObject([
    ['job2', { exitCode: null, problem: expect.stringMatching('^ENOENT') as string }],
  ]);
  await clock.advance(60_000);
  expect([started.length, runs.length]).toEqual([0, 1]);
  isThere = true;
  await clock.advance(30_000);
  await vi.waitUntil(() => started.length === 1);
  expect(started[0]?.arguments[0]).toBe('/nas/mug');
  ends[0]?.(well);
  await runner.close();
  expect(clock.waiting()).toEqual([]);
});

it('runs the command as it is by then for a result that waited for its drive, and none where there is none any more', async () => {
  let chosen: Command | null = command;
  let isThere = false;
  const { clock, runner, started, ends, runs, dropped } = setUp({
    command: () => chosen,
    isAway: async () => true,
    findFiles: async (each) => {
      if (!isThere) throw new Error('ENOENT');
      return { folder: each, usd: null, mjcf: null };
    },
  });
  runner.add('job1', '/nas/mug');
  runner.add('job2', '/nas/cup');
  await clock.advance(0);
  chosen = { program: '/opt/another', arguments: ['{id}'] };
  isThere = true;
  await clock.advance(30_000);
  expect(started).toMatchObject([{ program: '/opt/another', arguments: ['job1'] }]);
  chosen = null;
  ends[0]?.(well);
  await vi.waitUntil(() => dropped.length > 0);
  expect([runs.length, started.length, dropped]).toEqual([1, 1, ['job2']]);
  expect(clock.waiting()).toEqual([]);
});
