import { describe, expect, it } from 'vitest';
import { isColumnTitle, jobIdRank, namesSomethingElse } from './field-names.ts';

describe("a field that holds a job's ID", () => {
  it.each([
    'id',
    'ID',
    '_id',
    'ids',
    'job_id',
    'jobId',
    'Job ID',
    '--job-id',
    'conversion_id',
    'conversionJobIds',
  ])('is %s', (name) => {
    expect(jobIdRank(name)).toBeGreaterThan(0);
  });

  it.each(['physiq_job_id', 'source_job_id', 'user_id', 'grid', 'idle', 'job', `${' '.repeat(40)}id`, ''])(
    'is not %s',
    (name) => {
      expect(jobIdRank(name)).toBe(0);
    },
  );

  it('is the one that says so most clearly', () => {
    const names = ['id', 'conversion_id', 'job_id', 'conversion_job_id'];
    expect(names.toSorted((x, y) => jobIdRank(x) - jobIdRank(y))).toEqual(names);
    expect(new Set(names.map(jobIdRank)).size).toBe(4);
  });
});

describe('a field that holds something else', () => {
  it.each([
    'physiq_job_id',
    'request-id',
    'trace id',
    'userId',
    'userIDs',
    'uuid',
    'pid',
    'api_key',
    'etag',
    'sha256',
    'source_job',
    'sourceJob',
    'subscription',
  ])('is %s', (name) => {
    expect(namesSomethingElse(name)).toBe(true);
  });

  it.each([
    'filename',
    'grid',
    'paid',
    'status',
    'message',
    'url',
    'simulations',
    `uuid${'x'.repeat(40)}_id`,
  ])('is not %s', (name) => {
    expect(namesSomethingElse(name)).toBe(false);
  });
});

describe("a column's title", () => {
  it('is one that tables of jobs have', () => {
    for (const name of ['ID', 'Job ID', 'status', 'Created At', 'job_type'])
      expect(isColumnTitle(name)).toBe(true);
    for (const name of ['hello', 'physiq_job_id', `status${' '.repeat(40)}`])
      expect(isColumnTitle(name)).toBe(false);
  });
});
