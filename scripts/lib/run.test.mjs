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
