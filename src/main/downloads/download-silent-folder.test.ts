import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { queuedDownload, type Download, type DownloadPhase } from '../../shared/downloads.ts';
import { FolderSilentError } from '../files/folder-calls.ts';
import { ownFiles } from '../files/folder-files.ts';
import { silence } from '../testing/silent-folder.ts';
import type { DownloadQueueOptions } from './download-queue-options.ts';
import { useApp, type Run } from './testing/queue-harness.ts';

/** Threads and real files take their time on a busy machine. */
const patience = { timeout: 10_000 };

const app = useApp();
const answers: (() => void)[] = [];
afterEach(() => {
  vi.restoreAllMocks();
  answers.splice(0).forEach((answer) => answer());
});

/** A folder on a drive that is away, and one that answers. */
async function setUp() {
  const { folder, service, clock, run } = app();
  const [nas, disk] = [join(folder, 'nas'), join(folder, 'disk')];
  await mkdir(nas);
  const answer = await silence(nas);
  answers.push(answer);
  let target = nas;
  return {
    nas,
    disk,
    answer,
    service,
    run: (options: Partial<DownloadQueueOptions> = {}) => run({ folder: () => target, ...options }),
    choose: (path: string) => (target = path),
    comesTo: (queue: Run['queue'], phase: DownloadPhase) =>
      vi.waitUntil(async () => {
        await clock.advance(1_000);
        return queue.get('a')?.phase === phase;
      }, patience),
  };
}

/** Has a folder fall silent for a moment each time that unpacking begins. */
function silencing(folder: string, times: number): (download: Download) => void {
  let left = times;
  return ({ phase }) => {
    if (phase !== 'unpacking' || left === 0) return;
    left -= 1;
    // As many as may be under way, so that no other call begins.
    const calls = [1, 2, 3, 4, 5, 6].map(() => silence(folder));
    void Promise.all(calls).then((all) => all.forEach((answer) => answer()));
  };
}

/** Has a folder fall silent so often while a received archive is read. @returns a function that has it answer again */
function silencingReads(folder: string, times: number): () => void {
  const { open } = ownFiles;
  let left = times;
  let answer = (): void => {};
  vi.spyOn(ownFiles, 'open').mockImplementation(async (path, flags, mode) => {
    const file = await open(path, flags, mode);
    if (!path.endsWith('result.zip') || flags !== 'r' || left === 0) return file;
    left -= 1;
    return Object.assign(file, {
      read: async () => {
        answer = await silence(folder);
        throw new FolderSilentError(path);
      },
    });
  });
  return () => answer();
}

const silent = { code: 'folder-silent', text: expect.stringContaining('nas isn’t responding') as string };

