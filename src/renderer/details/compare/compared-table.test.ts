import { describe, expect, it } from 'vitest';
import type { Comparison } from '../../../shared/comparison.ts';
import { fieldsOf, hasJobsAsColumns, sortedBy, tableText, wordsOf } from './compared-table.ts';

const mass = 'passes\nphysics\ndetails\nmass_kg';
const comparison: Comparison = {
  fields: ['version', mass, 'run_ms'],
  withoutReport: 0,
  jobs: [
    { id: 'a', name: 'chair.glb', values: { version: '2.4', [mass]: 10.5, run_ms: 2_000 } },
    { id: 'b', name: 'lamp\tblue', values: { version: '2.4', [mass]: 9 } },
    { id: 'c', name: 'mug.glb', values: { version: '2.4' } },
  ],
};

describe('a table of report values', () => {
  it('names each value, and what it is of, numbers first', () => {
    expect(fieldsOf(comparison, false)).toEqual([
      { field: mass, label: 'Mass kg', group: 'Physics', isNumber: true },
      { field: 'run_ms', label: 'Run', group: '', isNumber: true },
      { field: 'version', label: 'Version', group: '', isNumber: false },
    ]);
  });

  it('can show only that in which jobs differ; what one lacks differs', () => {
    expect(fieldsOf(comparison, true).map(({ field }) => field)).toEqual([mass, 'run_ms']);
  });

  it('says of nothing that it differs where one reads the same', () => {
    const close = comparison.jobs.map((job, at) => ({ ...job, values: { run_ms: 2_000 + at } }));
    expect(fieldsOf({ ...comparison, jobs: close }, true)).toEqual([]);
    expect(fieldsOf({ ...comparison, jobs: close }, false)).toHaveLength(3);
  });

  it('has values in words with their units, and a dash where there is none', () => {
    expect(comparison.jobs.map((job) => wordsOf(job, 'run_ms'))).toEqual(['2 s', '–', '–']);
  });

  it('has no value for what every object is born with', () => {
    const [job] = comparison.jobs;
    expect(job && wordsOf(job, 'constructor')).toBe('–');
  });

  it('is sorted by numbers as numbers, with what is not known last', () => {
    const ids = (descending: boolean) => sortedBy(comparison.jobs, mass, descending).map(({ id }) => id);
    expect([ids(false), ids(true)]).toEqual([
      ['b', 'a', 'c'],
      ['a', 'b', 'c'],
    ]);
  });

  it('is copied as a table, whatever is in a name', () => {
    expect(tableText(comparison.jobs.slice(0, 2), fieldsOf(comparison, true))).toBe(
      'job_id\tname\tPhysics: Mass kg\tRun\na\tchair.glb\t10.5\t2000\nb\tlamp blue\t9\t',
    );
  });

  it('has a column for each of a few jobs, and a row for each of many', () => {
    expect(hasJobsAsColumns(comparison)).toBe(true);
    const many = Array.from({ length: 6 }, (_, at) => ({ id: `j${at}`, name: `j${at}`, values: {} }));
    expect(hasJobsAsColumns({ fields: [], jobs: many, withoutReport: 0 })).toBe(false);
  });
});
