import { MujocoLink } from '../../../asset/mjcf/link.ts';

/**
 * Starts a worker that runs MuJoCo, and ends it where it does not answer. Its name is one that main gives MuJoCo's policy, see
 * shell/page.ts.
 */
export function startMujoco(): MujocoLink {
  const worker = new Worker(new URL('./mujoco-worker.ts', import.meta.url), {
    type: 'module',
    name: 'mujoco',
  });
  return new MujocoLink(
    {
      post: (message) => worker.postMessage(message),
      onMessage: (listener) => worker.addEventListener('message', ({ data }) => listener(data)),
      onEnd: (listener) =>
        worker.addEventListener('error', (event) => {
          event.preventDefault();
          listener(event.message);
        }),
      end: () => worker.terminate(),
    },
    (milliseconds, call) => {
      const timer = setTimeout(call, milliseconds);
      return () => clearTimeout(timer);
    },
  );
}