describe('a folder that does not answer', () => {
  it('is waited for without asking the service, and its downloads go on when it answers', async () => {
    const { nas, answer, service, run } = await setUp();
    const { queue, reached } = run();
    for (const id of ['a', 'b', 'c']) queue.start(id, 'all');
    await vi.waitUntil(() => queue.get('c')?.failure !== null, patience);
    for (const id of ['a', 'b', 'c'])
      expect(queue.get(id)).toMatchObject({ phase: 'queued', failure: silent, attempts: 0, retryAt: null });
    expect(service.calls).toEqual([]);
    answer();
    for (const id of ['a', 'b', 'c']) await reached(id, 'done');
    expect((await readdir(nas)).sort()).toEqual([
      'toolbox',
      expect.stringMatching(/^toolbox \([abc]\)$/),
      expect.stringMatching(/^toolbox \([abc]\)$/),
    ]);
    await queue.close();
  });

  it('keeps what was received before it fell silent', async () => {
    const { disk, service, run, choose } = await setUp();
    choose(disk);
    service.answerWith({
      beforePiece: async () => {
        if (service.counts.pieces === 2) answers.push(await silence(disk));
      },
    });
    const { queue, reached } = run();
    queue.start('a', 'all');
    await vi.waitUntil(() => queue.get('a')?.failure?.code === 'folder-silent', patience);
    expect(queue.get('a')).toMatchObject({ phase: 'queued', receivedBytes: 2_000, target: disk });
    answers.at(-1)?.();
    expect(await reached('a', 'done')).toMatchObject({ folder: join(disk, 'toolbox') });
    expect(service.calls.map(({ resume }) => resume?.offset ?? 0)).toEqual([0, 2_000]);
    await queue.close();
  });

  it('does not make a whole result come again, though the service gave it no version', async () => {
    const { disk, service, run, choose, comesTo } = await setUp();
    choose(disk);
    service.answerWith({ etag: null });
    const { queue } = run({ onChange: silencing(disk, 1) });
    queue.start('a', 'all');
    await comesTo(queue, 'done');
    expect(service.calls).toHaveLength(1);
    await queue.close();
  });

  it('is not taken for a damaged archive, nor for an app that ended, when it falls silent while that is checked', async () => {
    const { disk, service, run, choose, comesTo } = await setUp();
    choose(disk);
    const answer = silencingReads(disk, 4);
    const told: (string | undefined)[] = [];
    const { queue } = run({
      onChange: ({ failure }) => {
        if (failure !== null) told.push(failure.code);
        answer();
      },
    });
    queue.start('a', 'all');
    await comesTo(queue, 'done');
    expect(told).toEqual(Array(4).fill('folder-silent'));
    expect(service.calls).toHaveLength(1);
    await queue.close();
  });

  it('is waited for however often it does not answer before a download goes on with what it has', async () => {
    const { disk, service, run, choose, comesTo } = await setUp();
    choose(disk);
    service.answerWith({ bytes: 2_000, then: 'silence' });
    let held: 'paused' | null = null;
    const { queue } = run({ held: () => held });
    queue.start('a', 'all');
    await service.until('silences');
    held = 'paused';
    queue.refresh();
    await vi.waitUntil(() => queue.get('a')?.phase === 'queued', patience);
    const { readdir: read } = ownFiles;
    let left = 12;
    vi.spyOn(ownFiles, 'readdir').mockImplementation(async (path) => {
      if (left === 0 || !path.startsWith(disk)) return read(path);
      left -= 1;
      const answer = await silence(disk);
      // The system's own error comes after the call was given up.
      setImmediate(answer);
      throw new FolderSilentError(path);
    });
    held = null;
    queue.refresh();
    await comesTo(queue, 'done');
    expect([left, service.calls.at(-1)?.resume?.offset]).toEqual([0, 2_000]);
    await queue.close();
  });

  it('ends a download that it stopped again and again after it had begun', async () => {
    const { disk, service, run, choose, comesTo } = await setUp();
    choose(disk);
    const { queue } = run({ onChange: silencing(disk, 6) });
    queue.start('a', 'all');
    await comesTo(queue, 'failed');
    expect(queue.get('a')?.failure).toMatchObject({ code: 'folder-silent' });
    expect(service.calls).toHaveLength(1);
    queue.start('a', 'all');
    await comesTo(queue, 'done');
    expect(service.calls).toHaveLength(1);
    await queue.close();
  });

  it('holds up no download to another folder, also those of the last run', async () => {
    const { disk, run } = await setUp();
    const { queue, reached } = run();
    const left = { ...queuedDownload('b', 'all', 0), target: disk };
    queue.restore([{ ...queuedDownload('a', 'all', 0), phase: 'receiving' }, left]);
    expect(await reached('b', 'done')).toMatchObject({ folder: join(disk, 'toolbox') });
    expect(queue.get('a')).toMatchObject({ phase: 'queued' });
    await queue.close();
  });

  it('is given up for another one that is chosen, where nothing lies in it yet', async () => {
    const { disk, run, choose } = await setUp();
    const { queue, reached } = run();
    queue.start('a', 'all');
    await vi.waitUntil(() => queue.get('a')?.failure !== null, patience);
    choose(disk);
    queue.refresh();
    expect(await reached('a', 'done')).toMatchObject({ folder: join(disk, 'toolbox'), failure: null });
    await queue.close();
  });

  it('lets what waits for it be cancelled, and the queue be closed', async () => {
    const { run } = await setUp();
    const { queue } = run();
    for (const id of ['a', 'b']) queue.start(id, 'all');
    await vi.waitUntil(() => queue.get('b')?.failure !== null, patience);
    queue.cancel('a');
    expect(queue.get('a')).toMatchObject({ phase: 'cancelled', failure: null });
    queue.cancelWaiting();
    expect(queue.get('b')).toMatchObject({ phase: 'cancelled' });
    await queue.close();
  });
});
