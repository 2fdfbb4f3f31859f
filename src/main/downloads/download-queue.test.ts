import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { Download } from '../../shared/downloads.ts';
import { createFakeService } from './testing/fake-service.ts';
import { unpacked, useApp, zip } from './testing/queue-harness.ts';
import { contentsOf } from './testing/temporary-folder.ts';
import { makeZip } from './testing/zips.ts';
import { workHere } from './testing/work-here.ts';

const app = useApp();

const phasesOf = (changes: Download[], jobId: string): string[] =>
  changes
    .filter((download) => download.jobId === jobId)
    .map((download) => download.phase)
    .filter((phase, index, all) => phase !== all[index - 1]);

describe('one click', () => {
  it('brings a result home, whole and checked, and leaves nothing else', async () => {
    const { run, folder, clock } = app();
    const { queue, changes, reached } = run();
    const startedAt = clock.now();
    queue.start('job', 'all');
    expect(queue.get('job')).toMatchObject({ phase: 'queued', startedAt });
    expect(await reached('job', 'done')).toEqual({
      jobId: 'job',
      format: 'all',
      phase: 'done',
      receivedBytes: zip.length,
      totalBytes: zip.length,
      folder: join(folder, 'toolbox'),
      target: null,
      attempts: 0,
      lateTries: 0,
      retryAt: null,
      isPaused: false,
      turn: 0,
      failure: null,
      usdOnly: false,
      renamed: [],
      renamedCount: 0,
      startedAt,
      finishedAt: startedAt,
    });
    expect(phasesOf(changes, 'job')).toEqual(['queued', 'receiving', 'checking', 'unpacking', 'done']);
    expect(await contentsOf(folder)).toEqual(unpacked('toolbox'));
  });

  it.each([
    ['usd', 'toolbox (USD)'],
    ['mjcf', 'toolbox (MJCF)'],
    ['all', 'toolbox'],
  ] as const)('asks for the format %s and says so in the name', async (format, name) => {
    const { run, folder, service } = app();
    const { queue, reached } = run();
    queue.start('job', format);
    await reached('job', 'done');
    expect(service.calls).toEqual([{ jobId: 'job', format, resume: null }]);
    expect(await readdir(folder)).toEqual([name]);
  });

  it('counts once while the result is on its way', async () => {
    const { run, service } = app();
    const { queue, changes, reached } = run();
    queue.start('job', 'all');
    queue.start('job', 'usd');
    await reached('job', 'receiving');
    queue.start('job', 'usd');
    await reached('job', 'done');
    expect(service.calls).toHaveLength(1);
    expect(phasesOf(changes, 'job').filter((phase) => phase === 'queued')).toHaveLength(1);
  });

  it('brings another copy when the first is there, and leaves that as it is', async () => {
    const { run, folder } = app();
    const { queue, reached } = run();
    queue.start('job', 'all');
    await reached('job', 'done');
    await writeFile(join(folder, 'toolbox', 'usd', 'toolbox', 'toolbox.usd'), 'changed by a person');
    queue.start('job', 'all');
    expect(await reached('job', 'done')).toMatchObject({ folder: join(folder, 'toolbox (job)') });
    expect(await contentsOf(folder)).toEqual({
      ...unpacked('toolbox'),
      'toolbox/usd/toolbox/toolbox.usd': 'changed by a person',
      ...unpacked('toolbox (job)'),
    });
  });

  it('never touches what a person has there', async () => {
    const { run, folder } = app();
    const { queue, reached } = run();
    await mkdir(join(folder, 'Toolbox'));
    await writeFile(join(folder, 'Toolbox', 'thesis.txt'), 'mine');
    queue.start('job', 'all');
    await reached('job', 'done');
    expect(await contentsOf(folder)).toEqual({
      'Toolbox/': null,
      'Toolbox/thesis.txt': 'mine',
      ...unpacked('toolbox (job)'),
    });
  });

  it('leaves no file open', async () => {
    const open = async (): Promise<number> => (await readdir('/proc/self/fd').catch(() => [])).length;
    const { queue, reached } = app().run();
    const before = await open();
    queue.start('job', 'all');
    await reached('job', 'done');
    expect(await open()).toBe(before);
  });

  it('makes the folder, the one chosen at that moment', async () => {
    const { run, folder } = app();
    let chosen = join(folder, 'Downloads', 'Rigyd');
    const { queue, reached } = run({ folder: () => chosen });
    queue.start('one', 'all');
    await reached('one', 'done');
    chosen = join(folder, 'Elsewhere');
    queue.start('two', 'all');
    await reached('two', 'done');
    expect(await readdir(join(folder, 'Downloads', 'Rigyd'))).toEqual(['toolbox']);
    expect(await readdir(join(folder, 'Elsewhere'))).toEqual(['toolbox']);
  });
});

describe('many clicks', () => {
  it('run two at a time, in the order they came', async () => {
    const { run, service } = app();
    const { queue, changes, reached } = run();
    service.answerWith({ then: 'silence' }, { then: 'silence' });
    for (const jobId of ['a', 'b', 'c', 'd']) queue.start(jobId, 'all');
    await service.until('silences', 2);
    expect(queue.all().map((download) => download.phase)).toEqual([
      'receiving',
      'receiving',
      'queued',
      'queued',
    ]);
    queue.cancel('a');
    await reached('d', 'done');
    const asked = service.calls.map((call) => call.jobId);
    expect([asked.slice(0, 2).sort(), asked.slice(2)]).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
    expect(queue.get('b')?.phase).toBe('receiving');
    expect(changes.filter((download) => download.jobId === 'c').at(-1)?.phase).toBe('done');
    await queue.close();
  });

  it('with one name and one end all give their result', async () => {
    const { run, folder } = app();
    const { queue, reached } = run({ concurrency: () => 5 });
    const jobs = ['a', 'b', 'c', 'd', 'e'];
    for (const jobId of jobs) queue.start(jobId, 'all');
    await Promise.all(jobs.map((jobId) => reached(jobId, 'done')));
    const names = jobs.map((jobId) => basename(queue.get(jobId)?.folder ?? ''));
    // Whoever comes first has the name alone, each other one the end of its ID.
    const others = names.filter((name) => name !== 'toolbox');
    expect(others).toHaveLength(4);
    expect(others.every((name) => name === `toolbox (${jobs[names.indexOf(name)]})`)).toBe(true);
    expect(await contentsOf(folder)).toEqual(Object.assign({}, ...names.map(unpacked)));
  });
});

