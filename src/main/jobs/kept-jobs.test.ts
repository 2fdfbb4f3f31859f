import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { queuedDownload, type DownloadPhase } from '../../shared/downloads.ts';
import example from '../../simulator/seed-example.json' with { type: 'json' };
import { PackedTexts } from '../store/packed-texts.ts';
import { answered } from '../testing/answered-job.ts';
import type { WatchedJobRecord } from './job-record.ts';
import { KeptJobs } from './kept-jobs.ts';
import { StatusSums } from './status-sums.ts';
import {
  fromRecord,
  inBatches,
  newWatchedJob,
  withAnnotations,
  withCommandDue,
  withDownload,
  withFailure,
  type WatchedJob,
} from './watched-job.ts';

const documented = { ...example.data, status: 'completed' };

const over = (id: string, values: object = {}, order = 1): WatchedJob =>
  answered(newWatchedJob(id, order, null, 1_000), { ...documented, ...values, id }, 2_000);

/** As it is read from disk. */
const stored = (record: WatchedJobRecord): WatchedJobRecord => JSON.parse(JSON.stringify(record));

/** A list in which the jobs that can be at rest are. */
function atRest(...jobs: WatchedJob[]): KeptJobs {
  const kept = new KeptJobs();
  for (const job of jobs) kept.setStored(job, null);
  return kept;
}

const unpackedIn = (kept: KeptJobs): string[] => Array.from(kept.unpacked(), ({ record }) => record.id);

async function untilPacked(kept: KeptJobs, most: number): Promise<void> {
  while (unpackedIn(kept).length > most) await nextTurn();
}

const download = (phase: DownloadPhase, retryAt: number | null = null) => ({
  ...queuedDownload('a', 'usd', 1),
  phase,
  retryAt,
  folder: phase === 'done' ? '/results/chair' : null,
});

