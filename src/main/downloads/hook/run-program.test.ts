import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, fstatSync, writeSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile, realpath, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { useTemporaryFolder } from '../testing/temporary-folder.ts';
import { silence } from '../../testing/silent-folder.ts';
import {
  checkProgram,
  type EndingTools,
  endProgram,
  environmentFor,
  isGroupRunning,
  OutputFile,
  refusalOf,
  runProgram,
} from './run-program.ts';

const folder = useTemporaryFolder();

afterEach(() => vi.unstubAllEnvs());

const never = new AbortController().signal;
const untilItEnds = { toEnd: never, toKill: never, toLeave: never };

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
  expect(outcome).toEqual({ exitCode: null, output: '', problem: `${program} isn’t responding.` });
  answer();
});

it('is not started where the home folder does not answer, in which it would start', async () => {
  const answer = await silence(homedir());
  const outcome = await runProgram({
    program: process.execPath,
    arguments: ['--version'],
    ...untilItEnds,
  });
  expect(outcome).toEqual({ exitCode: null, output: '', problem: `${homedir()} isn’t responding.` });
  answer();
});

it('is not started where the folder for what it writes does not answer', async () => {
  for (const name of ['TMPDIR', 'TEMP']) vi.stubEnv(name, folder());
  const answer = await silence(folder());
  const outcome = await runProgram({ program: process.execPath, arguments: ['--version'], ...untilItEnds });
  expect(outcome).toEqual({ exitCode: null, output: '', problem: `${folder()} isn’t responding.` });
  answer();
});

it('says what cannot be run', async () => {
  const outcome = await runProgram({ program: '/no/such', arguments: [], ...untilItEnds });
  expect(outcome.problem).toContain('ENOENT');
});

it('ends a program that is to end', async () => {
  const outcome = await run('setInterval(() => {}, 1e6)', [], { ...untilItEnds, toEnd: AbortSignal.abort() });
  expect(outcome).toMatchObject({ exitCode: null, problem: 'It was stopped by SIGTERM.' });
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
  await vi.waitUntil(() => existsSync(path), { timeout: 10_000 });
  toEnd.abort();
  expect(await running).toEqual({ exitCode: 0, output: 'saved\n', problem: null });
});

it('leaves no choice to one that does not end when it is asked to', async () => {
  const [toEnd, toKill] = [new AbortController(), new AbortController()];
  const [path, heard] = [join(folder(), 'listens'), join(folder(), 'heard')];
  const running = run(asked('writeFileSync(process.argv[3], "");'), [path, heard], {
    ...untilItEnds,
    toEnd: toEnd.signal,
    toKill: toKill.signal,
  });
  await vi.waitUntil(() => existsSync(path), { timeout: 10_000 });
  toEnd.abort();
  await vi.waitUntil(() => existsSync(heard), { timeout: 10_000 });
  toKill.abort();
  expect((await running).problem).toBe('It was stopped by SIGKILL.');
});

/** Writes while it works, waits for a file, and notes in another that it could write on. */
const writes = `import { existsSync, writeFileSync } from 'node:fs';
const [path, saved] = process.argv.slice(2);
console.log('half');
writeFileSync(path + '.listens', '');
const waiting = setInterval(() => {
  // No longer than its test.
  if (!existsSync(process.argv[1])) process.exit();
  if (!existsSync(path)) return;
  clearInterval(waiting);
  process.stdout.write('more', (error) => error ?? writeFileSync(saved, ''));
}, 10);`;

it('hands on what a program wrote so far that is left running', async () => {
  const toLeave = new AbortController();
  const [path, saved] = [join(folder(), 'go on'), join(folder(), 'saved')];
  const running = run(writes, [path, saved], { ...untilItEnds, toLeave: toLeave.signal });
  await vi.waitUntil(() => existsSync(`${path}.listens`));
  toLeave.abort();
  expect(await running).toEqual({ exitCode: null, output: 'half\n', problem: null });
  await writeFile(path, '');
  await vi.waitUntil(() => existsSync(saved), { timeout: 10_000 });
});

it('lets a program come to its end that writes when the app has ended', async () => {
  const [path, saved] = [join(folder(), 'go on'), join(folder(), 'saved')];
  const [app, script] = [join(folder(), 'app.mts'), join(folder(), 'program.mjs')];
  await writeFile(script, writes);
  await writeFile(
    app,
    `import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
    import { runProgram } from ${JSON.stringify(new URL('run-program.ts', import.meta.url))};
    const never = new AbortController().signal;
    const given = ${JSON.stringify([script, path, saved])};
    void runProgram({ program: process.execPath, arguments: given, toEnd: never, toKill: never, toLeave: never });
    setInterval(() => { if (existsSync(given[1] + '.listens')) process.exit(); }, 10);`,
  );
  await once(spawn(process.execPath, ['--import', 'tsx', app], { stdio: 'ignore' }), 'exit');
  await writeFile(path, '');
  await vi.waitUntil(() => existsSync(saved), { timeout: 10_000 });
});

