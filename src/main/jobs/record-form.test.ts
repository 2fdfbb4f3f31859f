import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { parseJob } from '../../shared/job/job.ts';
import example from '../../simulator/seed-example.json' with { type: 'json' };
import { answered, rawJob } from '../testing/answered-job.ts';
import { currentForm, fromRecord, newWatchedJob, readRecord, watchedJobSchema } from './watched-job.ts';

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
  expect([currentForm, reads]).toEqual([1, 'YTkyyKcvCK24J9QFFPpZk-ShHbltr2AeEgZXqyua2BU']);
});
