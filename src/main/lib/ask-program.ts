import { execFile } from 'node:child_process';

/** Milliseconds that a program has to answer. */
const maxMs = 5_000;
/** Bytes of an answer. */
const maxBytes = 64 * 1024;

/** Runs a small program of the system, and resolves with what it wrote; with null where it is not there, fails or takes long. */
export const askProgram = (
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<string | null> =>
  new Promise((resolve) => {
    execFile(program, args, { env, timeout: maxMs, maxBuffer: maxBytes }, (error, output) =>
      resolve(error === null ? output : null),
    );
  });
