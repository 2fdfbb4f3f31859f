import { ReaderPort } from './reader-port.ts';

/** Has a worker that reads assets ask for MuJoCo, whose worker has a name that main gives MuJoCo's policy, see shell/page.ts. */
export const startReader = (worker: Worker): ReaderPort =>
  new ReaderPort(
    worker,
    () =>
      new Worker(new URL('./workers/mujoco-worker.ts', import.meta.url), { type: 'module', name: 'mujoco' }),
  );
