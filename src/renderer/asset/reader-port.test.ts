import { expect, it, vi } from 'vitest';
import { ReaderPort } from './reader-port.ts';
import type { WorkerEnd } from './worker-end.ts';
import type { MujocoAsked } from './workers/start-mujoco.ts';

class FakeWorker implements WorkerEnd {
  readonly posted: [message: unknown, transfer: Transferable[]][] = [];
  isEnded = false;
  onmessage: WorkerEnd['onmessage'] = null;
  onerror: WorkerEnd['onerror'] = null;

  postMessage(message: unknown, transfer: Transferable[]): void {
    this.posted.push([message, transfer]);
  }

  terminate(): void {
    this.isEnded = true;
  }

  say(data: unknown): void {
    this.onmessage?.({ data } as MessageEvent);
  }
}

function reading() {
  const reader = new FakeWorker();
  const started: FakeWorker[] = [];
  const port = new ReaderPort(reader, () => {
    const mujoco = new FakeWorker();
    started.push(mujoco);
    return mujoco;
  });
  const heard: unknown[] = [];
  port.onmessage = ({ data }) => heard.push(data);
  /** @returns the reader's end of the life of the MuJoCo that it asked for */
  const ask = (): { asked: MujocoAsked; life: MessagePort } => {
    const [talk, life] = [new MessageChannel(), new MessageChannel()];
    const asked: MujocoAsked = { kind: 'start-mujoco', talk: talk.port2, life: life.port2 };
    reader.say(asked);
    return { asked, life: life.port1 };
  };
  return { port, reader, started, heard, ask };
}

it('passes on what the two say to each other', () => {
  const { port, reader, heard } = reading();
  port.postMessage({ kind: 'ping' }, []);
  expect(reader.posted).toEqual([[{ kind: 'ping' }, []]]);
  reader.say({ kind: 'pong' });
  expect(heard).toEqual([{ kind: 'pong' }]);
});

it('starts MuJoCo for whoever reads, and tells nobody else', () => {
  const { started, heard, ask } = reading();
  const { asked } = ask();
  expect(started.map(({ posted }) => posted)).toEqual([[[asked.talk, [asked.talk]]]]);
  expect(heard).toEqual([]);
});

it('ends MuJoCo when whoever reads says so, and no other', async () => {
  const { started, ask } = reading();
  const { life } = ask();
  ask();
  life.postMessage('end');
  await vi.waitFor(() => expect(started.map(({ isEnded }) => isEnded)).toEqual([true, false]));
});

it('says why MuJoCo ended by itself', async () => {
  const { started, ask } = reading();
  const { life } = ask();
  const reason = new Promise((resolve) => (life.onmessage = ({ data }) => resolve(data)));
  const preventDefault = vi.fn();
  started[0]?.onerror?.({ message: 'unreachable', preventDefault } as unknown as ErrorEvent);
  expect(await reason).toBe('unreachable');
  expect(preventDefault).toHaveBeenCalledOnce();
  life.close();
});

it('ends all of it at once, and starts nothing after that', () => {
  const { port, reader, started, ask } = reading();
  const { life } = ask();
  port.terminate();
  expect([reader, ...started].map(({ isEnded }) => isEnded)).toEqual([true, true]);
  ask();
  expect(started).toHaveLength(1);
  life.close();
});

it('says that whoever reads is broken', () => {
  const { port, reader } = reading();
  const onerror = vi.fn();
  port.onerror = onerror;
  const event = { message: 'out of memory' } as ErrorEvent;
  reader.onerror?.(event);
  expect(onerror).toHaveBeenCalledExactlyOnceWith(event);
});
