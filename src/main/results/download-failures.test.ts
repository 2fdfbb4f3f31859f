import type * as Files from 'node:fs/promises';
import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { partsFolder } from './part-slots.ts';
import { createFakeService } from './testing/fake-service.ts';
import { naming, unpacked, useApp, zip } from './testing/queue-harness.ts';
import { contentsOf } from './testing/temporary-folder.ts';
import { makeZipNamed } from './testing/zips.ts';

const rm = vi.hoisted(() => vi.fn());
vi.mock('node:fs/promises', async (original) => {
  const actual = await original<typeof Files>();
  rm.mockImplementation(actual.rm);
  return { ...actual, rm };
});

const app = useApp();

describe('a download that fails', () => {
  const failed = async (jobId = 'job', options = {}) => {
    const { queue, reached } = app().run(options);
    queue.start(jobId, 'mjcf');
    return (await reached(jobId, 'failed')).failure;
  };

  it('says what the service said', async () => {
    app().service.answerWith({ failure: 'mjcf-missing' });
    expect(await failed()).toEqual({ code: 'mjcf-missing', text: 'The service says mjcf-missing.' });
    expect(await readdir(app().folder)).toEqual([]);
  });

  it.each([
    ['archive-damaged', async () => Buffer.from('<html>'.repeat(500))],
    [
      'archive-damaged',
      async () => Buffer.from(zip.toString('latin1').replace('PNGPNG', 'PNGPNX'), 'latin1'),
    ],
    ['archive-unsafe', () => makeZipNamed(['fine.usd', '../../evil.sh'])],
  ])('leaves nothing of an archive that is bad (%s)', async (code, content) => {
    const { openResult } = createFakeService(await content());
    expect(await failed('job', { openResult })).toMatchObject({ code });
    expect(await readdir(app().folder)).toEqual([]);
  });

  it('gives back the room on a full disk', async () => {
    expect(await failed('job', { freeBytes: async () => zip.length + 1 })).toMatchObject({
      code: 'disk-full',
    });
    expect(await readdir(app().folder)).toEqual([]);
  });

  it('says that the folder cannot be used', async () => {
    const file = join(app().folder, 'file');
    await writeFile(file, '');
    expect(await failed('job', { folder: () => file })).toMatchObject({ code: 'folder-unavailable' });
    expect(app().service.calls).toEqual([]);
  });

  it('does not hold up the others, whatever went wrong', async () => {
    const { run } = app();
    const nameOf = (jobId: string) => {
      if (jobId === 'bad') throw new Error('no such job');
      return naming;
    };
    const { queue, reached } = run({ concurrency: () => 1, nameOf });
    queue.start('bad', 'all');
    queue.start('good', 'all');
    expect((await reached('good', 'done')).folder).toMatch(/Job good$/);
    expect(queue.get('bad')?.failure).toEqual({ code: 'internal', text: 'no such job' });
  });

  it('leaves nothing that could not be gone on with', async () => {
    const { run, service, clock, folder } = app();
    service.answerWith({ bytes: 1_500, then: 'break', etag: null });
    const { queue } = run();
    queue.start('job', 'all');
    await clock.untilWaiting((ms) => ms === 2_000);
    expect(queue.get('job')).toMatchObject({ phase: 'queued', failure: { code: 'truncated' } });
    expect(await readdir(folder)).toEqual([]);
    await queue.close();
  });
});

describe('a download that failed on the way', () => {
  /** A queue with a job that failed, of which something was kept. */
  async function halfWay() {
    const { run, service, clock } = app();
    const events: string[] = [];
    const { queue, reached } = run({
      concurrency: () => 1,
      openResult: (...question) => {
        events.push('asked');
        return service.openResult(...question);
      },
    });
    service.answerWith({ bytes: 1_500, then: 'break' }, { failure: 'unauthorized' });
    queue.start('job', 'all');
    await clock.untilWaiting((ms) => ms === 1_000);
    await clock.advance(1_000);
    await reached('job', 'failed');
    return { ...app(), queue, reached, events };
  }

  it('goes on where it stopped when it is started again', async () => {
    const { queue, reached, service, folder } = await halfWay();
    queue.start('job', 'all');
    await reached('job', 'done');
    expect(service.calls.map((call) => call.resume?.offset ?? 0)).toEqual([0, 1_500, 1_500]);
    expect(await contentsOf(folder)).toEqual(unpacked('toolbox'));
  });

  it('can be cancelled, which removes what was kept', async () => {
    const { queue, folder } = await halfWay();
    expect(await readdir(folder)).toEqual([partsFolder]);
    queue.cancel('job');
    expect(queue.get('job')).toMatchObject({ phase: 'cancelled', failure: null });
    await queue.close();
    expect(await readdir(folder)).toEqual([]);
  });

  it('begins anew when it is started right after that', async () => {
    const { queue, reached, service, folder, events } = await halfWay();
    events.length = 0;
    rm.mockImplementationOnce(async (...what: Parameters<typeof rm>) => {
      // Far more turns at the disk than a download takes that does not wait.
      for (let turn = 0; turn < 100; turn += 1) await stat(folder);
      await rm(...what);
      events.push('removed');
    });
    queue.cancel('job');
    queue.start('job', 'all');
    await reached('job', 'done');
    expect(events).toEqual(['removed', 'asked']);
    expect(service.calls.at(-1)?.resume).toBeNull();
    expect(await contentsOf(folder)).toEqual(unpacked('toolbox'));
  });

  it('can be cancelled without touching those that wait', async () => {
    const { queue, reached, service } = await halfWay();
    service.answerWith({ then: 'silence' });
    queue.start('running', 'all');
    queue.start('waiting', 'all');
    queue.cancel('job');
    await service.until('silences');
    queue.cancel('running');
    expect((await reached('waiting', 'done')).phase).toBe('done');
  });
});
