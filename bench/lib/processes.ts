import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks a second in `/proc/PID/stat`; the same on every Linux that Electron runs on. */
const ticksPerSecond = 100;

/** The processes that a process started, and theirs, beside itself. Linux only. */
export function processTree(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    const parent = Number(statOf(pid)?.[1]);
    children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  const found = [root];
  for (const pid of found) found.push(...(children.get(pid) ?? []));
  return found;
}

/** Seconds of CPU that these processes have used so far. */
export const cpuSeconds = (pids: readonly number[]): number =>
  pids.reduce((sum, pid) => {
    const stat = statOf(pid);
    return sum + (Number(stat?.[11] ?? 0) + Number(stat?.[12] ?? 0)) / ticksPerSecond;
  }, 0);

/**
 * The same in nanoseconds, for what uses less than a tick: that of threads which have not ended yet. Linux only.
 */
export const cpuNanoseconds = (pids: readonly number[]): number =>
  pids
    .flatMap((pid) => threadsOf(pid).map((thread) => readOf(`/proc/${pid}/task/${thread}/schedstat`)))
    .reduce((sum, text) => sum + Number(text?.split(' ')[0] ?? 0), 0);

/** Megabytes of memory that these processes have, what they share counted in parts (PSS). */
export const memoryMb = (pids: readonly number[]): number => rollupMb(pids, 'Pss');

/** The same without what they have read of files, such as the code of programs: the system takes that back as it needs it. */
export const ownMemoryMb = (pids: readonly number[]): number =>
  rollupMb(pids, 'Pss_Anon') + rollupMb(pids, 'Pss_Shmem');

/** Memory by what Chromium has processes for, `browser` being main; rounded. */
export function memoryByKind(pids: readonly number[], memory = memoryMb): Record<string, number> {
  const kinds: Record<string, number> = {};
  for (const pid of pids) {
    const line = readOf(`/proc/${pid}/cmdline`) ?? '';
    const kind =
      /--utility-sub-type=([\w.]+)/.exec(line)?.[1] ?? /--type=([\w-]+)/.exec(line)?.[1] ?? 'browser';
    kinds[kind] = Math.round((kinds[kind] ?? 0) + memory([pid]));
  }
  return kinds;
}

/** Ends an app as the system does when it shuts down, and kills it if it has not gone in five seconds. */
export async function endApp(app: ChildProcess): Promise<void> {
  if (app.exitCode !== null || app.signalCode !== null) return;
  const gone = once(app, 'exit');
  app.kill('SIGTERM');
  const killed = setTimeout(() => app.kill('SIGKILL'), 5_000);
  await gone;
  clearTimeout(killed);
}

/** The fields of `/proc/PID/stat` from the state on; the name before them may hold anything. Null if it has ended. */
function statOf(pid: number): string[] | null {
  const text = readOf(`/proc/${pid}/stat`);
  return text === null ? null : text.slice(text.lastIndexOf(')') + 2).split(' ');
}

function threadsOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
}

/** The sum of a field of `/proc/PID/smaps_rollup`. */
const rollupMb = (pids: readonly number[], field: string): number =>
  pids.reduce((sum, pid) => {
    const text = readOf(`/proc/${pid}/smaps_rollup`);
    return sum + Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(text ?? '')?.[1] ?? 0) / 1_024;
  }, 0);

function readOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
