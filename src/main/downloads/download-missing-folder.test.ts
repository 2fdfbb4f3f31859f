import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ownFiles } from '../files/folder-files.ts';
import { keyOf } from './part-slots.ts';
import { useApp, zip } from './testing/queue-harness.ts';

const app = useApp();
afterEach(() => vi.restoreAllMocks());

/** A folder on a drive that can be taken away. */
async function setUp() {
  const { folder, service, clock, run } = app();
  const drive = join(folder, 'drive');
  const drawer = join(folder, 'drawer');
  const target = join(drive, 'Rigyd');
  let chosen = target;
  await mkdir(target, { recursive: true });
  const absent = { code: 'folder-missing', text: `${target} wasn’t found.` };
  return {
    target,
    service,
    clock,
    absent,
    elsewhere: join(folder, 'elsewhere'),
    choose: (other: string) => (chosen = other),
    start: (pid: number) => run({ folder: () => chosen }, pid),
    async takeAway() {
      await rename(drive, drawer);
      // Else the folder could be made anew in its place.
      await writeFile(drive, '');
    },
    async bringBack() {
      await rm(drive);
      await rename(drawer, drive);
    },
  };
}

/** A run that ended with a half of one result received, and others waiting. */
async function endedHalfway(surroundings: Awaited<ReturnType<typeof setUp>>) {
  const { service, start } = surroundings;
  service.answerFor('half', { bytes: 2_000, then: 'silence' });
  const { queue } = start(3);
  queue.start('half', 'all');
  await service.until('silences');
  for (const id of ['b', 'c', 'd']) queue.start(id, 'all');
  await queue.close();
  const stored = { phase: 'queued', target: null } as const;
  return queue
    .all()
    .map((one) => ({ ...one, ...(one.jobId === 'half' ? { receivedBytes: 2_000 } : stored) }));
}

const ids = ['half', 'b', 'c', 'd'];

describe('a folder that is not there when the app starts', () => {
  it('is waited for without asking the service, and its downloads go on once it is there', async () => {
    const all = await setUp();
    const { target, service, clock, absent, start, takeAway, bringBack } = all;
    const stored = await endedHalfway(all);
    await takeAway();
    const { queue, reached } = start(4);
    const asked = service.calls.length;
    queue.restore(stored);
    for (let round = 0; round < 20; round += 1) {
      await vi.waitUntil(() => ids.every((id) => queue.get(id)?.failure !== null));
      for (const id of ids) expect(queue.get(id)).toMatchObject({ phase: 'queued', failure: absent });
      await clock.advance(30_000);
    }
    expect(service.calls).toHaveLength(asked);
    expect(queue.get('half')).toMatchObject({ receivedBytes: 2_000, target });
    await bringBack();
    await vi.waitUntil(() => ids.every((id) => queue.get(id)?.failure !== null));
    await clock.advance(30_000);
    for (const id of ids) await reached(id, 'done');
    expect(service.calls.filter(({ jobId }) => jobId === 'half').at(-1)?.resume).toMatchObject({
      offset: 2_000,
    });
    await queue.close();
  });

  it('costs nothing that was received, also when the app is quit before it is back', async () => {
    const all = await setUp();
    const { service, absent, start, takeAway, bringBack } = all;
    const stored = await endedHalfway(all);
    await takeAway();
    const second = start(4);
    second.queue.restore(stored);
    await vi.waitUntil(() => second.queue.get('half')?.failure?.code === absent.code);
    await second.queue.close();
    await bringBack();
    const third = start(5);
    third.queue.restore(second.queue.all());
    await third.reached('half', 'done');
    expect(service.calls.filter(({ jobId }) => jobId === 'half').at(-1)?.resume).toMatchObject({
      offset: 2_000,
    });
    await third.queue.close();
  });

  it('is looked for at once when somebody does not want to wait, or the computer wakes', async () => {
    const { absent, start, takeAway, bringBack } = await setUp();
    await takeAway();
    const { queue, reached } = start(4);
    queue.start('b', 'all');
    await vi.waitUntil(() => queue.get('b')?.failure?.code === absent.code);
    await bringBack();
    queue.retryNow();
    await reached('b', 'done');
    await queue.close();
  });

  it('is given up for another one that is chosen, where nothing lies in it yet', async () => {
    const all = await setUp();
    const { elsewhere, absent, choose, start, takeAway } = all;
    const stored = await endedHalfway(all);
    await takeAway();
    const { queue, reached } = start(4);
    queue.restore(stored);
    await vi.waitUntil(() => ids.every((id) => queue.get(id)?.failure?.code === absent.code));
    choose(elsewhere);
    queue.refresh();
    for (const id of ['b', 'c', 'd']) await reached(id, 'done');
    expect(await readdir(elsewhere)).toHaveLength(3);
    await vi.waitUntil(() => queue.get('half')?.failure?.code === absent.code);
    queue.cancel('half');
    queue.start('half', 'all');
    await reached('half', 'done');
    expect(await readdir(elsewhere)).toHaveLength(4);
    await queue.close();
  });
});

