import { describe, expect, it } from 'vitest';
import { chair, lamp, list, table } from '../testing/exported-list.ts';
import { JobStore } from '../jobs/job-store.ts';
import { newWatchedJob, withAnnotations } from '../jobs/watched-job.ts';
import { importJobs, readExport } from './import-jobs.ts';
import { fileSource } from '../../shared/source.ts';
import { storedJobs } from '../testing/stored-jobs.ts';

const idAt = (index: number): string => `job${String(index).padStart(21, '0')}`;
const count = 1_200;
const text = `job_id,note,tags,batch\n${Array.from(
  { length: count },
  (_, index) => `${idAt(index)},note ${index},oak,Fair\n`,
).join('')}`;

function importInto(jobs: JobStore, given = text) {
  const read = readExport(given);
  if (read === null || read === 'newer') throw new Error('That is no export.');
  const joined: string[] = [];
  const importing = importJobs(
    {
      jobs,
      signal: new AbortController().signal,
      now: () => 1,
      join: (all) =>
        all.map(({ ids, batch }) => {
          joined.push(...ids);
          return { id: 'b1', name: batch.name, isNew: true, isStandIn: false, joined: ids.length };
        }),
    },
    read,
    fileSource('list.csv'),
  );
  return { importing, joined };
}

const emptyList = () =>
  new JobStore({
    rows: { set: () => {}, flush: async () => {} },
    now: () => 1,
    onChange: () => {},
    onRepeat: () => {},
    onRemove: () => {},
    onReturn: () => {},
  });

describe('a list that is imported slice by slice', () => {
  it('brings notes and tags to jobs that the account’s list adds meanwhile, and reports them as known', async () => {
    const jobs = emptyList();
    const { importing } = importInto(jobs);
    const found = Array.from({ length: 100 }, (_, index) =>
      newWatchedJob(idAt(index), 9, { kind: 'account' }, 1),
    );
    expect(jobs.adopt(found)).toHaveLength(100);
    const report = await importing;
    const records = Array.from({ length: count }, (_, index) => jobs.get(idAt(index))?.record);
    expect(records.map((record) => record?.note)).toEqual(records.map((_, index) => `note ${index}`));
    expect(records.every((record) => record?.tags.join() === 'oak')).toBe(true);
    expect(report).toMatchObject({ merged: 100, left: [] });
    expect(report.known).toEqual(found.map(({ record }) => record.id));
    expect(report.added).toHaveLength(count - 100);
  });

  it('keeps what a person writes meanwhile on jobs of the next slices', async () => {
    const jobs = emptyList();
    await jobs.add(
      Array.from({ length: count }, (_, index) => idAt(index)),
      fileSource('pasted'),
    );
    const { importing } = importInto(jobs);
    const last = idAt(count - 1);
    jobs.update(last, (job) => withAnnotations(job, { note: 'mine', tags: ['new'] }));
    expect(await importing).toMatchObject({ added: [], merged: count });
    expect(jobs.get(last)?.record).toMatchObject({
      note: `mine\n\n—\n\nnote ${count - 1}`,
      tags: ['new', 'oak'],
    });
  });

  it('names jobs of which a later version of the app left a record, and adds them to no batch', async () => {
    const jobs = emptyList();
    jobs.load({ jobs: storedJobs([]), unreadable: [lamp], revision: 1 });
    const { importing, joined } = importInto(jobs, `job_id,tags,batch\n${chair},a,Fair\n${lamp},b,Fair\n`);
    expect(await importing).toMatchObject({
      added: [chair],
      known: [],
      left: [{ id: lamp, what: 'job' }],
    });
    expect(joined).toEqual([chair]);
  });

  it('tells jobs that stay as they are from those that changed', async () => {
    const to = list({ id: chair, note: 'same' }, { id: lamp });
    const report = await to.take(`job_id,note\n${chair},same\n${table},new\n${lamp},other\n`);
    expect(report).toMatchObject({ added: [table], known: [chair, lamp], merged: 1 });
  });
});