it('does not wait for what a program leaves in the background', async () => {
  const { exitCode, output } = await run(`import { spawn } from 'node:child_process';
    const untilTheTestEnds = 'setInterval(() => fs.existsSync(process.argv[1]) || process.exit(), 10)';
    spawn(process.execPath, ['-e', untilTheTestEnds, process.argv[1]], { stdio: 'inherit' }).unref();
    console.log('started');`);
  expect([exitCode, output]).toEqual([0, 'started\n']);
});

/** Starts another program that does what it is given when it is asked to end, which the first does at once. */
const starts = (what: string): string => `import { spawn } from 'node:child_process';
const code = \`const { existsSync, writeFileSync } = require('node:fs');
const [path, script] = process.argv.slice(1);
process.on('SIGTERM', () => { ${what} });
setInterval(() => existsSync(script) || process.exit(), 10);
writeFileSync(path + '.group', String(process.ppid));
writeFileSync(path, '');\`;
spawn(process.execPath, ['-e', code, process.argv[2], process.argv[1]], { stdio: 'inherit' });`;

it('lets also what a program started save its work when it is to end', async () => {
  const toEnd = new AbortController();
  const path = join(folder(), 'listens');
  const saves = "setTimeout(() => { console.log('saved'); process.exit(); }, 200);";
  const running = run(starts(saves), [path], { ...untilItEnds, toEnd: toEnd.signal });
  await vi.waitUntil(() => existsSync(path), { timeout: 5_000 });
  toEnd.abort();
  expect((await running).output).toBe('saved\n');
});

it('leaves no choice to what a program started that has ended before it', async () => {
  const [toEnd, toKill] = [new AbortController(), new AbortController()];
  const [path, heard] = [join(folder(), 'listens'), join(folder(), 'listens.heard')];
  const running = run(starts("writeFileSync(path + '.heard', '');"), [path], {
    ...untilItEnds,
    toEnd: toEnd.signal,
    toKill: toKill.signal,
  });
  await vi.waitUntil(() => existsSync(path), { timeout: 5_000 });
  toEnd.abort();
  await vi.waitUntil(() => existsSync(heard), { timeout: 10_000 });
  toKill.abort();
  await running;
  const group = Number(await readFile(`${path}.group`, 'utf8'));
  await vi.waitUntil(() => !isGroupRunning(group), { timeout: 5_000 });
});

it('passes on nothing of how the app was started', () => {
  const own = { RIGYD_API_KEY: 'rgyd_test_x', RIGYD_API_URL: 'u', NODE_OPTIONS: '-r x', PATH: '/bin' };
  expect(environmentFor(own)).toEqual({ PATH: '/bin' });
});

describe('checkProgram', () => {
  it.each(['C:\\a.bat', 'C:\\a.CMD'])('refuses %s on Windows alone', async (program) => {
    expect(refusalOf(program, 'win32')).toContain('Choose an .exe file.');
    expect(refusalOf(program, 'linux')).toBeNull();
    expect(await checkProgram(program, 'win32')).toMatchObject({ failure: { code: 'command-unusable' } });
  });

  it('takes a program that may be run', async () => {
    const program = join(folder(), 'take over');
    await writeFile(program, '#!/bin/sh\n');
    await chmod(program, 0o755);
    expect(refusalOf('C:\\bat\\a.exe', 'win32')).toBeNull();
    expect(await checkProgram(program, 'linux')).toEqual({ ok: true, value: program });
  });

  it('says of a folder that it is one', async () => {
    await mkdir(join(folder(), 'tools'));
    expect(await checkProgram(join(folder(), 'tools'), 'linux')).toMatchObject({
      failure: { code: 'command-unusable', text: 'tools is a folder.' },
    });
  });

  it('says what is not there, or may not be run', async () => {
    const file = join(folder(), 'notes.txt');
    const refusal = { failure: { text: 'notes.txt wasn’t found, or isn’t allowed to run.' } };
    expect(await checkProgram(file, 'linux')).toMatchObject(refusal);
    await writeFile(file, 'text');
    await chmod(file, 0o644);
    expect(await checkProgram(file, 'linux')).toMatchObject(refusal);
  });
});

describe('endProgram', () => {
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
});

describe('the file that takes the output', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('leaves nothing in the temporary folder, and is for the own user only', async () => {
    for (const name of ['TMPDIR', 'TEMP']) vi.stubEnv(name, folder());
    const output = new OutputFile();
    expect(await readdir(folder())).toEqual([]);
    if (process.platform !== 'win32') expect(fstatSync(output.fd).mode & 0o777).toBe(0o600);
    output.close();
  });

  it('has the end of what was written, also of characters of several bytes', () => {
    const output = new OutputFile();
    writeSync(output.fd, `start${'€'.repeat(100_000)}end`);
    expect(output.close()).toBe(`…${'€'.repeat(15_997)}end`);
  });

  it('is emptied where it has grown large, and goes on with what was written last', () => {
    const output = new OutputFile();
    writeSync(output.fd, 'a'.repeat(2 * 1024 ** 2));
    output.limit();
    expect(fstatSync(output.fd).size).toBe(0);
    writeSync(output.fd, 'end');
    output.limit();
    expect(fstatSync(output.fd).size).toBe(3);
    expect(output.close()).toBe(`…${'a'.repeat(15_997)}end`);
  });
});
