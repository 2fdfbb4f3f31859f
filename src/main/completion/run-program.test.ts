import { realpath, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { useTemporaryFolder } from '../results/testing/temporary-folder.ts';
import { silence } from '../testing/silent-folder.ts';
import { environmentFor, runProgram } from './run-program.ts';

const folder = useTemporaryFolder();

async function run(code: string, given: string[] = [], signal = new AbortController().signal) {
  const script = join(folder(), 'a script.mjs');
  await writeFile(script, code);
  return runProgram({ program: process.execPath, arguments: [script, ...given], signal });
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
  const outcome = await runProgram({ program, arguments: [], signal: new AbortController().signal });
  expect(outcome).toEqual({ exitCode: null, output: '', problem: `${program} does not answer.` });
  answer();
});

it('is not started where the home folder does not answer, in which it would start', async () => {
  const answer = await silence(homedir());
  const outcome = await runProgram({
    program: process.execPath,
    arguments: ['--version'],
    signal: new AbortController().signal,
  });
  expect(outcome).toEqual({ exitCode: null, output: '', problem: `${homedir()} does not answer.` });
  answer();
});

it('says what cannot be run', async () => {
  const { signal } = new AbortController();
  const outcome = await runProgram({ program: '/no/such', arguments: [], signal });
  expect(outcome.problem).toContain('ENOENT');
});

it('ends a program that is to end', async () => {
  expect((await run('setInterval(() => {}, 1e6)', [], AbortSignal.abort())).exitCode).toBeNull();
});

it('passes on nothing of how the app was started', () => {
  const own = { RIGYD_API_KEY: 'rgyd_test_x', RIGYD_API_URL: 'u', NODE_OPTIONS: '-r x', PATH: '/bin' };
  expect(environmentFor(own)).toEqual({ PATH: '/bin' });
});
