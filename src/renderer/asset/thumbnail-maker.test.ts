import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ServedAsset } from '../../shared/assets.ts';
import { failed, success } from '../../shared/errors.ts';
import { FakeBridge } from '../testing/fake-bridge.ts';
import { maxDrawingMs, ThumbnailMaker } from './thumbnail-maker.ts';
import type { WorkerEnd } from './worker-end.ts';
import type { ToThumbnails } from './workers/thumbnail-protocol.ts';

class FakeWorker implements WorkerEnd<ToThumbnails> {
  onmessage: WorkerEnd['onmessage'] = null;
  onerror: WorkerEnd['onerror'] = null;
  readonly heard: ToThumbnails[] = [];
  isEnded = false;

  postMessage(message: ToThumbnails): void {
    this.heard.push(message);
  }

  terminate(): void {
    this.isEnded = true;
  }

  answer(files: unknown): void {
    this.onmessage?.({ data: { kind: 'drawn', files } } as MessageEvent);
  }

  crash(): void {
    this.onerror?.({ message: 'out of memory', preventDefault: () => {} } as ErrorEvent);
  }
}

const files = { small: new Uint8Array([0]), single: new Uint8Array([1]), strip: new Uint8Array([2]) };
const served = (token: string): ServedAsset => ({
  kind: 'opened',
  token,
  roots: ['chair.usd'],
  files: [{ path: 'chair.usd', bytes: 9 }],
  isCut: false,
  from: 'downloaded',
});

function setUp() {
  const main = new FakeBridge();
  const workers: FakeWorker[] = [];
  const maker = new ThumbnailMaker({
    bridge: main.bridge,
    startWorker: () => {
      const worker = new FakeWorker();
      workers.push(worker);
      return worker;
    },
  });
  /** Begins to draw; main has the result at hand. */
  const begin = async (token = 't1') => {
    const drawing = maker.draw('chair');
    await main.answer('openResultHere', success(served(token)));
    const worker = workers.at(-1);
    if (worker?.heard.at(-1)?.asset.token !== token) throw new Error('Nothing is drawn.');
    return { drawing, worker };
  };
  return { main, maker, workers, begin };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a result whose pictures are drawn', () => {
  it('is given back to main, and the next one is drawn by the same worker', async () => {
    const { main, workers, begin } = setUp();
    for (const token of ['t1', 't2']) {
      const { drawing, worker } = await begin(token);
      worker.answer(files);
      expect(await drawing).toEqual(files);
    }
    expect(main.asked('releaseAsset')).toEqual([{ token: 't1' }, { token: 't2' }]);
    expect(workers).toHaveLength(1);
    expect(workers[0]?.isEnded).toBe(false);
  });

  it('takes no worker where it is not on this disk', async () => {
    const { main, maker, workers } = setUp();
    const drawing = maker.draw('chair');
    await main.answer('openResultHere', failed('folder-unavailable'));
    expect(await drawing).toBeNull();
    expect(workers).toEqual([]);
  });

  it('is given up when the time is over, and its worker with it', async () => {
    const { main, workers, begin } = setUp();
    const { drawing, worker } = await begin();
    await vi.advanceTimersByTimeAsync(maxDrawingMs - 1);
    expect(worker.isEnded).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(worker.isEnded).toBe(true);
    expect(await drawing).toBeNull();
    expect(main.asked('releaseAsset')).toEqual([{ token: 't1' }]);
    const next = await begin('t2');
    expect(workers).toHaveLength(2);
    // The time of the first result is not that of the second.
    await vi.advanceTimersByTimeAsync(maxDrawingMs - 1);
    next.worker.answer(files);
    expect(await next.drawing).toEqual(files);
  });

  it('is given up where its worker breaks', async () => {
    const { begin } = setUp();
    const { drawing, worker } = await begin();
    worker.crash();
    expect(await drawing).toBeNull();
    expect(worker.isEnded).toBe(true);
    expect((await begin('t2')).worker).not.toBe(worker);
  });
});