describe('a folder that is there and cannot be written to, as the place of a drive that is not mounted', () => {
  it.each(['EACCES', 'EROFS', 'EIO'])('is waited for in the words of the system (%s)', async (code) => {
    const { target, service, clock, start, choose, elsewhere } = await setUp();
    const { mkdir: make } = ownFiles;
    let isMounted = false;
    vi.spyOn(ownFiles, 'mkdir').mockImplementation(async (path, options) => {
      if (!isMounted && path.startsWith(target))
        throw Object.assign(new Error(`${code}: refused, mkdir '${path}'`), { code });
      return make(path, options);
    });
    const { queue, reached } = start(4);
    for (const id of ids) queue.start(id, 'all');
    await vi.waitUntil(() => ids.every((id) => queue.get(id)?.failure !== null));
    for (const id of ids)
      expect(queue.get(id)).toMatchObject({
        phase: 'queued',
        failure: { code: 'folder-missing', text: expect.stringMatching(`^${code}: .*'${target}`) as string },
      });
    isMounted = true;
    await clock.advance(30_000);
    await reached('half', 'done');
    choose(elsewhere);
    for (const id of ['b', 'c', 'd']) await reached(id, 'done');
    expect(service.calls).toHaveLength(4);
    await queue.close();
  });
});

describe('a folder that goes away in the midst', () => {
  /** A download whose folder goes away so often when what was received is about to be checked. */
  async function goingAway(times: number) {
    const { service, clock, absent, start, takeAway, bringBack } = await setUp();
    const { open } = ownFiles;
    let left = times;
    vi.spyOn(ownFiles, 'open').mockImplementation(async (path, flags, mode) => {
      if (path.endsWith('result.zip') && flags === 'r' && left > 0) {
        left -= 1;
        await takeAway();
      }
      return open(path, flags, mode);
    });
    const run = start(4);
    run.queue.start('a', 'all');
    const comesTo = (isSo: () => boolean) =>
      vi.waitUntil(
        async () => {
          await clock.advance(1_000);
          return isSo();
        },
        { interval: 1, timeout: 5_000 },
      );
    const isBackAfter = async (): Promise<void> => {
      await comesTo(() => run.queue.get('a')?.failure?.code === absent.code);
      expect(run.queue.get('a')).toMatchObject({ phase: 'queued', receivedBytes: zip.length });
      await bringBack();
      await clock.advance(30_000);
    };
    return { ...run, service, isBackAfter, bringBack, comesTo };
  }

  it('costs nothing that was received, however often it is back', async () => {
    const { queue, reached, service, isBackAfter } = await goingAway(4);
    for (let time = 0; time < 4; time += 1) await isBackAfter();
    await reached('a', 'done');
    expect(service.calls).toHaveLength(1);
    await queue.close();
  });

  it('ends a download that it stopped again and again, and keeps what was received for the next start', async () => {
    const { queue, service, isBackAfter, bringBack, comesTo } = await goingAway(6);
    for (let time = 0; time < 5; time += 1) await isBackAfter();
    await comesTo(() => queue.get('a')?.phase === 'failed');
    expect(queue.get('a')?.failure).toMatchObject({ code: 'folder-missing' });
    await queue.close();
    await bringBack();
    const next = app().run({ folder: () => join(app().folder, 'drive', 'Rigyd') }, 5);
    next.queue.restore(queue.all());
    next.queue.start('a', 'all');
    await next.reached('a', 'done');
    expect(service.calls).toHaveLength(1);
    await next.queue.close();
  });
});

it('a leftover of one job that cannot be removed ends its download alone, and holds up no other', async () => {
  const { target, service, start } = await setUp();
  service.answerFor('half', { bytes: 2_000, then: 'silence' });
  const { queue: first } = start(3);
  first.start('half', 'all');
  await service.until('silences');
  await first.close();
  const { rm: remove } = ownFiles;
  vi.spyOn(ownFiles, 'rm').mockImplementation((path, options) =>
    path.endsWith('unpacked') && path.includes(keyOf('half'))
      ? Promise.reject(Object.assign(new Error('EACCES: permission denied, rm'), { code: 'EACCES' }))
      : remove(path, options),
  );
  const { queue, reached } = start(4);
  for (const id of ['half', 'b', 'c']) queue.start(id, 'all');
  for (const id of ['b', 'c']) await reached(id, 'done');
  expect(await reached('half', 'failed')).toMatchObject({ failure: { code: 'folder-unavailable' } });
  expect(await readdir(target)).toContain('toolbox');
});
