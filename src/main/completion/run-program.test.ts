import { existsSync } from 'node:fs';
import { realpath, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { useTemporaryFolder } from '../results/testing/temporary-folder.ts';
import { silence } from '../testing/silent-folder.ts';
import { environmentFor, runProgram } from './run-program.ts';

const folder = useTemporaryFolder();

const never = new AbortController().signal;
const untilItEnds = { toEnd: never, toKill: never };

async function run(code: string, given: string[] = [], ending = untilItEnds) {
  const script = join(folder(), 'a script.mjs');
  await writeFile(script, code);
  return runProgram({ program: process.execPath, arguments: [script, ...given], ...ending });
}

it('gives each argument as it is, without a shell', async () => {
  const given = ['a b', '$(touch evil)', '"quoted"', "it's; ls", '*'];
  const { exitCode, output } = await run('console.log(JSON.stringify(process.argv.slice(2)))', given);
  expect([exitCode, JSON.parse(output)]).toEqual([0, given]);
});

it('starts in the home folder, not in a result, whose files a program could take for code of its own', async () => {
  const { output } = await run('console.log(process.cwd())', [folder()]);
  expect(output.trim()).toBe(await realpath(homedir()));
});

it('tells the code it ends with, and what it wrote to both streams', async () => {
  const outcome = await run("console.log('out'); console.error('err'); process.exitCode = 3");
  expect(outcome).toMatchObject({ exitCode: 3, problem: null });
  expect(outcome.output).toContain('out');
  expect(outcome.output).toContain('err');
});

it('keeps the end of much output', async () => {
  const { output } = await run("console.log('x'.repeat(100_000) + 'end')");
  expect(output.length).toBeLessThan(17_000);
  expect(output).toMatch(/^…x+end\n$/);
});

it('is not started where its folder does not answer, which would hold up the whole app', async () => {
  const program = join(folder(), 'tools', 'take over');
  const answer = await silence(program);
  const outcome = await runProgram({ program, arguments: [], ...untilItEnds });
  expect(outcome).toEqual({ exitCode: null, output: '', problem: `${program} does not answer.` });
  answer();
});

it('is not started where the home folder does not answer, in which it would start', async () => {
  const answer = await silence(homedir());
  const outcome = await runProgram({
    program: process.execPath,
    arguments: ['--version'],
    ...untilItEnds,
  });
  expect(outcome).toEqual({ exitCode: null, output: '', problem: `${homedir()} does not answer.` });
  answer();
});

it('says what cannot be run', async () => {
  const outcome = await runProgram({ program: '/no/such', arguments: [], ...untilItEnds });
  expect(outcome.problem).toContain('ENOENT');
});

it('ends a program that is to end', async () => {
  const outcome = await run('setInterval(() => {}, 1e6)', [], { ...untilItEnds, toEnd: AbortSignal.abort() });
  expect(outcome).toMatchObject({ exitCode: null, problem: 'It was ended by SIGTERM.' });
});

/** Notes a file once it listens; asked to end, it does what it was given. */
const asked = (what: string): string => `import { writeFileSync } from 'node:fs';
process.on('SIGTERM', () => { ${what} });
setInterval(() => {}, 1e6);
writeFileSync(process.argv[2], '');`;

it('lets a program save its work when it is to end', async () => {
  const toEnd = new AbortController();
  const path = join(folder(), 'listens');
  const running = run(asked("console.log('saved'); process.exit(0);"), [path], {
    ...untilItEnds,
    toEnd: toEnd.signal,
  });
  await vi.waitUntil(() => existsSync(path));
  toEnd.abort();
  expect(await running).toEqual({ exitCode: 0, output: 'saved\n', problem: null });
});

it('leaves no choice to one that does not end when it is asked to', async () => {
  const [toEnd, toKill] = [new AbortController(), new AbortController()];
  const [path, heard] = [join(folder(), 'listens'), join(folder(), 'heard')];
  const running = run(asked('writeFileSync(process.argv[3], "");'), [path, heard], {
    toEnd: toEnd.signal,
    toKill: toKill.signal,
  });
  await vi.waitUntil(() => existsSync(path));
  toEnd.abort();
  await vi.waitUntil(() => existsSync(heard));
  toKill.abort();
  expect((await running).problem).toBe('It was ended by SIGKILL.');
});

it('passes on nothing of how the app was started', () => {
  const own = { RIGYD_API_KEY: 'rgyd_test_x', RIGYD_API_URL: 'u', NODE_OPTIONS: '-r x', PATH: '/bin' };
  expect(environmentFor(own)).toEqual({ PATH: '/bin' });
});
