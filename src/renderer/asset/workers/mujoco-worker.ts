import wasm from '@mujoco/mujoco/mujoco.wasm?url';
import type { MainModule } from '@mujoco/mujoco';
import { MujocoHost } from '../../../asset/mjcf/host.ts';
import { loadMujoco } from '../../../asset/mjcf/load-mujoco.ts';
import type { ToMujoco } from '../../../asset/mjcf/protocol.ts';

let mujoco: Promise<MainModule> | undefined;

async function start(): Promise<MainModule> {
  const answer = await fetch(wasm);
  if (!answer.ok) throw new Error(`${wasm}: ${answer.status}`);
  return await loadMujoco(await answer.arrayBuffer());
}

/**
 * Runs MuJoCo for one asset, alone: its bindings make code of text, which no other script of the app may, and what it compiles may
 * never end. It is given all files of the asset, and fetches nothing but MuJoCo itself. Its first message is the port of the worker
 * that it works for.
 */
function workFor(port: MessagePort): void {
  const host = new MujocoHost({
    post: (message, transfer) => port.postMessage(message, { transfer: transfer as ArrayBuffer[] }),
    mujoco: () => (mujoco ??= start()),
    now: () => performance.now(),
  });
  port.onmessage = ({ data }: MessageEvent<ToMujoco>) => void host.handle(data);
}
self.addEventListener('message', ({ data }: MessageEvent<MessagePort>) => workFor(data), { once: true });
