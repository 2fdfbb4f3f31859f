import { describe, expect, it } from 'vitest';
import { queuedDownload } from '../../shared/downloads.ts';
import { fileSource } from '../../shared/source.ts';
import { RemovedJobs } from './removed-jobs.ts';
import { removedKey } from './row-keys.ts';
import { newWatchedJob, withAnnotations, withDownload } from './watched-job.ts';

const hour = 60 * 60_000;
const job = (id: string) => newWatchedJob(id, 1, fileSource('pasted'), 1);

function setUp() {
  const disk = new Map<string, unknown>();
  const written: string[] = [];
  const listed = new Set<string>();
  /** Jobs whose downloads were told of at the next start. */
  const noted: string[] = [];
  const clock = { now: 100 * hour };
  const create = () =>
    new RemovedJobs({
      rows: {
        set: (key, value) => {
          written.push(key);
          if (value() === undefined) disk.delete(key);
          else disk.set(key, structuredClone(value()));
        },
      },
      now: () => clock.now,
      isListed: (id) => listed.has(id),
    });
  /** As the next start has them. */
  const again = async (): Promise<RemovedJobs> => {
    const next = create();
    await next.load(new Map(disk), ({ jobId }) => noted.push(jobId));
    return next;
  };
  const idsOf = (removed: RemovedJobs): string[] => removed.listed().map(({ id }) => id);
  return { removed: create(), again, disk, written, listed, noted, clock, idsOf };
}

describe('removed jobs', () => {
  it('are listed with when they were removed, the last one first, also after a restart', async () => {
    const { removed, again, clock } = setUp();
    removed.add(job('a'), clock.now);
    clock.now += 1;
    removed.add(job('b'), clock.now);
    const all = [
      { id: 'b', name: null, removedAt: 100 * hour + 1 },
      { id: 'a', name: null, removedAt: 100 * hour },
    ];
    expect(removed.listed()).toEqual(all);
    expect((await again()).listed()).toEqual(all);
  });

  it('are kept for a day, and then on disk no more', () => {
    const { removed, disk, clock, idsOf } = setUp();
    removed.add(job('a'), clock.now);
    clock.now += 24 * hour - 1;
    removed.add(job('b'), clock.now);
    expect(idsOf(removed)).toEqual(['b', 'a']);
    clock.now += 1;
    expect(idsOf(removed)).toEqual(['b']);
    expect(removed.get('a')).toBeUndefined();
    expect([...disk.keys()]).toEqual([removedKey('b')]);
  });

  it('are gone at the next start where the day is over by then', async () => {
    const { removed, again, disk, clock } = setUp();
    removed.add(job('a'), clock.now);
    clock.now += 24 * hour;
    expect((await again()).listed()).toEqual([]);
    expect(disk.size).toBe(0);
  });

  it('have their downloads told of at the next start, unless they are on the list or the day is over', async () => {
    const { removed, again, listed, noted, clock } = setUp();
    const downloaded = (id: string) => withDownload(job(id), queuedDownload(id, 'all', 1));
    removed.add(downloaded('over'), clock.now);
    clock.now += 1;
    for (const id of ['kept', 'listed']) removed.add(downloaded(id), clock.now);
    removed.add(job('without'), clock.now);
    listed.add('listed');
    clock.now += 24 * hour - 1;
    await again();
    expect(noted).toEqual(['kept']);
  });

  it('are kept no longer where the clock was ahead when they were removed', async () => {
    const { removed, again, clock, idsOf } = setUp();
    clock.now += 1_000 * hour;
    removed.add(job('a'), clock.now);
    clock.now -= 1_000 * hour;
    const next = await again();
    expect(idsOf(next)).toEqual(['a']);
    clock.now += 24 * hour;
    expect(idsOf(next)).toEqual([]);
  });

  it('are kept with what has changed since', async () => {
    const { removed, again, clock } = setUp();
    removed.add(job('a'), clock.now);
    removed.update('a', (watched) => withAnnotations(watched, { note: 'new' }));
    removed.update('b', (watched) => watched);
    expect((await again()).get('a')?.record.note).toBe('new');
  });

  it('that were added again are not listed, and are for the next start on the list alone', async () => {
    const { removed, again, listed, disk, written, clock, idsOf } = setUp();
    removed.add(job('a'), clock.now);
    listed.add('a');
    removed.noteListed('a');
    removed.noteListed('b');
    expect(idsOf(removed)).toEqual([]);
    expect(disk.size).toBe(0);
    written.length = 0;
    removed.update('a', (watched) => withAnnotations(watched, { note: 'new' }));
    expect(written).toEqual([]);
    expect(removed.take('a')?.record.note).toBe('new');
    expect((await again()).get('a')).toBeUndefined();
  });

  it('that are on the list although they are on disk here are taken from the list', async () => {
    const { removed, again, listed, disk, clock } = setUp();
    removed.add(job('a'), clock.now);
    listed.add('a');
    expect((await again()).get('a')).toBeUndefined();
    expect(disk.size).toBe(0);
  });

  it('that only a later version of the app can read stay on disk', async () => {
    const { again, disk } = setUp();
    disk.set(removedKey('a'), { removedAt: 100 * hour, record: { id: 7 } });
    disk.set(removedKey('b'), 'later');
    expect((await again()).listed()).toEqual([]);
    expect(disk.size).toBe(2);
  });

  it('are taken out once', () => {
    const { removed, disk, clock } = setUp();
    removed.add(job('a'), clock.now);
    expect(removed.take('a')?.record.id).toBe('a');
    expect(removed.take('a')).toBeUndefined();
    expect(disk.size).toBe(0);
  });
});
