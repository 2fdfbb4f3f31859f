import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { queuedDownload } from '../../shared/downloads.ts';
import { failed } from '../../shared/errors.ts';
import type { OpenResult } from '../api/result-stream.ts';
import { OriginGates } from '../api/origin-gates.ts';
import { useApp } from './testing/queue-harness.ts';

const app = useApp();
const jobs = Array.from({ length: 12 }, (_, index) => `job ${index}`);
const minute = 60_000;
const unreachable = { code: 'offline' as const, text: null, retryAfterMs: null };

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

it.each(['service-down', 'offline'] as const)(
  'a result that alone fails on a host that hands out all others is told as failed: %s',
  async (code) => {
    const { run, service, clock } = app();
    const files = 'https://files.example';
    const broken = new Set(['job 0', 'job 1']);
    const openResult: OpenResult = async (jobId, format, options) => {
      if (options.admit?.(files) === false) return failed('offline');
      if (broken.has(jobId)) return { ok: false, failure: { code, text: null, origin: files } };
      const outcome = await service.openResult(jobId, format, options);
      return outcome.ok ? { ok: true, value: { ...outcome.value, origin: files } } : outcome;
    };
    const { queue, summaries } = run({ openResult });
    for (const jobId of jobs) queue.start(jobId, 'all');
    await vi.waitUntil(
      async () => {
        await clock.advance(1_000);
        return summaries.length > 0;
      },
      { timeout: 15_000, interval: 1 },
    );
    expect(summaries).toMatchObject([{ done: jobs.length - broken.size, failed: broken.size }]);
    expect(queue.get('job 0')).toMatchObject({
      phase: 'failed',
      failure: { code },
      retryAt: expect.any(Number),
    });
    await queue.close();
  },
  30_000,
);

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

it.each([2, 6])(
  'a silent host makes a few ask the service for an address in vain, not the whole queue, with %i at once',
  async (atOnce) => {
    const { run, service, clock } = app();
    const many = Array.from({ length: 60 }, (_, index) => `job ${index}`);
    const host = 'https://files.example';
    const gates = new OriginGates({ clock, random: () => 0.5 });
    gates.noteFailure(host, unreachable, { resource: 'another', startedAt: clock.now() });
    let inVain = 0;
    let probes = 0;
    let answer: () => void = () => {};
    const silence = new Promise<void>((resolve) => (answer = resolve));
    const openResult: OpenResult = async (jobId, format, options) => {
      if (options.admit?.(host) === false) {
        inVain += 1;
        return failed('offline');
      }
      probes += 1;
      await silence;
      return service.openResult(jobId, format, options);
    };
    const { queue } = run({ openResult, gates, concurrency: () => atOnce });
    for (const jobId of many) queue.start(jobId, 'all');
    await vi.waitUntil(async () => {
      await clock.advance(1_000);
      return probes === 1;
    });
    for (let passed = 0; passed < 60; passed += 1) {
      await clock.advance(1_000);
      await vi.waitUntil(() => queue.all().filter(({ phase }) => phase === 'receiving').length === 1);
    }
    expect(probes).toBe(1);
    expect(inVain).toBeLessThanOrEqual(30);

    answer();
    await vi.waitUntil(
      async () => {
        await clock.advance(1_000);
        return queue.all().every(({ phase }) => phase === 'done');
      },
      { timeout: 15_000, interval: 5 },
    );
    expect(probes).toBe(many.length);
    await queue.close();
  },
  30_000,
);

it('a file host whose certificate is not trusted for hours is asked again later', async () => {
  const { run, service, clock } = app();
  const files = 'https://files.example';
  let isTrusted = false;
  const openResult: OpenResult = async (jobId, format, options) => {
    if (options.admit?.(files) === false) return failed('offline');
    return isTrusted
      ? service.openResult(jobId, format, options)
      : { ok: false, failure: { code: 'certificate', text: 'net::ERR_CERT_DATE_INVALID', origin: files } };
  };
  const { queue, reached } = run({ openResult });
  queue.start('a', 'all');
  await vi.waitUntil(
    async () => {
      await clock.advance(10_000);
      return queue.get('a')?.phase === 'failed';
    },
    { timeout: 15_000, interval: 1 },
  );
  const late = queue.get('a');
  expect(late?.failure?.code).toBe('certificate');
  isTrusted = true;
  await clock.advance((late?.retryAt ?? 0) - clock.now());
  await reached('a', 'done');
});

it.each(['is refused by the service', 'comes from another host', 'is cancelled'])(
  'those held for a host go on by themselves when the one that is to find out %s',
  async (end) => {
    const { run, service, clock } = app();
    const host = 'https://files.example';
    const gates = new OriginGates({ clock, random: () => 0.5 });
    gates.noteFailure(host, unreachable, { resource: 'another', startedAt: clock.now() });
    const held = new Set<string>();
    /** The first that is let go when the host's wait is over. */
    let finder: string | null = null;
    const openResult: OpenResult = async (jobId, format, options) => {
      if (held.has(jobId)) finder ??= jobId;
      if (jobId === finder) {
        if (end === 'is refused by the service') return failed('gone', 'Deleted');
        if (end === 'is cancelled') queue.cancel(jobId);
        else options.admit?.('https://other.example');
        return options.signal.aborted ? failed('interrupted') : service.openResult(jobId, format, options);
      }
      if (options.admit?.(host) !== false) return service.openResult(jobId, format, options);
      held.add(jobId);
      return failed('offline');
    };
    const { queue } = run({ openResult, gates, concurrency: () => 1 });
    for (const jobId of jobs) queue.start(jobId, 'all');
    await vi.waitUntil(() => held.size === 3);
    const others = () => queue.all().filter(({ jobId }) => jobId !== finder);
    await vi.waitUntil(
      async () => {
        await clock.advance(1_000);
        return finder !== null && others().every(({ phase }) => phase === 'done');
      },
      { timeout: 15_000, interval: 5 },
    );
    await queue.close();
  },
  30_000,
);

