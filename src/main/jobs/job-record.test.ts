import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { queuedDownload, type Download } from '../../shared/downloads.ts';
import { parseJob } from '../../shared/job/job.ts';
import example from '../../simulator/seed-example.json' with { type: 'json' };
import { fileSource } from '../../shared/source.ts';
import { seal, unseal } from '../store/sealed.ts';
import { answered, rawJob } from '../testing/answered-job.ts';
import { currentForm, readRecord, watchedJobSchema } from './job-record.ts';
import { fromRecord, newWatchedJob, withDownload, withFailure } from './watched-job.ts';

const fresh = newWatchedJob('a1', 3, null, 1_000);
const documented = { ...example.data, id: 'a1' };
const stored = (record: object): unknown => JSON.parse(JSON.stringify(record));

it('keeps an answer once that is as the API documents it, and reads it no second time', () => {
  const { record, job } = answered(fresh, documented, 2_000);
  const extra = parseJob({ ...rawJob, ...documented });
  expect(record.raw).toEqual(extra?.job);
  expect(record.raw).toBe(job);
  const read = readRecord(stored(record));
  const again = read && fromRecord(read);
  expect(again?.job).toEqual(job);
  expect(again?.record.raw).toBe(again?.job);
  expect(again?.notes).toEqual([]);
});

it('reads any other answer again', () => {
  const { record, job, notes } = answered(fresh, { progress: 'half', timing: null }, 2_000);
  expect(record.raw).not.toBe(job);
  const read = readRecord(stored(record));
  expect(read && fromRecord(read)).toMatchObject({ job, notes });
});

it('checks a record of an earlier version', () => {
  expect(
    readRecord(stored({ ...answered(fresh, documented, 2_000).record, form: undefined, fetchedAt: 1e300 })),
  ).toMatchObject({
    fetchedAt: null,
    plain: false,
  });
  expect(readRecord({ id: 'a1' })).toBeNull();
});

it('is another form once anything of a record or an answer is read differently', () => {
  const values = [
    null,
    '',
    'running',
    -1,
    250,
    '42',
    true,
    [],
    {},
    [{ url: 'https://a/b.png' }],
    { id: 'x' },
  ];
  const fields = Object.keys({ ...rawJob, ...documented });
  const answers = fields.flatMap((field) => values.map((value) => ({ ...documented, [field]: value })));
  const record = answered(fresh, documented, 2_000).record;
  const records = Object.keys(record).flatMap((field) =>
    values.map((value) => ({ ...record, form: 0, [field]: value })),
  );
  const reads = createHash('sha256')
    .update(JSON.stringify(answers.map(parseJob)))
    .update(JSON.stringify(records.map((one) => watchedJobSchema.safeParse(one).data ?? null)))
    .digest('base64url');
  // Where the second one changes, raise the first, and write both down here.
  expect([currentForm, reads]).toEqual([5, 'kdCzfQo_l3W1dtu9rotYhD_2jO9goivsTJ5_bqUBx4Y']);
});

const pasted = newWatchedJob('a1', 3, fileSource('pasted'), 1_000);

const download: Download = {
  ...queuedDownload('a1', 'usd', 1),
  phase: 'done',
  receivedBytes: 10,
  totalBytes: 10,
  folder: '/results/chair',
  finishedAt: 2,
};

describe('a record on disk', () => {
  const failed = withFailure(answered(pasted, {}, 2_000), { code: 'offline', text: 'no route' }, 3_000);
  const kept = withDownload(failed, download);

  it('comes back as it was', () => {
    const stored: unknown = unseal('job!a1', seal('job!a1', kept.record));
    const record = watchedJobSchema.parse(stored);
    expect(record).toEqual(kept.record);
    expect(fromRecord(record)).toEqual({ ...kept, version: 1 });
  });

  it('is read again by what this version understands of the answer', () => {
    const watched = fromRecord({ ...kept.record, raw: { ...rawJob, status: 'completed', progress: 'all' } });
    expect(watched.job?.status).toBe('completed');
    expect(watched.notes.join()).toContain('progress');
  });

  it('without an answer, or with one that cannot be read, is a job still to be polled', () => {
    for (const unread of [null, 'nonsense', { id: 'a1' }])
      expect(fromRecord({ ...kept.record, raw: unread })).toMatchObject({ job: null, notes: [] });
  });

  it('keeps all else when its download, or the reason of its failure, cannot be read', () => {
    const odd = {
      ...kept.record,
      download: { phase: 'teleporting' },
      failure: { ...kept.record.failure, code: 'new' },
    };
    const record = watchedJobSchema.parse(odd);
    expect(record.download).toBeNull();
    expect(record.failure).toMatchObject({ code: 'internal', attempts: 1 });
    expect(record.raw).toEqual(rawJob);
  });

  it('of an earlier version of the app lacks what that did not know', () => {
    const unknown = {
      observations: [],
      changedAt: null,
      batches: [],
      tags: [],
      note: null,
      archived: false,
      verdict: null,
    };
    const old = Object.entries(kept.record).filter(([name]) => !(name in unknown));
    const transitions = [{ status: 'running', at: 2_000 }];
    expect(watchedJobSchema.parse({ ...Object.fromEntries(old), transitions })).toEqual({
      ...kept.record,
      ...unknown,
      transitions: [{ status: 'running', at: 2_000, after: null }],
    });
  });

  it('has the words of its past cut as those of an answer are, and the latest 200 of each', () => {
    const long = { status: 'w'.repeat(5_000), at: 1, after: null };
    const seen = { kind: 'step', text: 'x\uFFFF'.repeat(5_000), at: 1, after: null };
    const parsed = watchedJobSchema.parse({
      ...kept.record,
      transitions: [...Array<object>(300).fill({ ...long, status: 'queued' }), long],
      observations: [...Array<object>(300).fill({ ...seen, text: null }), seen],
    });
    expect(parsed.transitions).toHaveLength(200);
    expect(parsed.transitions.at(-1)).toEqual({ ...long, status: `${'w'.repeat(199)}…` });
    expect(parsed.observations).toHaveLength(200);
    expect(parsed.observations.at(-1)).toEqual({ ...seen, text: 'x\uFFFD'.repeat(60) });
    expect(watchedJobSchema.parse(parsed)).toEqual(parsed);
  });

  it('needs an ID', () => {
    expect(watchedJobSchema.safeParse({ ...kept.record, id: '' }).success).toBe(false);
  });
});

it('an answer that an earlier version kept as it came is made well formed when it is read', () => {
  const { record } = answered(pasted, {}, 1);
  const watched = fromRecord({
    ...record,
    raw: { ...rawJob, filename: 'chair\uFFFF.glb', extra: ['\uFDD0'] },
  });
  expect(watched.job?.filename).toBe('chair\uFFFD.glb');
  expect(JSON.stringify(watched.record.raw)).not.toMatch(/[\uFFFF\uFDD0]/);
});
