import { expect, it } from 'vitest';
import { parseJob, type Job } from '../../shared/job/job.ts';
import { failureOf } from './failure-place.ts';

function failed(fields: Record<string, unknown>): Job {
  const parsed = parseJob({ id: 'a', status: 'failed', ...fields });
  if (parsed === null) throw new Error('no job');
  return parsed.job;
}

it('names the step of preprocessing that failed', () => {
  const preprocess = { status: 'failed', steps: ['export', 'align'], error: 'No units.' };
  expect(failureOf(failed({ preprocess, stage: 'align' }))).toEqual({
    where: 'Preprocessing failed at “Align”',
    reason: 'No units.',
    part: 'preprocess',
  });
  expect(failureOf(failed({ preprocess: { status: 'FAILED' } }))).toMatchObject({
    where: 'Preprocessing failed',
    reason: null,
  });
});

it('names the stage, and the report where that lists a failure', () => {
  const report = { failures: [{ check: 'watertight', message: '14 open edges.' }] };
  expect(failureOf(failed({ stage: 'collision_decompose', error: 'Open edges.', report }))).toEqual({
    where: 'Failed at “Collision decompose”',
    reason: 'Open edges.',
    part: 'report',
  });
  expect(failureOf(failed({ error: 'Open edges.', report: { passes: ['mass'] } }))).toEqual({
    where: 'Failed',
    reason: 'Open edges.',
    part: null,
  });
});

it('calls an end as the service does', () => {
  expect(failureOf(failed({ status: 'timed_out', stage: 'physics' })).where).toBe('Timed out at “Physics”');
});
