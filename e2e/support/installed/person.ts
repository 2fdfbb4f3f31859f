import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { isRoot } from '../../../scripts/lib/machine.mjs';
import type { Account } from '../../../scripts/lib/run.mjs';
import { startSession } from '../../../scripts/session/session.mjs';
import { Desk } from '../desk.ts';
import { portSwitch, windowByPort } from '../window-by-port.ts';

/** All is written before the app ends, which takes a while on a busy machine. */
const patience = { timeout: 45_000 };

/** What a program left behind that ended. */
interface Ended {
  code: number;
  output: string;
}

/**
 * Somebody at a desktop, with a display, a keychain and a home of their own, and nothing else in the environment than what a
 * login puts there. Not root where we are: nobody is at a desktop, and Chromium's sandbox then is as real as everything else.
 */
export class Person {
  readonly home: string;
  /** For what the person's programs put down for a while. */
  readonly temporary: string;
  readonly #account: Account | undefined;
  readonly #env: Record<string, string>;
  readonly #leave: () => Promise<void>;

  private constructor(env: Record<string, string>, account: Account | undefined, leave: () => Promise<void>) {
    this.home = env['HOME'] ?? '';
    this.temporary = join(this.home, '.tmp');
    this.#env = { ...env, XDG_CACHE_HOME: join(this.home, '.cache'), TMPDIR: this.temporary };
    this.#account = account;
    this.#leave = leave;
  }

  /** @param given beside what a login puts into the environment */
  static async arrive(given: Record<string, string>): Promise<Person> {
    const account = isRoot() ? { uid: idOf('-u'), gid: idOf('-g') } : undefined;
    const env = { PATH: '/usr/local/bin:/usr/bin:/bin', LANG: 'C.UTF-8', ...given };
    const session = await startSession({ keychain: true, env, account });
    const person = new Person(session.env, account, session.stop);
    await person.shell('mkdir -p "$TMPDIR"');
    return person;
  }

  /** Ends all that runs in the session. */
  async leave(): Promise<void> {
    await this.#leave();
  }

  /** Where the app keeps the person's data. */
  get userData(): string {
    return join(this.home, '.config', 'Rigyd Desk');
  }

  /** Runs a line of a plain shell to its end. @param env for it alone */
  async shell(line: string, env: Record<string, string> = {}): Promise<Ended> {
    return new Promise((resolve) => {
      execFile('/bin/sh', ['-c', line], this.#options(env), (error, stdout, stderr) =>
        resolve({ code: error === null ? 0 : Number(error.code ?? 1), output: `${stdout}${stderr}`.trim() }),
      );
    });
  }

  /** Has a plain shell run a line that goes on. @returns what it came to, once it ends */
  start(line: string, env: Record<string, string> = {}): { ended: Promise<Ended> } {
    const child = spawn('/bin/sh', ['-c', `exec ${line}`], {
      ...this.#options(env),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => (output += String(chunk)));
    return { ended: once(child, 'exit').then(([code]) => ({ code: Number(code ?? -1), output })) };
  }

  /** Starts the app so that its window can be looked into, which the program does for whoever asks. */
  async startApp(command: string, env: Record<string, string> = {}): Promise<Desk> {
    this.start(`${command} ${portSwitch}`, env);
    return this.lookInto();
  }

  /** The window of the app that runs with a port. */
  async lookInto(): Promise<Desk> {
    const desk = Desk.seenThrough(await windowByPort(this.userData), this.home);
    await desk.appLoaded();
    return desk;
  }

  /** The app's windows that can be seen: the program of each, by the process that the window names. */
  async windows(): Promise<{ id: string; program: string }[]> {
    const { output } = await this.shell('xdotool search --onlyvisible --name "^Rigyd Desk$"');
    const ids = output.split('\n').filter((line) => /^\d+$/.test(line));
    return Promise.all(
      ids.map(async (id) => {
        const { output: property } = await this.shell(`xprop -id ${id} -notype _NET_WM_PID`);
        const pid = Number(property.split('=').at(-1));
        return { id, program: await readlink(`/proc/${pid}/exe`).catch(() => '') };
      }),
    );
  }

  /** The process of the app that runs, by Chromium's own lock; null where none does. */
  async process(): Promise<number | null> {
    const lock = await readlink(join(this.userData, 'SingletonLock')).catch(() => '');
    const pid = Number(lock.split('-').at(-1));
    return pid > 0 ? pid : null;
  }

  /** The program of the app that runs; null where none does. */
  async program(): Promise<string | null> {
    return readlink(`/proc/${await this.process()}/exe`).catch(() => null);
  }

  /** Ends the app as the end of a session does, and returns when it is gone. */
  async endApp(): Promise<void> {
    const pid = await this.process();
    if (pid === null) throw new Error('The app is not running.');
    process.kill(pid, 'SIGTERM');
    await expect.poll(() => this.process(), patience).toBeNull();
    await expect.poll(() => readlink(`/proc/${pid}/exe`).catch(() => null), patience).toBeNull();
  }

  /** The versions of the app that were started, by its log. */
  async startsLogged(): Promise<string[]> {
    const log = await readFile(join(this.userData, 'logs', 'main.log'), 'utf8').catch(() => '');
    const lines = log.split('\n').filter((line) => line !== '');
    const entries = lines.map((line) => JSON.parse(line) as { message: string; version?: string });
    return entries.flatMap(({ message, version = '' }) => (message === 'Started' ? version : []));
  }

  #options(env: Record<string, string>) {
    return { env: { ...this.#env, ...env }, cwd: this.home, ...this.#account };
  }
}

/** A number of the account that has no powers. */
const idOf = (which: '-u' | '-g'): number => Number(execFileSync('id', [which, 'nobody']));
