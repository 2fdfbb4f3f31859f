import { expect, it, vi } from 'vitest';
import { failed } from '../../shared/errors.ts';
import type { OpenResult } from '../rigyd/result-stream.ts';
import { useApp } from './testing/queue-harness.ts';

const app = useApp();
const jobs = Array.from({ length: 12 }, (_, index) => `job ${index}`);
const minute = 60_000;

it('all that waits goes on after an hour without a connection, and the service is asked by one at a time', async () => {
  const { run, service, clock } = app();
  let isOffline = true;
  let asked = 0;
  const openResult: OpenResult = async (...question) => {
    asked += 1;
    return isOffline ? failed('offline', 'net::ERR_INTERNET_DISCONNECTED') : service.openResult(...question);
  };
  const { queue } = run({ openResult });
  for (const jobId of jobs) queue.start(jobId, 'all');
  const phases = () => new Set(queue.all().map(({ phase }) => phase));
  for (let passed = 0; passed < 60; passed += 1) {
    await clock.advance(minute);
    await vi.waitUntil(() => !phases().has('receiving'));
  }
  expect(phases()).toEqual(new Set(['queued']));
  expect(queue.all().map(({ attempts }) => attempts)).toEqual(jobs.map(() => 0));
  expect(asked).toBeLessThan(150);

  isOffline = false;
  await vi.waitUntil(
    async () => {
      await clock.advance(1_000);
      return [...phases()].join() === 'done';
    },
    { timeout: 15_000, interval: 5 },
  );
  await queue.close();
}, 30_000);

it('a host that asked to wait is not asked before, and another one is', async () => {
  const { run, service, clock } = app();
  const asked: string[] = [];
  const files = 'https://files.example';
  const openResult: OpenResult = async (jobId, format, options) => {
    if (jobId === 'elsewhere') return service.openResult(jobId, format, options);
    if (options.admit?.(files) === false) return failed('offline');
    asked.push(jobId);
    if (asked.length > 1) return service.openResult(jobId, format, options);
    const failure = {
      code: 'rate-limited' as const,
      text: 'Slow down',
      retryAfterMs: 5 * minute,
      origin: files,
    };
    return { ok: false, failure };
  };
  const { queue, reached } = run({ openResult, concurrency: () => 1 });
  for (const jobId of ['first', 'second', 'elsewhere']) queue.start(jobId, 'all');
  await reached('elsewhere', 'done');
  expect(asked).toEqual(['first']);
  expect(queue.get('second')).toMatchObject({
    phase: 'queued',
    attempts: 0,
    failure: { code: 'rate-limited', text: 'Slow down' },
    retryAt: queue.get('first')?.retryAt,
  });
  await clock.advance(5 * minute - 1);
  expect(asked).toEqual(['first']);
  await vi.waitUntil(
    async () => {
      await clock.advance(1_000);
      return ['first', 'second'].every((jobId) => queue.get(jobId)?.phase === 'done');
    },
    { timeout: 15_000, interval: 5 },
  );
  await queue.close();
}, 30_000);