describe('cancelling', () => {
  it('removes what was received and lets the next one go ahead', async () => {
    const { run, folder, service } = app();
    const { queue, reached } = run({ concurrency: () => 1 });
    service.answerWith({ bytes: 1_500, then: 'silence' });
    queue.start('job', 'all');
    queue.start('next', 'all');
    await service.until('silences');
    queue.cancel('job');
    expect(await reached('job', 'cancelled')).toMatchObject({
      folder: null,
      failure: null,
      finishedAt: expect.any(Number),
    });
    await reached('next', 'done');
    expect(await contentsOf(folder)).toEqual(unpacked('toolbox'));
  });

  it('is in time until the result has its name', async () => {
    const { run, folder } = app();
    const { openResult } = createFakeService(await makeZip({ 'empty.log': '' }));
    const { queue } = run({
      openResult,
      onChange: ({ jobId, phase }) => {
        if (phase === 'unpacking') queue.cancel(jobId);
        if (phase === 'cancelled' || phase === 'done') ended();
      },
    });
    let ended = (): void => undefined;
    const end = new Promise<void>((resolve) => (ended = resolve));
    queue.start('job', 'all');
    await end;
    expect(queue.get('job')?.phase).toBe('cancelled');
    await vi.waitUntil(async () => (await readdir(folder)).length === 0);
  });

  it('takes a queued one out of the queue', async () => {
    const { run, service } = app();
    const { queue, reached } = run({ concurrency: () => 1 });
    service.answerWith({ then: 'silence' });
    for (const jobId of ['first', 'second', 'third']) queue.start(jobId, 'all');
    queue.cancel('second');
    expect(queue.get('second')?.phase).toBe('cancelled');
    await service.until('silences');
    queue.cancel('first');
    await reached('third', 'done');
    expect(service.calls.map((call) => call.jobId)).toEqual(['first', 'third']);
  });

  it('can be taken back by starting again', async () => {
    const { run, folder, service } = app();
    const { queue, reached } = run({ concurrency: () => 1 });
    service.answerWith({ then: 'silence' });
    queue.start('first', 'all');
    queue.start('second', 'all');
    queue.cancel('second');
    queue.start('second', 'usd');
    await service.until('silences');
    queue.cancel('first');
    await reached('second', 'done');
    expect(await readdir(folder)).toEqual(['toolbox (USD)']);
  });

  it('means nothing when the result is home, or was never asked for', async () => {
    const { run, folder } = app();
    const { queue, changes, reached } = run();
    queue.start('job', 'all');
    await reached('job', 'done');
    const before = changes.length;
    queue.cancel('job');
    queue.cancel('another');
    expect(changes).toHaveLength(before);
    expect(await contentsOf(folder)).toEqual(unpacked('toolbox'));
  });
});

it('knows nothing of jobs that were never started', () => {
  const { queue } = app().run();
  expect(queue.get('job')).toBeNull();
  expect(queue.all()).toEqual([]);
});

it('whoever is told of a download and throws stops nothing', async () => {
  const throws = (): never => {
    throw new Error('told');
  };
  const { clock, run } = app();
  const { queue, errors } = run({
    onDownloaded: throws,
    onState: throws,
    onChange: throws,
    recorded: () => Promise.reject(new Error('not recorded')),
    concurrency: () => 1,
  });
  const isHome = () => queue.all().filter(({ phase }) => phase === 'done').length;
  for (const jobId of ['a', 'b']) queue.start(jobId, 'all');
  await vi.waitUntil(() => isHome() === 2);
  await clock.advance(1_000);
  queue.start('a', 'usd');
  await vi.waitUntil(() => isHome() === 2);
  await queue.close();
  expect(new Set(errors.map(String))).toEqual(new Set(['Error: told', 'Error: not recorded']));
});

describe('a result that has come', () => {
  it('makes room for another while it is unpacked, for one each that is received', async () => {
    const { run, service } = app();
    const unpackings: (() => void)[] = [];
    const work = workHere(async () => null);
    const { queue, reached } = run({
      concurrency: () => 1,
      work: {
        ...work,
        unpack: async (...given) => {
          await new Promise<void>((resolve) => unpackings.push(resolve));
          return work.unpack(...given);
        },
      },
    });
    for (const jobId of ['a', 'b', 'c', 'd']) queue.start(jobId, 'all');
    await reached('a', 'checking');
    await reached('b', 'checking');
    expect(queue.all().map(({ phase }) => phase)).toEqual(['checking', 'checking', 'queued', 'queued']);
    expect(service.calls.map(({ jobId }) => jobId)).toEqual(['a', 'b']);
    unpackings.shift()?.();
    await reached('c', 'checking');
    expect(queue.get('d')?.phase).toBe('queued');
    for (const last of ['b', 'c', 'd']) {
      await vi.waitUntil(() => unpackings.length > 0);
      unpackings.shift()?.();
      await reached(last, 'done');
    }
  });
});
