import { describe, expect, it } from 'vitest';
import { readInputs } from './read-inputs.ts';
import { chair, lamp, list, table } from '../testing/exported-list.ts';
import { jobs, useMachine } from '../testing/core-harness.ts';
import { fileSource } from '../../shared/source.ts';

const machine = useMachine();
const names = (count: number, stem = 'b'): string[] =>
  Array.from({ length: count }, (_, index) => `${stem}${index}`);
const cellOf = (batches: string[]): string => `"${batches.join('\n')}"`;
const jobAt = (index: number): string => `job${String(index).padStart(21, '0')}`;
const fileOf = (entries: object[]): string =>
  JSON.stringify({ format: 'rigyd-desk-jobs', version: 1, jobs: entries });
/** A table of so many jobs, each with a hundred batches of its own. */
const tableOf = (count: number): string =>
  `job_id,batch\n${names(count)
    .map((stem, index) => `${jobAt(index)},${cellOf(names(100, `${stem}-`))}\n`)
    .join('')}`;

describe('a file that names more batches than there is room for', () => {
  it.each([
    ['a table', `job_id,batch\n${chair},${cellOf(names(20_000))}\n${lamp},${cellOf(names(100))}\n`],
    [
      'JSON',
      fileOf([
        { id: chair, batches: names(20_000), batchIds: names(20_000) },
        { id: lamp, batches: names(100), batchIds: names(100) },
      ]),
    ],
  ])('puts a job of %s into the first hundred, and names the job', async (_, text) => {
    const to = list();
    const report = await to.take(text);
    expect(report.left).toEqual([{ id: chair, what: 'batches' }]);
    expect(report.batches).toHaveLength(100);
    expect(to.joined[99]).toMatchObject({ ids: [chair, lamp], batch: { name: 'b99' } });
  });

  it('has 2,000 of all its jobs together, and names those that wanted more', async () => {
    const text = `${tableOf(21)}${table},${cellOf(['b0-0', 'one more'])}\n`;
    const to = list();
    const report = await to.take(text);
    expect(report.batches).toHaveLength(2_000);
    expect(report.left.map(({ id }) => id)).toEqual([jobAt(20), table]);
    expect(to.joined[0]?.ids).toEqual([jobAt(0), table]);
  });

  it('has no more of them together with other files, of which each has batches of its own', () => {
    const texts = ['a.csv', 'b.csv'].map((name) => ({ source: fileSource(name), text: tableOf(12) }));
    const [first, second] = readInputs(texts).exports.map(({ read }) => read.jobs);
    expect(first?.some((job) => job.hasMoreBatches)).toBe(false);
    expect(second?.filter((job) => job.hasMoreBatches).map(({ id }) => id)).toEqual(
      names(4).map((_, index) => jobAt(index + 8)),
    );
  });

  it('is imported whole, as far as a job can have batches', async () => {
    const core = await machine().start();
    const report = await core.addJobs(`job_id,batch\n${jobs.chair},${cellOf(names(20_000))}\n`, 'list.csv');
    expect(report.imported).toMatchObject({ left: [{ id: jobs.chair, what: 'batches' }] });
    expect(core.batches.records()).toHaveLength(100);
  });
});
