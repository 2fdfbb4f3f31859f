import type { Desk } from './desk.ts';

/** What the app's processes are called in Electron's metrics. */
export type ChildProcess = 'Network Service' | 'GPU' | 'Tab' | 'Rigyd Desk Checks';

/** Process IDs of the app's child processes of one kind. */
export const childProcesses = (desk: Desk, which: ChildProcess): Promise<number[]> =>
  desk.app.evaluate(
    ({ app }, wanted) =>
      app
        .getAppMetrics()
        .filter(({ type, name }) => type === wanted || name === wanted)
        .map(({ pid }) => pid),
    which,
  );

/** Ends the app's child processes of one kind, as the system does when it runs out of memory. */
export async function killChildren(desk: Desk, which: ChildProcess): Promise<void> {
  const pids = await childProcesses(desk, which);
  if (pids.length === 0) throw new Error(`There is no process ${which}.`);
  for (const pid of pids) process.kill(pid, 'SIGKILL');
}