it('nothing begins while another request finds out whether the service answers again', async () => {
  const { run, service, clock } = app();
  const api = 'https://api.rigyd.com';
  const gates = new OriginGates({ clock, random: () => 0.5 });
  gates.noteFailure(api, unreachable, { resource: 'a job', startedAt: clock.now() });
  await clock.advance(3_000);
  expect(gates.admit(api)).toBe(true);
  const { queue, changes, reached } = run({ openResult: service.openResult, gates });
  for (const jobId of jobs) queue.start(jobId, 'all');
  await clock.advance(20_000);
  expect(changes.map(({ phase, target }) => [phase, target])).toEqual(jobs.map(() => ['queued', null]));

  gates.noteAnswer(api);
  await Promise.all(jobs.map((jobId) => reached(jobId, 'done')));
  await queue.close();
});

it('one that is held while the host is asked by another is said to be tried soon', async () => {
  const { run, service, clock } = app();
  const host = 'https://files.example';
  const gates = new OriginGates({ clock, random: () => 0.5 });
  gates.noteFailure(host, unreachable, { resource: 'another', startedAt: clock.now() });
  await clock.advance(3_000);
  expect(gates.admit(host)).toBe(true);
  let asked = 0;
  const openResult: OpenResult = async (jobId, format, options) => {
    asked += 1;
    return options.admit?.(host) === false ? failed('offline') : service.openResult(jobId, format, options);
  };
  const { queue, reached } = run({ openResult, gates });
  queue.start('a', 'all');
  await vi.waitUntil(() => queue.get('a')?.failure !== null);
  expect(queue.get('a')).toMatchObject({ phase: 'queued', attempts: 0, retryAt: null });
  await clock.advance(minute / 2);
  expect(asked).toBe(1);

  gates.noteAbandoned(host);
  await reached('a', 'done');
  await queue.close();
});

it('one that was to find out about a host leaves that to the next one where its own folder is not there', async () => {
  const { run, service, clock, folder } = app();
  const host = 'https://files.example';
  const gates = new OriginGates({ clock, random: () => 0.5 });
  gates.noteFailure(host, unreachable, { resource: 'another', startedAt: clock.now() });
  const openResult: OpenResult = async (jobId, format, options) =>
    options.admit?.(host) === false
      ? failed('offline')
      : service.openResult(jobId, format, options).finally(() => gates.noteAnswer(host));
  const { queue } = run({ openResult, gates });
  const drive = join(folder, 'drive');
  await writeFile(drive, '');
  const part = { receivedBytes: 1, target: join(drive, 'Rigyd') };
  queue.start('away', 'all');
  await vi.waitUntil(() => queue.get('away')?.failure?.code === 'offline');
  queue.start('here', 'all');
  await vi.waitUntil(() => queue.get('here')?.failure?.code === 'offline');
  // What was received of the first lies on a drive that is not connected, as is known by then.
  Object.assign(queue.get('away') ?? {}, part);
  queue.restore([{ ...queuedDownload('known', 'all', 0), ...part }]);
  await vi.waitUntil(() => queue.get('known')?.failure?.code === 'folder-missing');
  await clock.advance(5_000);
  await vi.waitUntil(() => queue.get('away')?.failure?.code === 'folder-missing');
  await vi.waitUntil(() => queue.get('here')?.phase === 'done');
  await queue.close();
});

it('what waits says the time of the next try, whoever found out meanwhile that nothing answers', async () => {
  const { run, clock } = app();
  const api = 'https://api.rigyd.com';
  const gates = new OriginGates({ clock, random: () => 0.5 });
  // The poll loop is told of a gate first, and so is the one that finds out.
  gates.subscribe(() => {
    if (!gates.admit(api)) return;
    const request = { resource: 'a job', startedAt: clock.now() };
    clock.setTimeout(() => gates.noteFailure(api, unreachable, request), 100);
  });
  const { queue } = run({ openResult: async () => failed('offline'), gates });
  queue.start('a', 'all');
  await vi.waitUntil(() => queue.get('a')?.failure !== null);
  for (let passed = 0; passed < 20; passed += 1) {
    await clock.advance(minute);
    const { retryAt = null } = queue.get('a') ?? {};
    expect(retryAt === null || retryAt > clock.now()).toBe(true);
  }
  queue.cancel('a');
  await queue.close();
});

it('what was to be tried again says no time in the past while it waits for its turn', async () => {
  const { run, clock } = app();
  const openResult: OpenResult = (jobId) =>
    jobId === 'a' ? Promise.resolve(failed('connection-lost')) : new Promise(() => {});
  const { queue } = run({ openResult, concurrency: () => 1 });
  queue.start('a', 'all');
  queue.start('b', 'all');
  await vi.waitUntil(() => queue.get('b')?.phase === 'receiving');
  expect(queue.get('a')).toMatchObject({ phase: 'queued', failure: { code: 'connection-lost' } });
  expect(queue.get('a')?.retryAt).toBeGreaterThan(clock.now());
  await clock.advance(minute);
  expect(queue.get('a')).toMatchObject({ phase: 'queued', retryAt: null });
  void queue.close();
});
