import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { failed } from '../../shared/errors.ts';
import { slowDown } from '../testing/silent-folder.ts';
import { useApp } from './testing/queue-harness.ts';

const app = useApp();
const ends: (() => void)[] = [];
afterEach(() => ends.splice(0).forEach((end) => end()));

const slowness = { code: 'folder-silent', text: expect.stringContaining('nas is slow') as string };

/** A download to a share, in the middle of which a call there takes long; one is under way at a time. */
async function setUp() {
  const { folder, service, run } = app();
  const [nas, disk] = [join(folder, 'nas'), join(folder, 'disk')];
  await mkdir(nas);
  let target = nas;
  const stuck = new Promise<void>((resolve) => ends.push(resolve));
  service.answerFor('a', { beforePiece: () => stuck });
  const { queue, reached, changes } = run({ folder: () => target, concurrency: () => 1 });
  queue.start('a', 'all');
  await vi.waitUntil(() => service.calls.length === 1 && queue.get('a')?.phase === 'receiving');
  ends.push(await slowDown(nas));
  return {
    nas,
    disk,
    service,
    queue,
    reached,
    changes,
    /** Has the call end, and another take long. */
    slowDownAgain: async () => {
      ends.splice(1).forEach((end) => end());
      await new Promise(setImmediate);
      ends.push(await slowDown(nas));
    },
    choose: (path: string) => (target = path),
    goOn: () => ends.splice(0).forEach((end) => end()),
  };
}

describe('a folder into which a call takes long', () => {
  it('takes no place from a download to another folder, and its own goes on', async () => {
    const { nas, disk, service, queue, reached, choose, goOn } = await setUp();
    expect(queue.get('a')).toMatchObject({ phase: 'receiving', failure: slowness });
    choose(disk);
    queue.start('b', 'all');
    expect(await reached('b', 'done')).toMatchObject({ folder: join(disk, 'toolbox') });
    expect(queue.get('a')).toMatchObject({ phase: 'receiving', failure: slowness });
    choose(nas);
    goOn();
    expect(await reached('a', 'done')).toMatchObject({
      folder: join(nas, 'toolbox'),
      failure: null,
      attempts: 0,
    });
    expect(service.calls).toHaveLength(2);
    await queue.close();
  });

  it('is given no other download meanwhile', async () => {
    const { service, queue, reached, goOn } = await setUp();
    queue.start('b', 'all');
    expect(queue.get('b')).toMatchObject({ phase: 'queued', failure: slowness, retryAt: null });
    expect(service.calls).toHaveLength(1);
    goOn();
    await reached('b', 'done');
    await reached('a', 'done');
    await queue.close();
  });

  it('is told of once to those that wait for it, however often it is slow', async () => {
    const { queue, changes, slowDownAgain, goOn, reached } = await setUp();
    queue.start('b', 'all');
    await slowDownAgain();
    await slowDownAgain();
    expect(changes.filter(({ jobId, failure }) => jobId === 'b' && failure !== null)).toHaveLength(1);
    goOn();
    await reached('b', 'done');
    await queue.close();
  });

  it('keeps nobody waiting who cancels, and what lies there is removed when it goes on', async () => {
    const { nas, queue, goOn } = await setUp();
    queue.cancel('a');
    expect(queue.get('a')).toMatchObject({ phase: 'cancelled', failure: null });
    goOn();
    await queue.close();
    expect(queue.get('a')).toMatchObject({ phase: 'cancelled' });
    expect(await readdir(nas)).toEqual([]);
  });

  it('has one that was cancelled and is wanted again begin when it goes on', async () => {
    const { nas, queue, reached, goOn } = await setUp();
    queue.cancel('a');
    queue.start('a', 'all');
    expect(queue.get('a')).toMatchObject({ phase: 'queued', failure: slowness });
    goOn();
    expect(await reached('a', 'done')).toMatchObject({ folder: join(nas, 'toolbox') });
    await queue.close();
    expect(await readdir(nas)).toEqual(['toolbox']);
  });

  it('is left for another that is chosen while downloads are paused', async () => {
    const { folder, service, run } = app();
    const [nas, disk] = [join(folder, 'nas'), join(folder, 'disk')];
    await mkdir(nas);
    let [target, held]: [string, 'paused' | null] = [nas, null];
    const { queue, reached } = run({
      folder: () => target,
      held: () => held,
      openResult: (jobId, format, options) =>
        target === disk
          ? service.openResult(jobId, format, options)
          : new Promise((resolve) => {
              const end = (): void => resolve(failed('interrupted'));
              options.signal.addEventListener('abort', end);
              // The request may come so late that it is not wanted any more.
              if (options.signal.aborted) end();
            }),
    });
    queue.start('b', 'all');
    await reached('b', 'receiving');
    ends.push(await slowDown(nas));
    expect(queue.get('b')).toMatchObject({ phase: 'receiving', failure: slowness });
    held = 'paused';
    queue.refresh();
    expect(await reached('b', 'queued')).toMatchObject({ failure: null });
    target = disk;
    queue.refresh();
    held = null;
    queue.refresh();
    expect(await reached('b', 'done')).toMatchObject({ folder: join(disk, 'toolbox') });
    await queue.close();
  });
});