describe('a job at rest', () => {
  it('is one that has ended for certain, and of which nothing is to be expected', () => {
    const a = over('a');
    expect(unpackedIn(atRest(a))).toEqual([]);
    expect(unpackedIn(atRest(over('a', { status: 'failed' })))).toEqual([]);
    expect(unpackedIn(atRest(withDownload(a, download('done'))))).toEqual([]);
    expect(unpackedIn(atRest(withDownload(a, download('failed'))))).toEqual([]);
    expect(unpackedIn(atRest(fromRecord({ ...a.record, owed: 'end' })))).toEqual([]);
    const busy = [
      newWatchedJob('a', 1, null, 1),
      over('a', { status: 'running' }),
      over('a', { status: 'cancelled' }),
      fromRecord({ ...a.record, fetchedAt: null }),
      fromRecord({ ...a.record, owed: 'fields' }),
      withFailure(a, { code: 'offline', text: null }, 3_000),
      withCommandDue(a, true),
      withDownload(a, download('receiving')),
      withDownload(a, download('failed', 9)),
    ];
    for (const job of busy) expect(unpackedIn(atRest(job)), JSON.stringify(job.record)).toEqual(['a']);
  });

  it.each([
    ['as the API documents it', documented],
    [
      'in other words',
      { ...documented, progress: 'all of it', timing: null, added_later: { deep: [1, { x: null }] } },
    ],
    ['in other letters', { ...documented, filename: 'Stuhl “木” 🪑\u2028.glb', stage: '\\u0000"' }],
    [
      'nested deeply',
      { ...documented, report: JSON.parse(`${'{"a":['.repeat(100)}1${']}'.repeat(100)}`) as object },
    ],
  ])('is as it was, where the service answered %s', (_how, values) => {
    const job = withAnnotations(inBatches(over('a', values), ['b1']), { tags: ['oak'], note: 'für 木' });
    const got = atRest(job).get('a');
    expect(got).toEqual(job);
    expect(JSON.stringify(got?.record)).toBe(JSON.stringify(job.record));
  });

  it('keeps what a later version of the app wrote into its record', () => {
    const record = { ...stored(over('a').record), addedLater: { kept: ['é'] } };
    const kept = new KeptJobs();
    kept.setStored(fromRecord(record), null);
    expect(kept.get('a')?.record).toEqual(record);
  });

  it('stays in the row that it was read from', () => {
    const texts = new PackedTexts();
    const kept = new KeptJobs(texts);
    const { record } = over('a');
    const text = texts.add(JSON.stringify(record));
    expect(kept.setStored(fromRecord(stored(record)), text)).toBe(true);
    expect(texts.size).toBe(1);
    expect(kept.get('a')?.record).toEqual(record);
    kept.delete('a');
    expect(texts.size).toBe(0);
  });

  it('is read out of its answer once, where that is not as the API documents it', () => {
    const kept = atRest(over('a', { progress: 'all' }));
    expect(kept.get('a')?.notes).toHaveLength(1);
    expect(kept.get('a')?.job?.progress).toBeNull();
  });

  it('wakes up as it is changed, and leaves nothing behind', () => {
    const texts = new PackedTexts();
    const kept = new KeptJobs(texts);
    kept.setStored(over('a'), null);
    const changed = withAnnotations(kept.get('a') ?? over('b'), { note: 'mine' });
    kept.set(changed);
    expect(kept.get('a')).toBe(changed);
    expect(texts.size).toBe(0);
  });

  it('has the same brief as before, and the same place', () => {
    const jobs = [
      inBatches(over('c', {}, 3), ['b1', 'b2']),
      withDownload(over('a', {}, 2), download('done')),
      withDownload(over('b', {}, 9), download('failed')),
      over('d', { status: 'failed' }, 0.5),
    ];
    const awake = new KeptJobs();
    for (const job of jobs) awake.set(job);
    const resting = atRest(...jobs);
    expect(Array.from(resting.briefs(), (brief) => ({ ...brief }))).toMatchObject([...awake.briefs()]);
    expect([...awake.briefs()].map(({ collectable }) => collectable)).toEqual(['first', null, 'again', null]);
    expect([...resting.ids()]).toEqual(['c', 'a', 'b', 'd']);
    expect([...resting.all()]).toEqual(jobs);
    expect(resting.orderOf('d')).toBe(0.5);
  });

  it('is counted and named as before', () => {
    const jobs = [
      inBatches(over('a'), ['b1']),
      over('b', { filename: null }),
      over('c', { status: 'failed' }),
    ];
    const awake = new KeptJobs();
    for (const job of jobs) awake.set(job);
    const sumsOf = (kept: KeptJobs) => {
      const sums = new StatusSums(() => kept.summaries());
      const latest = sums.latest.map(({ id, name, status, isUnknown }) => ({ id, name, status, isUnknown }));
      return { latest, batch: sums.batch('b1'), waiting: sums.waiting, running: sums.running };
    };
    expect(sumsOf(atRest(...jobs))).toEqual(sumsOf(awake));
  });

  it('stays unpacked where it cannot be written', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`);
    const a = over('a');
    const job = { ...a, record: { ...a.record, raw: deep, plain: false } };
    expect(atRest(job).get('a')).toBe(job);
  });
});

class CountedTexts extends PackedTexts {
  read = 0;

  override get(name: number): string {
    this.read += 1;
    return super.get(name);
  }
}

describe('many jobs', () => {
  const ids = Array.from({ length: 1_000 }, (_, at) => `job${String(at).padStart(4, '0')}`);

  it('that were read from disk are all at rest, but for those that are on their way', () => {
    const kept = atRest(...ids.map((id) => over(id)), over('running', { status: 'running' }));
    expect(unpackedIn(kept)).toEqual(['running']);
    expect(kept.size).toBe(ids.length + 1);
  });

  it('that came to their end in this run go to rest but for the last ones, in slices', async () => {
    const kept = new KeptJobs();
    for (const id of ids) kept.set(over(id));
    expect(unpackedIn(kept)).toHaveLength(ids.length);
    await untilPacked(kept, 320);
    const unpacked = unpackedIn(kept);
    expect(unpacked).toEqual(ids.slice(-unpacked.length));
    expect([...kept.all()]).toEqual(ids.map((id) => over(id)));
  });

  it('are got together in the order in which they are asked for', () => {
    const kept = atRest(...ids.map((id) => over(id)));
    kept.set(withAnnotations(over('awake'), { note: 'now' }));
    const wanted = ['awake', ...ids.toReversed().filter((_, at) => at % 7 === 0)];
    expect(kept.getAll(['unknown', ...wanted]).map(({ record }) => record.id)).toEqual(wanted);
  });

  it('that lie far from their neighbours in the list are packed anew in its order', async () => {
    const texts = new CountedTexts();
    const kept = new KeptJobs(texts);
    const jobs = ids.map((id, at) => over(id, {}, (at * 389) % ids.length));
    for (const job of jobs) kept.setStored(job, null);
    await kept.arrange();
    texts.read = 0;
    const inList = jobs.toSorted((a, b) => a.record.order - b.record.order);
    expect([...kept.all()], 'whoever walks over all goes from page to page').toEqual(inList);
    expect(texts.read, 'they are read where they were').toBe(0);
    kept.delete('job0001');
    kept.set(withAnnotations(over('job0002'), { note: 'mine' }));
    expect([kept.get('job0001'), kept.get('job0002')?.record.note]).toEqual([undefined, 'mine']);
  });

  it('that lie beside them stay where they are', async () => {
    const texts = new CountedTexts();
    const kept = new KeptJobs(texts);
    for (const [at, id] of ids.toReversed().entries()) kept.setStored(over(id, {}, at), null);
    await kept.arrange();
    expect(texts.read).toBe(0);
    expect(texts.size).toBe(ids.length);
    expect(kept.get('job0001')).toBeDefined();
    expect(texts.read).toBe(1);
  });

  it('stay as they are while they are changed one after the other', async () => {
    const kept = atRest(...ids.map((id) => over(id)));
    for (const id of ids) {
      const job = kept.get(id);
      if (job !== undefined) kept.set(withAnnotations(job, { archived: true }));
    }
    await untilPacked(kept, 320);
    expect([...kept.all()]).toEqual(ids.map((id) => withAnnotations(over(id), { archived: true })));
  });
});

it('jobs in the same batches share their list, of which not every one that ever was is kept', () => {
  const kept = new KeptJobs();
  const batchesOf = (id: string) => kept.brief(id)?.batches;
  const add = (id: string, batches: string[]) => kept.setStored(inBatches(over(id), batches), null);
  add('a', ['one']);
  add('b', ['one']);
  expect(batchesOf('b')).toBe(batchesOf('a'));
  for (let other = 0; other < 5_000; other += 1) {
    add('other', [`batch ${other}`]);
  }
  add('c', ['one']);
  expect(batchesOf('c')).toEqual(['one']);
  expect(batchesOf('c')).not.toBe(batchesOf('a'));
});
