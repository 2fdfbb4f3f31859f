import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { queuedDownload, type Download } from '../../shared/downloads.ts';
import { partsFolder } from './hidden-folder.ts';
import { keyOf } from './part-slots.ts';
import { useApp } from './testing/queue-harness.ts';

const app = useApp();

describe('a queue whose jobs are taken off the list', () => {
  it('gives the folder of a result to no other while its job can be restored, also where an earlier run removed it', async () => {
    const { run, folder } = app();
    const { queue, reached } = run();
    const removed: Download = {
      ...queuedDownload('removed', 'all', 0),
      phase: 'done',
      folder: join(folder, 'toolbox'),
    };
    queue.restore([]);
    queue.noteRemoved(removed);
    queue.start('other', 'all');
    await reached('other', 'done');
    expect(queue.get('other')?.folder).not.toBe(join(folder, 'toolbox'));
  });

  it('tries a result again once its job is back that an earlier run removed, and begins none before', async () => {
    const { run, clock, service } = app();
    const { queue, reached } = run();
    const retryAt = clock.now() + 60_000;
    queue.restore([]);
    queue.noteRemoved({ ...queuedDownload('removed', 'all', 0), phase: 'failed', retryAt });
    await clock.advance(120_000);
    expect(service.calls).toEqual([]);
    queue.reinstate('removed');
    await clock.advance(60_000);
    await reached('removed', 'done');
  });

  it('leaves nothing of jobs that were taken off the list, also where another folder is chosen by now', async () => {
    const { run, folder, service } = app();
    const first = join(folder, 'first');
    let chosen = first;
    const { queue } = run({ folder: () => chosen, concurrency: () => 4 });
    service.answerWith(...Array.from({ length: 4 }, () => ({ bytes: 1_500, then: 'silence' }) as const));
    for (const id of ['running', 'back', 'kept', 'failed']) queue.start(id, 'all');
    await service.until('silences', 4);
    chosen = join(folder, 'second');
    for (const id of ['running', 'back', 'failed']) queue.withdraw(id);
    // It is asked for no more, so it is not known to go on.
    queue.withdraw('running');
    await vi.waitUntil(() => ['running', 'back'].every((id) => queue.get(id)?.phase === 'cancelled'));
    queue.reinstate('back');
    await queue.close();
    const slots = await readdir(join(first, partsFolder));
    expect(slots.map((name) => name.split('.')[0]).sort()).toEqual([keyOf('back'), keyOf('kept')].sort());
  });

  it('goes on where something lies of a job that is back on the list, and in the folder chosen since where nothing does', async () => {
    const { run, folder, service } = app();
    const [first, second] = [join(folder, 'first'), join(folder, 'second')];
    let chosen = first;
    const { queue, reached } = run({ folder: () => chosen });
    service.answerWith({ bytes: 1_500, then: 'silence' }, { bytes: 0, then: 'silence' });
    queue.start('begun', 'all');
    await service.until('silences', 1);
    queue.start('bare', 'all');
    await service.until('silences', 2);
    for (const id of ['begun', 'bare']) queue.withdraw(id);
    for (const id of ['begun', 'bare']) await reached(id, 'cancelled');
    chosen = second;
    for (const id of ['begun', 'bare']) queue.reinstate(id);
    await reached('begun', 'done');
    await reached('bare', 'done');
    expect(service.calls.map((call) => call.resume?.offset ?? 0).sort()).toEqual([0, 0, 0, 1_500]);
    expect([queue.get('begun')?.folder, queue.get('bare')?.folder]).toEqual([
      join(first, 'toolbox'),
      join(second, 'toolbox'),
    ]);
    await vi.waitUntil(async () => (await readdir(first)).length === 1);
    await queue.close();
  });

  it('keeps what a link gave back until the app ends, and goes on with it for whoever wants it', async () => {
    const { run, folder, service } = app();
    let chosen = join(folder, 'first');
    const { queue, reached } = run({ folder: () => chosen, concurrency: () => 4 });
    const ids = ['taken back', 'started', 'removed again', 'left'];
    service.answerWith(...ids.map(() => ({ bytes: 1_500, then: 'silence' }) as const));
    for (const id of ids) queue.start(id, 'all');
    await service.until('silences', 4);
    for (const id of ids) queue.withdraw(id);
    for (const id of ids) await reached(id, 'cancelled');
    for (const id of ids) queue.leaveEnded(id);
    chosen = join(folder, 'second');
    queue.withdraw('removed again');
    for (const id of ['taken back', 'removed again']) queue.reinstate(id);
    queue.start('started', 'all');
    await reached('taken back', 'done');
    await reached('started', 'done');
    expect(service.calls.map((call) => call.resume?.offset ?? 0)).toEqual([0, 0, 0, 0, 1_500, 1_500]);
    expect(queue.get('removed again')?.phase).toBe('cancelled');
    await queue.close();
    expect((await readdir(join(folder, 'first'))).sort()).toEqual([
      'toolbox',
      expect.stringMatching(/^toolbox \((enback|tarted)\)$/),
    ]);
  });

  it('goes on with nothing that was cancelled after a link gave its job again', async () => {
    const { run, folder, service } = app();
    const { queue } = run();
    service.answerWith({ bytes: 1_500, then: 'silence' });
    queue.start('job', 'all');
    await service.until('silences');
    queue.withdraw('job');
    queue.leaveEnded('job');
    queue.cancel('job');
    queue.reinstate('job');
    expect(queue.get('job')?.phase).toBe('cancelled');
    await vi.waitUntil(async () => (await readdir(folder)).length === 0);
    await queue.close();
  });
});
