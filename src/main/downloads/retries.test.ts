import { describe, expect, it, vi } from 'vitest';
import { type DownloadSummary, queuedDownload, type Download } from '../../shared/downloads.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import type { Answer } from './testing/fake-service.ts';
import { useApp } from './testing/queue-harness.ts';

const app = useApp();
const minute = 60_000;

/** A download that five tries in a row have failed, and what is told of its end from then on. */
async function givenUp(code: ErrorCode, failures: number, ...then: Answer[]) {
  const { service, clock, run } = app();
  service.answerWith(...Array.from({ length: failures }, () => ({ failure: code })), ...then);
  const { queue, reached, summaries } = run();
  queue.start('job', 'all');
  for (const ms of [2_000, 6_000, 18_000, 54_000]) {
    await clock.untilWaiting((waiting) => waiting === ms);
    await clock.advance(ms);
  }
  const download = await reached('job', 'failed');
  return { queue, reached, summaries, service, clock, download };
}

/** Minutes until a download that has failed is tried again. */
const wait = ({ retryAt }: Download, now: number): number => Math.round(((retryAt ?? now) - now) / minute);

describe('a download that was told as failed', () => {
  it('is tried again by itself where it was not the result that failed, ever more rarely, and told of when it is home', async () => {
    const { queue, reached, summaries, service, clock, download } = await givenUp('service-down', 10);
    const waits = [wait(download, clock.now())];
    for (let failed = 5; failed < 10; failed += 1) {
      await clock.advance((queue.get('job')?.retryAt ?? 0) - clock.now());
      waits.push(wait(await reached('job', 'failed'), clock.now()));
      expect(service.calls).toHaveLength(failed + 1);
    }
    expect(waits).toEqual([6, 11, 22, 44, 66, 66]);
    expect(queue.get('job')).toMatchObject({ attempts: 9, failure: { code: 'service-down' } });
    expect(summaries).toMatchObject([{ done: 0, failed: 1 }]);
    await clock.advance(66 * minute);
    expect(await reached('job', 'done')).toMatchObject({ attempts: 0, retryAt: null, failure: null });
    expect(summaries.slice(1)).toMatchObject([{ done: 1, failed: 0 }]);
  });

  it.each(['bad-answer', 'address-refused', 'unauthorized', 'no-key', 'forbidden'] as const)(
    'at once is tried again later where a proxy may have answered, or the key was refused: %s',
    async (code) => {
      const { service, clock, run } = app();
      service.answerWith({ failure: code });
      const { queue, reached } = run();
      queue.start('job', 'all');
      expect(wait(await reached('job', 'failed'), clock.now())).toBe(6);
      await clock.advance(6 * minute);
      await reached('job', 'done');
    },
  );

  it('that is tried early says the time of its next try also where the clock was set back by a day since', async () => {
    const { queue, reached, clock, service } = await givenUp('service-down', 10);
    clock.setBack(24 * 60 * minute);
    queue.retryNow();
    await reached('job', 'failed');
    await vi.waitUntil(() => service.calls.length === 6);
    expect(wait(await reached('job', 'failed'), clock.now())).toBeLessThanOrEqual(66);
  });

  it('is told of together with others that came home late', async () => {
    const { service, run } = app();
    for (const jobId of ['a', 'b']) service.answerFor(jobId, { failure: 'bad-answer' });
    const { queue, reached, summaries } = run();
    for (const jobId of ['a', 'b']) queue.start(jobId, 'all');
    for (const jobId of ['a', 'b']) await reached(jobId, 'failed');
    queue.retryNow();
    for (const jobId of ['a', 'b']) await reached(jobId, 'done');
    expect(summaries).toMatchObject([{ failed: 2 }, { done: 2, failed: 0 }]);
    expect(summaries.at(-1)?.receivedBytes).toBeGreaterThan(2_000);
  });

  it.each(['clearFinished', 'dismissSummary'] as const)(
    'that fails again brings back no summary that was put away meanwhile: %s',
    async (putAway) => {
      const { service, run } = app();
      service.answerWith({ failure: 'bad-answer' }, { failure: 'bad-answer' });
      const { queue, reached } = run();
      queue.start('job', 'all');
      await reached('job', 'failed');
      expect(queue.report.summary).toMatchObject({ failed: 1 });
      queue.retryNow();
      queue.report[putAway]();
      await reached('job', 'failed');
      expect(queue.report.summary).toBeNull();
    },
  );

  it('goes on with what had come of it, where a proxy sends to an address that must not be asked', async () => {
    const { service, clock, run } = app();
    service.answerWith({ bytes: 1_500, then: 'break' }, { failure: 'address-refused' });
    const { queue, reached } = run();
    queue.start('job', 'all');
    await clock.untilWaiting((ms) => ms !== 250);
    while (service.calls.length < 2) await clock.advance(1_000);
    const { retryAt } = await reached('job', 'failed');
    await clock.advance((retryAt ?? 0) - clock.now());
    await reached('job', 'done');
    expect(service.calls.map(({ resume }) => resume?.offset ?? 0)).toEqual([0, 1_500, 1_500]);
  });

  it.each(['gone', 'payment-required', 'rejected'] as const)(
    'is left alone where the service said why: %s',
    async (code) => {
      const { service, clock, run } = app();
      service.answerWith({ failure: code });
      const { queue, reached } = run();
      queue.start('job', 'all');
      expect((await reached('job', 'failed')).retryAt).toBeNull();
      expect(clock.waiting()).toEqual([250]);
    },
  );

  it('is tried for about a day and no longer, however often the computer wakes meanwhile', async () => {
    const { queue, reached, service, clock } = await givenUp('not-found', 500);
    const failedAt = clock.now();
    let tries = 0;
    while (queue.get('job')?.retryAt !== null) {
      const dueAt = queue.get('job')?.retryAt ?? 0;
      await clock.advance(Math.min(20 * minute, dueAt - clock.now()));
      const isEarly = clock.now() < dueAt;
      tries += isEarly ? 0 : 1;
      if (isEarly) queue.retryNow();
      await reached('job', 'failed');
      if (isEarly) expect(queue.get('job')?.retryAt).toBe(dueAt);
    }
    expect(tries).toBe(24);
    expect((clock.now() - failedAt) / minute / 60).toBeGreaterThan(20);
    expect(service.calls.length).toBeLessThan(130);
  });

  it('is tried at once when the machine wakes or a person asks, and not while downloads are paused', async () => {
    const { service, clock, run } = app();
    service.answerWith({ failure: 'bad-answer' }, { failure: 'bad-answer' });
    let held: 'paused' | null = null;
    const { queue, reached } = run({ held: () => held });
    queue.start('job', 'all');
    await reached('job', 'failed');
    queue.retryNow();
    while (service.calls.length < 2) await clock.advance(0);
    const { retryAt, failure } = await reached('job', 'failed');
    held = 'paused';
    queue.refresh();
    await clock.advance((retryAt ?? 0) - clock.now());
    expect(queue.get('job')).toMatchObject({ phase: 'failed', failure });
    held = null;
    queue.refresh();
    await reached('job', 'done');
  });

  it.each([6, 12, 26])(
    'begins a damaged archive again within a minute, also in the try after %i that failed',
    async (failures) => {
      const { queue, reached, service, clock } = await givenUp('service-down', failures, {
        bytes: 1_500,
        totalBytes: 1_500,
      });
      for (let failed = 5; failed <= failures; failed += 1) {
        await clock.advance((queue.get('job')?.retryAt ?? 0) - clock.now());
        if (failed < failures) await reached('job', 'failed');
      }
      while (queue.get('job')?.failure?.code !== 'archive-damaged') await clock.advance(0);
      expect(queue.get('job')?.phase).toBe('queued');
      await clock.advance(60_000);
      await reached('job', 'done');
      expect(service.calls).toHaveLength(failures + 2);
    },
  );

  it.each([
    ['forever', 'service-down', 24],
    ['after half an hour where it is the body that never comes whole', 'truncated', 3],
  ] as const)('is not tried by itself %s', async (_, code, late) => {
    const { queue, reached, service, clock } = await givenUp(code, 100);
    for (;;) {
      const { retryAt } = await reached('job', 'failed');
      if (retryAt === null) break;
      await clock.advance(retryAt - clock.now());
    }
    expect(service.calls).toHaveLength(5 + late);
    expect(queue.get('job')?.phase).toBe('failed');
  });

  it.each([
    ['service-down', 24],
    ['truncated', 3],
  ] as const)(
    'is tried by itself as often as ever where the machine woke many times before: %s',
    async (code, late) => {
      const { queue, reached, service, clock } = await givenUp(code, 100);
      for (let woken = 1; woken <= 30; woken += 1) {
        await clock.advance(1_000);
        queue.retryNow();
        while (service.calls.length < 5 + woken) await clock.advance(0);
        expect((await reached('job', 'failed')).retryAt).not.toBeNull();
      }
      for (;;) {
        const { retryAt } = await reached('job', 'failed');
        if (retryAt === null) break;
        await clock.advance(retryAt - clock.now());
      }
      // The first of those by waking stands for the first by itself.
      expect(service.calls).toHaveLength(5 + 30 + late - 1);
    },
  );

  it('is tried not before the host said', async () => {
    const { service, clock, run } = app();
    service.answerWith({ failure: 'bad-answer', retryAfterMs: 10 * minute });
    const { queue, reached } = run();
    queue.start('job', 'all');
    expect(wait(await reached('job', 'failed'), clock.now())).toBe(10);
  });

  it('for want of a usable key is tried as soon as there is one, and others at their time', async () => {
    const { service, clock, run } = app();
    service.answerFor('refused', { failure: 'unauthorized' });
    service.answerFor('misled', { failure: 'bad-answer' });
    let held: 'no-key' | 'paused' | null = null;
    const { queue, reached } = run({ held: () => held });
    for (const jobId of ['refused', 'misled']) queue.start(jobId, 'all');
    for (const jobId of ['refused', 'misled']) await reached(jobId, 'failed');
    for (const reason of ['no-key', 'paused', null] as const) {
      held = reason;
      queue.refresh();
    }
    await reached('refused', 'done');
    expect(queue.get('misled')?.phase).toBe('failed');
    await clock.advance(6 * minute);
    await reached('misled', 'done');
  });

  it('is tried after an hour at most where the clock was ahead when it failed', async () => {
    const { clock, run, folder } = app();
    const { queue, reached, changes } = run();
    const failure = { code: 'service-down' as const, text: 'HTTP 503' };
    const before = { ...queuedDownload('job', 'all', 1), phase: 'failed' as const, failure, target: folder };
    queue.restore([{ ...before, finishedAt: 2, retryAt: clock.now() + 365 * 24 * 60 * minute }]);
    expect(wait(queue.get('job') ?? before, clock.now())).toBe(66);
    expect(changes).toHaveLength(1);
    await clock.advance(66 * minute);
    await reached('job', 'done');
  });

  it('is not tried by itself once it is cancelled', async () => {
    const { queue, service, clock } = await givenUp('timeout', 5);
    queue.cancel('job');
    await clock.advance(60 * minute);
    expect(service.calls).toHaveLength(5);
    expect(queue.get('job')?.phase).toBe('cancelled');
  });

  it('is not tried by itself while its job is out of the list, nor once it is home', async () => {
    const { queue, reached, service, clock } = await givenUp('timeout', 5);
    queue.withdraw('job');
    await clock.advance(60 * minute);
    expect(service.calls).toHaveLength(5);
    queue.reinstate('job');
    await clock.advance(0);
    await reached('job', 'done');
    expect(service.calls).toHaveLength(6);
    await clock.advance(120 * minute);
    expect(service.calls).toHaveLength(6);
  });

  it('is not tried by itself where its job is back without a person’s word, nor begun by taking it away and back', async () => {
    const { queue, service, clock } = await givenUp('timeout', 5);
    queue.withdraw('job');
    queue.leaveEnded('job');
    expect(queue.get('job')).toMatchObject({ phase: 'failed', retryAt: null });
    queue.withdraw('job');
    queue.reinstate('job');
    await clock.advance(120 * minute);
    expect(service.calls).toHaveLength(5);
  });

  it('is tried by itself again where its removal is taken back after a link gave its job, unless that was cancelled', async () => {
    const { queue, reached, clock } = await givenUp('timeout', 5);
    const { retryAt } = queue.get('job') ?? {};
    queue.withdraw('job');
    queue.leaveEnded('job');
    queue.reinstate('job');
    expect(queue.get('job')).toMatchObject({ phase: 'failed', retryAt });
    queue.withdraw('job');
    queue.leaveEnded('job');
    queue.cancel('job');
    queue.reinstate('job');
    expect(queue.get('job')).toMatchObject({ phase: 'cancelled', retryAt: null });
    queue.start('job', 'all');
    await clock.advance(0);
    await reached('job', 'done');
  });

  it('is tried by itself for no longer where the app is quit in the midst of each try, and told of once', async () => {
    const { service, clock, run } = app();
    service.answerWith(...Array.from({ length: 100 }, () => ({ failure: 'address-refused' as const })));
    const summaries: DownloadSummary[] = [];
    const waits: number[] = [];
    let { queue, reached, summaries: seen } = run();
    queue.start('job', 'all');
    for (;;) {
      const download = await reached('job', 'failed');
      summaries.push(...seen);
      if (download.retryAt === null) break;
      waits.push(wait(download, clock.now()));
      await queue.close();
      const quits = run({ concurrency: () => 0 });
      quits.queue.restore([download]);
      await clock.advance(download.retryAt - clock.now());
      await quits.queue.close();
      ({ queue, reached, summaries: seen } = run());
      queue.restore(quits.queue.all());
    }
    expect(waits.slice(0, 7)).toEqual([6, 11, 22, 44, 66, 66, 66]);
    expect(waits).toHaveLength(24);
    expect(summaries).toMatchObject([{ failed: 1 }]);
  });

  it('is tried by itself after a restart too, and with what had come of it', async () => {
    const { clock, run, folder } = app();
    const { queue, reached } = run();
    const failure = { code: 'bad-answer' as const, text: 'HTTP 403, a web page' };
    const before = { ...queuedDownload('job', 'all', 1), phase: 'failed' as const, failure, finishedAt: 2 };
    queue.restore([{ ...before, target: folder, receivedBytes: 1_500, retryAt: clock.now() + minute }]);
    queue.restore([{ ...before, jobId: 'other' }]);
    await clock.advance(minute - 1);
    expect(queue.get('job')).toMatchObject({ phase: 'failed', receivedBytes: 1_500 });
    await clock.advance(1);
    await reached('job', 'done');
    expect(queue.get('other')?.phase).toBe('failed');
  });
});
