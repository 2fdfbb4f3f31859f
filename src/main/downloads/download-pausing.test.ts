import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DownloadQueueState } from '../../shared/downloads.ts';
import { unpacked, useApp, zip } from './testing/queue-harness.ts';
import { contentsOf } from './testing/temporary-folder.ts';

const app = useApp();

describe('a queue that is paused', () => {
  it('keeps what was received, begins nothing, and goes on from there', async () => {
    const { run, folder, service } = app();
    let held: DownloadQueueState['held'] = null;
    const { queue, reached } = run({ concurrency: () => 1, held: () => held });
    service.answerWith({ bytes: 1_500, then: 'silence' });
    queue.start('job', 'all');
    queue.start('next', 'all');
    await service.until('silences');
    held = 'paused';
    queue.refresh();
    await reached('job', 'queued');
    expect(service.calls).toHaveLength(1);
    held = null;
    queue.refresh();
    await Promise.all([reached('job', 'done'), reached('next', 'done')]);
    expect(service.calls.map(({ jobId, resume }) => [jobId, resume?.offset ?? 0])).toEqual([
      ['job', 0],
      ['job', 1_500],
      ['next', 0],
    ]);
    expect(await contentsOf(folder)).toEqual({ ...unpacked('toolbox'), ...unpacked('toolbox (next)') });
  });

  it('says of nothing that it is here that could not be gone on with, also after the app ended', async () => {
    const { run, folder, service, clock } = app();
    let held: DownloadQueueState['held'] = null;
    const { queue, reached } = run({ held: () => held });
    const beforePiece = (): Promise<void> => clock.advance(200);
    const whole = { bytes: 1_500, etag: null, then: 'silence', beforePiece } as const;
    service.answerWith(whole, whole);
    queue.start('paused', 'all');
    await service.until('silences');
    expect(queue.get('paused')).toMatchObject({ receivedBytes: 1_500 });
    held = 'paused';
    queue.refresh();
    expect(await reached('paused', 'queued')).toMatchObject({ receivedBytes: 0, totalBytes: null });

    held = null;
    queue.refresh();
    await service.until('silences', 2);
    await queue.close();
    expect(queue.get('paused')).toMatchObject({ phase: 'receiving', receivedBytes: 0, totalBytes: null });
    expect(await readdir(folder)).toEqual([]);
  });

  it('goes on in the folder in which it was begun', async () => {
    const { run, folder, service } = app();
    let held: DownloadQueueState['held'] = null;
    let chosen = join(folder, 'first');
    const { queue, reached } = run({ held: () => held, folder: () => chosen });
    service.answerWith({ bytes: 1_500, then: 'silence' });
    queue.start('job', 'all');
    await service.until('silences');
    held = 'paused';
    queue.refresh();
    await reached('job', 'queued');
    chosen = join(folder, 'second');
    held = null;
    queue.refresh();
    expect((await reached('job', 'done')).folder).toBe(join(folder, 'first', 'toolbox'));
  });

  it('lets go of what waits when that is cancelled', async () => {
    const { run, service } = app();
    const { queue } = run({ held: () => 'paused' });
    for (const jobId of ['a', 'b']) queue.start(jobId, 'all');
    queue.cancelWaiting();
    expect(queue.all().map(({ phase }) => phase)).toEqual(['cancelled', 'cancelled']);
    expect(service.calls).toEqual([]);
  });
});

describe('a try that failed for now', () => {
  it('is followed by another after growing pauses, a few times, and then left as failed', async () => {
    const { run, service, clock } = app();
    const { queue, reached } = run();
    service.answerWith(...Array.from({ length: 5 }, () => ({ failure: 'service-down' as const })));
    queue.start('job', 'all');
    for (const ms of [2_000, 6_000, 18_000, 54_000]) {
      await clock.untilWaiting((waiting) => waiting === ms);
      expect(queue.get('job')).toMatchObject({ phase: 'queued', failure: { code: 'service-down' } });
      await clock.advance(ms);
    }
    expect((await reached('job', 'failed')).failure?.code).toBe('service-down');
    expect(service.calls).toHaveLength(5);
    queue.retryFailed(() => true);
    await reached('job', 'done');
  });

  it('is followed by another where something answered in the place of the service', async () => {
    const { run, service, clock } = app();
    let tries = 0;
    const { queue, reached } = run({
      openResult: async (...question) => {
        tries += 1;
        if (tries > 2) return service.openResult(...question);
        const failure = {
          code: 'bad-answer' as const,
          text: 'HTTP 403, a web page',
          origin: 'https://api.rigyd.com',
        };
        return { ok: false, failure };
      },
    });
    queue.start('job', 'all');
    for (const ms of [2_000, 6_000]) {
      await clock.untilWaiting((waiting) => waiting === ms);
      await clock.advance(ms);
    }
    await reached('job', 'done');
  });

  it('lets others go ahead, unless it concerns all', async () => {
    const { run, service, clock } = app();
    const { queue, reached } = run({ concurrency: () => 1 });
    service.answerWith({ failure: 'service-down' });
    for (const jobId of ['a', 'b']) queue.start(jobId, 'all');
    await reached('b', 'done');
    expect(queue.get('a')?.phase).toBe('queued');
    await clock.advance(2_000);
    await reached('a', 'done');

    service.answerWith({ failure: 'offline' });
    for (const jobId of ['c', 'd']) queue.start(jobId, 'all');
    await clock.untilWaiting((ms) => ms === 2_000);
    expect(service.calls.map(({ jobId }) => jobId)).not.toContain('d');
    await clock.advance(2_000);
    await reached('d', 'done');
  });
});

it('the end of a run is summed up: what came home, what failed and why, how much and where', async () => {
  const { run, service, folder, clock } = app();
  const states: DownloadQueueState[] = [];
  const { queue, reached, summaries } = run({ onState: (state) => states.push(state) });
  service.answerFor('a', { failure: 'rejected' });
  for (const jobId of ['a', 'b', 'c']) queue.start(jobId, 'all');
  await Promise.all([reached('a', 'failed'), reached('b', 'done'), reached('c', 'done')]);
  expect(summaries).toEqual([
    expect.objectContaining({
      done: 2,
      failed: 1,
      receivedBytes: 2 * zip.length,
      folder,
      failures: [{ code: 'rejected', count: 1 }],
    }),
  ]);
  await clock.advance(250);
  expect(states.at(-1)).toMatchObject({ total: 2, done: 2, failed: 1, percent: 100, summary: summaries[0] });
});

it('a template with a / puts results into a folder in between', async () => {
  const { run, folder } = app();
  const naming = { filename: 'toolbox.glb', jobType: null, batch: '../kitchen', template: '{batch}/{name}' };
  const { queue, reached } = run({ nameOf: () => naming });
  for (const jobId of ['a', 'b']) queue.start(jobId, 'all');
  await Promise.all([reached('a', 'done'), reached('b', 'done')]);
  expect(await readdir(folder)).toEqual(['-kitchen']);
  expect((await readdir(join(folder, '-kitchen'))).sort()).toEqual([
    'toolbox',
    expect.stringMatching(/^toolbox \([ab]\)$/),
  ]);
});
