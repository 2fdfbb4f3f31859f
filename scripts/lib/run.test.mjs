import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { errorText, plainError } from './plain-error.mjs';
import { exitCode, run } from './run.mjs';

const node = process.execPath;

describe('run', () => {
  it('hands arguments over as they are', async () => {
    const args = ['with blank', '"quoted"', '$HOME', "it's", ''];
    const script = 'process.stdout.write(JSON.stringify(process.argv.slice(1)))';
    const { code, stdout } = await run(node, ['-e', script, ...args], { capture: true });
    expect({ code, args: JSON.parse(stdout) }).toEqual({ code: 0, args });
  });

  it('gives the exit code and what was said on each channel', async () => {
    const script = 'console.log("out"); console.error("err"); process.exitCode = 7';
    expect(await run(node, ['-e', script], { capture: true })).toEqual({
      code: 7,
      stdout: 'out\n',
      stderr: 'err\n',
    });
  });

  it('closes the program’s input, so that it never waits for an answer', async () => {
    const script = 'process.stdin.resume().on("end", () => console.log("ended"))';
    expect((await run(node, ['-e', script], { capture: true })).stdout).toBe('ended\n');
  });

  it('says which program could not be started', async () => {
    await expect(run('/no/such/program', [])).rejects.toThrow('/no/such/program could not be started');
  });

  it('stops the program when its signal is aborted', async () => {
    const controller = new AbortController();
    const running = run(node, ['-e', 'setInterval(() => {}, 1000)'], {
      capture: true,
      signal: controller.signal,
      onStart: () => controller.abort(),
    });
    expect((await running).code).toBe(exitCode(null, 'SIGTERM'));
  });
});

describe('exitCode', () => {
  it('is the program’s own, or 128 and the signal’s number', () => {
    expect([exitCode(3, null), exitCode(null, 'SIGKILL'), exitCode(null, 'SIGINT')]).toEqual([3, 137, 130]);
  });
});

describe('errorText', () => {
  it('shows the stack only of errors that nobody foresaw', () => {
    expect(errorText(plainError('Do this.'))).toBe('Do this.');
    expect(errorText(new Error('odd'))).toMatch(/odd\n\s+at /);
    expect(errorText('text')).toBe('text');
  });
});

describe('runCommand', () => {
  /**
   * Runs a command's main function in a process of its own.
   *
   * @param {string} main JavaScript
   * @param {string} [before] JavaScript that runs first
   */
  function startCommand(main, before = '') {
    const modules = ['command', 'run', 'plain-error'].map(
      (name) => new URL(`${name}.mjs`, import.meta.url).href,
    );
    const script = `
      const [{ runCommand }, { run }, { plainError }] = await Promise.all(${JSON.stringify(modules)}.map((m) => import(m)));
      ${before}
      await runCommand(async () => { ${main} });`;
    const child = spawn(node, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'pipe'] });
    const lines = createInterface(child.stdout);
    /** @type {string[]} */
    const said = [];
    lines.on('line', (line) => said.push(line));
    child.stderr.setEncoding('utf8').on('data', (text) => said.push(text));
    return { child, lines, said, ended: once(child, 'close') };
  }

  it('ends with the code that its main function gives', async () => {
    const { ended } = startCommand('return 4;');
    expect(await ended).toEqual([4, null]);
  });

  it('prints the plain message of a foreseen failure', async () => {
    const { ended, said } = startCommand('throw plainError("Do this.");');
    expect(await ended).toEqual([1, null]);
    expect(said).toEqual(['Do this.\n']);
  });

  it('says which Node it needs, and does nothing, on another', async () => {
    const another =
      'Object.defineProperty(process, "versions", { value: { ...process.versions, node: "18.20.4" } });';
    const { ended, said } = startCommand('console.log("went on");', another);
    expect(await ended).toEqual([1, null]);
    expect(said.join('')).toMatch(/^Rigyd Desk is built with Node .*; this is 18\.20\.4\./);
  });

  it('stops its program when it is interrupted, and still cleans up', async () => {
    const program =
      'console.log("up"); process.on("SIGTERM", () => process.exit(0)); setInterval(() => {}, 1000)';
    const { child, lines, ended, said } = startCommand(`
      try {
        await run(process.execPath, ['-e', ${JSON.stringify(program)}]);
        await run(process.execPath, ['-e', '']);
        console.log('went on after the interruption');
      } finally { console.log('cleaned up'); }`);
    await once(lines, 'line');
    child.kill('SIGTERM');
    expect(await ended).toEqual([143, null]);
    expect(said).toEqual(['up', 'cleaned up']);
  });
});
