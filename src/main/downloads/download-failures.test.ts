import type * as Files from 'node:fs/promises';
import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { ErrorCode } from '../../shared/errors.ts';
import { partsFolder } from './hidden-folder.ts';
import { maxRetries } from './retry-policy.ts';
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
    ['a page', Buffer.from('<html>'.repeat(500))],
    [
      'a file that does not match its checksum',
      Buffer.from(zip.toString('latin1').replace('PNGPNG', 'PNGPNX'), 'latin1'),
    ],
  ])('leaves nothing of an archive that is damaged when it came anew as well: %s', async (_what, content) => {
    const { folder, clock, run } = app();
    const service = createFakeService(content);
    const { queue, reached } = run({ openResult: service.openResult });
    queue.start('job', 'all');
    await clock.untilWaiting((ms) => ms === 2_000);
    expect(queue.get('job')).toMatchObject({ phase: 'queued', failure: { code: 'archive-damaged' } });
    await clock.advance(2_000);
    expect((await reached('job', 'failed')).failure).toMatchObject({ code: 'archive-damaged' });
    expect(service.calls.map(({ resume }) => resume)).toEqual([null, null]);
    expect(await readdir(folder)).toEqual([]);
  });

  it('begins again once more after it was cancelled and begun anew', async () => {
    const { clock, run } = app();
    const { openResult, calls } = createFakeService(zip.subarray(0, -100));
    const { queue } = run({ openResult });
    queue.start('job', 'all');
    await clock.untilWaiting((ms) => ms === 2_000);
    queue.cancel('job');
    queue.start('job', 'all');
    await clock.untilWaiting((ms) => ms === 2_000);
    expect(queue.get('job')).toMatchObject({ phase: 'queued', failure: { code: 'archive-damaged' } });
    expect(calls).toHaveLength(2);
  });

  it('leaves nothing of an archive that could do harm, and does not fetch it again', async () => {
    const { openResult, calls } = createFakeService(await makeZipNamed(['fine.usd', '../../evil.sh']));
    expect(await failed('job', { openResult })).toMatchObject({ code: 'archive-unsafe' });
    expect(calls).toHaveLength(1);
    expect(await readdir(app().folder)).toEqual([]);
  });

  it('begins again once where its folder is gone in the midst', async () => {
    const { folder, service, clock, run } = app();
    const target = join(folder, 'results');
    service.answerWith(
      { bytes: 1_500, then: 'break' },
      { beforePiece: () => rm(target, { recursive: true, force: true }) },
    );
    const { queue, reached } = run({ folder: () => target });
    queue.start('job', 'all');
    await clock.untilWaiting((ms) => ms === 1_000);
    await clock.advance(1_000);
    await clock.untilWaiting((ms) => ms === 2_000);
    expect(queue.get('job')).toMatchObject({ phase: 'queued', failure: { code: 'folder-unavailable' } });
    await clock.advance(2_000);
    await reached('job', 'done');
    expect(await contentsOf(target)).toEqual(unpacked('toolbox'));
  });

  it('gives back the room on a full disk', async () => {
    expect(await failed('job', { freeBytes: async () => zip.length + 1 })).toMatchObject({
      code: 'disk-full',
    });
    expect(await readdir(app().folder)).toEqual([]);
  });

  it.each(['not-found', 'not-completed', 'link-expired', 'service-down'] as const)(
    'is tried four times more where it may pass: %s',
    async (code) => {
      const { service, clock, run } = app();
      service.answerWith(...Array.from({ length: 5 }, () => ({ failure: code })));
      const { queue, reached } = run();
      queue.start('job', 'all');
      for (const ms of [2_000, 6_000, 18_000, 54_000]) {
        await clock.untilWaiting((waiting) => waiting === ms);
        expect(queue.get('job')).toMatchObject({ phase: 'queued', retryAt: clock.now() + ms });
        await clock.advance(ms);
      }
      expect(await reached('job', 'failed')).toMatchObject({ failure: { code }, attempts: 4 });
      expect(service.calls).toHaveLength(5);
    },
  );

  it('is tried again when the host said, where it said so', async () => {
    const { service, clock, run } = app();
    service.answerWith({ failure: 'not-completed', retryAfterMs: 300_000 });
    const { queue, reached } = run();
    queue.start('job', 'all');
    await clock.untilWaiting((waiting) => waiting === 300_000);
    await clock.advance(299_999);
    expect(service.calls).toHaveLength(1);
    await clock.advance(1);
    await reached('job', 'done');
  });

  it('is tried at once when the machine wakes or a person asks, which uses up no try', async () => {
    const { service, clock, run } = app();
    service.answerWith(...Array.from({ length: 10 }, () => ({ failure: 'not-completed' as const })));
    const { queue, reached } = run();
    queue.start('job', 'all');
    for (let asked = 1; asked <= 10; asked += 1) {
      await clock.untilWaiting((waiting) => waiting === 2_000);
      expect(service.calls).toHaveLength(asked);
      queue.retryNow();
    }
    await reached('job', 'done');
  });

  it('is not tried before the time that the host said, unless that passed while the machine slept', async () => {
    const { service, clock, run } = app();
    service.answerWith({ failure: 'not-completed', retryAfterMs: 300_000 });
    let sleptMs = 0;
    const { queue, reached } = run({ clock: { ...clock, now: () => clock.now() + sleptMs } });
    queue.start('job', 'all');
    await clock.untilWaiting((waiting) => waiting === 300_000);
    queue.retryNow();
    await clock.advance(1_000);
    expect(service.calls).toHaveLength(1);
    sleptMs = 300_000;
    queue.retryNow();
    await reached('job', 'done');
  });

  it('is tried when the host said, but never at once', async () => {
    const { service, clock, run } = app();
    service.answerWith(
      ...[0, 1, 1_000, 30_000].map((retryAfterMs) => ({ failure: 'not-completed' as const, retryAfterMs })),
    );
    const { queue, reached } = run();
    queue.start('job', 'all');
    for (const ms of [2_000, 1_000, 1_000, 30_000]) {
      await clock.untilWaiting((waiting) => waiting === ms);
      await clock.advance(ms);
    }
    await reached('job', 'done');
  });

  it('takes USD alone where no MJCF package was made, and says so', async () => {
    const { service, run } = app();
    service.answerWith({ failure: 'mjcf-missing' });
    const { queue, reached } = run();
    queue.start('job', 'all');
    expect(await reached('job', 'done')).toMatchObject({ usdOnly: true, format: 'all' });
    expect(service.calls.map(({ format }) => format)).toEqual(['all', 'usd']);
    expect(await readdir(app().folder)).toEqual(['toolbox (USD)']);
  });

  it('waits for an MJCF package that the service names among what the job made, for about a minute', async () => {
    const { service, clock, run } = app();
    const { queue, reached } = run({ hasMjcf: () => true });
    service.answerFor('soon', { failure: 'mjcf-missing' });
    service.answerFor(
      'never',
      ...Array.from({ length: maxRetries + 1 }, () => ({ failure: 'mjcf-missing' as const })),
    );
    for (const id of ['soon', 'never']) queue.start(id, 'all');
    await vi.waitUntil(() => ['soon', 'never'].every((id) => queue.get(id)?.retryAt !== null));
    expect(queue.get('soon')?.failure).toMatchObject({ code: 'not-completed' });
    await clock.advance(2_000);
    expect(await reached('soon', 'done')).toMatchObject({ usdOnly: false });
    for (const ms of [6_000, 18_000, 54_000]) {
      await clock.untilWaiting((waiting) => waiting === ms);
      await clock.advance(ms);
    }
    expect(await reached('never', 'done')).toMatchObject({ usdOnly: true });
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
  async function halfWay(failure: ErrorCode = 'unauthorized') {
    const { run, service, clock } = app();
    const events: string[] = [];
    const { queue, reached } = run({
      concurrency: () => 1,
      openResult: (...question) => {
        events.push('asked');
        return service.openResult(...question);
      },
    });
    service.answerWith({ bytes: 1_500, then: 'break' }, { failure });
    queue.start('job', 'all');
    await clock.untilWaiting((ms) => ms === 1_000);
    await clock.advance(1_000);
    await reached('job', 'failed');
    return { ...app(), queue, reached, events };
  }

  it.each(['unauthorized', 'forbidden', 'payment-required'] as const)(
    'goes on where it stopped when it is started again, perhaps with another key: %s',
    async (code) => {
      const { queue, reached, service, folder } = await halfWay(code);
      queue.start('job', 'all');
      await reached('job', 'done');
      expect(service.calls.map((call) => call.resume?.offset ?? 0)).toEqual([0, 1_500, 1_500]);
      expect(await contentsOf(folder)).toEqual(unpacked('toolbox'));
    },
  );

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

describe('a folder that is chosen while a download waits', () => {
  it('takes it, where nothing of it was received', async () => {
    const { run, folder, service, clock } = app();
    const [first, second] = [join(folder, 'first'), join(folder, 'second')];
    let chosen = first;
    service.answerWith({ failure: 'not-found' });
    const { queue } = run({ folder: () => chosen });
    queue.start('job', 'all');
    await vi.waitUntil(() => queue.get('job')?.failure !== null);
    chosen = second;
    queue.refresh();
    await clock.advance(2_000);
    await vi.waitUntil(() => queue.get('job')?.phase === 'done');
    expect(queue.get('job')?.folder).toBe(join(second, 'toolbox'));
    expect(await readdir(first)).toEqual([]);
    await queue.close();
  });

  it('leaves it where a part of it lies, also where that came in the moment of a pause', async () => {
    const { run, folder, service } = app();
    const [first, second] = [join(folder, 'first'), join(folder, 'second')];
    let [chosen, held]: [string, 'paused' | null] = [first, null];
    service.answerWith({ bytes: 1_500, then: 'silence' });
    const { queue } = run({ folder: () => chosen, held: () => held });
    queue.start('job', 'all');
    await service.until('silences');
    held = 'paused';
    queue.refresh();
    await vi.waitUntil(() => queue.get('job')?.phase === 'queued');
    expect(queue.get('job')?.receivedBytes).toBe(1_500);
    [chosen, held] = [second, null];
    queue.refresh();
    await vi.waitUntil(() => queue.get('job')?.phase === 'done');
    expect(service.calls.at(-1)?.resume?.offset).toBe(1_500);
    expect(queue.get('job')?.folder).toBe(join(first, 'toolbox'));
    await queue.close();
  });
});
