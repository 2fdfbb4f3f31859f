import { existsSync } from 'node:fs';
import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { queuedDownload, type ResultFormat } from '../../shared/downloads.ts';
import { syncFolder } from '../files/sync-folder.ts';
import { unpacked, useApp } from './testing/queue-harness.ts';
import { contentsOf } from './testing/temporary-folder.ts';

vi.mock('../files/sync-folder.ts', () => ({ syncFolder: vi.fn(() => Promise.resolve()) }));

const app = useApp();

describe('a download that is cancelled in the moment in which its result gets its name', () => {
  async function cancelledAndBegunAgain(format: ResultFormat) {
    const { run, folder, service } = app();
    let goOn = (): void => undefined;
    vi.mocked(syncFolder).mockImplementation(async (of) => {
      if (of === folder) await new Promise<void>((resolve) => (goOn = resolve));
    });
    const home: unknown[] = [];
    const { queue } = run({ onDownloaded: (download) => home.push(download.folder) });
    queue.start('job', 'all');
    await vi.waitUntil(() => existsSync(join(folder, 'toolbox')));
    queue.cancel('job');
    queue.start('job', format);
    vi.mocked(syncFolder).mockResolvedValue();
    goOn();
    await vi.waitUntil(() => queue.get('job')?.phase === 'done');
    await queue.close();
    return {
      folder: queue.get('job')?.folder,
      home,
      asked: service.calls.length,
      names: await readdir(folder),
    };
  }

  it('and begun again is home once', async () => {
    const { folder } = app();
    const toolbox = join(folder, 'toolbox');
    expect(await cancelledAndBegunAgain('all')).toEqual({
      folder: toolbox,
      home: [toolbox],
      asked: 1,
      names: ['toolbox'],
    });
  });

  it('and begun again for another part brings that as well', async () => {
    const { folder } = app();
    const part = join(folder, 'toolbox (USD)');
    expect(await cancelledAndBegunAgain('usd')).toMatchObject({ folder: part, home: [part], asked: 2 });
  });
});

it('gives no result the name of another that was moved away, so that its row never shows the other', async () => {
  const { run, folder } = app();
  const { queue, reached } = run();
  queue.start('first', 'all');
  await reached('first', 'done');
  await rename(join(folder, 'toolbox'), join(folder, 'elsewhere'));
  queue.start('second', 'all');
  await reached('second', 'done');
  expect(queue.get('second')?.folder).toBe(join(folder, 'toolbox (second)'));
  await rm(join(folder, 'elsewhere'), { recursive: true });
  queue.start('first', 'all');
  await vi.waitUntil(() => queue.get('first')?.phase === 'done');
  expect(queue.get('first')?.folder).toBe(join(folder, 'toolbox'));
  await queue.close();
});

describe('a restart after a run that could not write its records, and was killed', () => {
  async function bringUnrecorded(): Promise<void> {
    const dead = app().run({ recorded: () => Promise.resolve(false) }, 3);
    dead.queue.start('job', 'all');
    await vi.waitUntil(() => dead.queue.get('job')?.phase === 'done');
  }

  it.each([
    ['of which nothing is known', [], ['job']],
    ['that had failed before', [{ ...queuedDownload('job', 'all', 1), phase: 'failed' as const }], []],
  ])('finds the result of a job %s, and asks for none', async (_which, downloads, without) => {
    const { run, folder, service } = app();
    await bringUnrecorded();
    const { queue, reached } = run();
    queue.restore(downloads, { without });
    expect(await reached('job', 'done')).toMatchObject({ folder: join(folder, 'toolbox') });
    expect(service.calls).toHaveLength(1);
    expect(await contentsOf(folder)).toEqual(unpacked('toolbox'));
  });

  it.each([
    ['its result was moved away since', 'mine', ['job']],
    ['its job is not on the list', 'toolbox', ['another']],
  ])('begins nothing where %s', async (_where, name, without) => {
    const { run, folder, service } = app();
    await bringUnrecorded();
    await rename(join(folder, 'toolbox'), join(folder, name));
    const { queue } = run();
    queue.restore([], { without });
    await queue.close();
    expect(queue.all()).toEqual([]);
    expect(service.calls).toHaveLength(1);
    expect(await readdir(folder)).toEqual([name]);
  });
});
