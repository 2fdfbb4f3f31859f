import { expect, it } from 'vitest';
import { idOf, simulationsOf, sourceOf } from './job-reference.ts';
import { parseJob, type Job } from './job.ts';

function jobWith(fields: Record<string, unknown>): Job & { notes: string[] } {
  const parsed = parseJob({ id: 'a', status: 'completed', source_job: null, simulations: [], ...fields });
  if (parsed === null) throw new Error('no job');
  const notes = parsed.notes.filter((note) => /^(source_job|simulations)/.test(note));
  return { ...parsed.job, notes };
}

it.each<[string, Record<string, unknown>, string | null]>([
  ['as an object', { source_job: { id: 'src1', status: 'completed' } }, 'src1'],
  ['as an ID', { source_job: ' src1 ' }, 'src1'],
  ['as a number', { source_job: 7 }, '7'],
  ['as an object with a number', { source_job: { id: 7 } }, '7'],
  ['as a number in source_job_id', { source_job_id: 7 }, '7'],
  ['as a list of one', { source_job: [{ id: 'src1' }] }, 'src1'],
  ['as source_job_id', { source_job_id: 'src1' }, 'src1'],
  ['as source_job_id beside an object without ID', { source_job: {}, source_job_id: 'src1' }, 'src1'],
  ['nowhere', { source_job: '' }, null],
])('finds the source of a simulation: %s', (_where, fields, expected) => {
  const job = jobWith(fields);
  expect(idOf(sourceOf(job))).toBe(expected);
  expect(job.notes).toEqual([]);
});

it.each<[string, Record<string, unknown>, (string | null)[]]>([
  ['as objects', { simulations: [{ id: 'sim1' }, { id: 'sim2' }] }, ['sim1', 'sim2']],
  ['as IDs', { simulations: ['sim1', 'sim2'] }, ['sim1', 'sim2']],
  ['as numbers', { simulations: [7, { id: 8 }] }, ['7', '8']],
  ['as numbers in simulation_ids', { simulation_ids: [7] }, ['7']],
  ['as one ID', { simulations: 'sim1' }, ['sim1']],
  ['as one job', { simulations: { id: 'sim1', status: 'running' } }, ['sim1']],
  ['as simulation_ids', { simulation_ids: ['sim1'] }, ['sim1']],
  ['none', { simulations: [] }, []],
])('finds the simulations of a source: %s', (_where, fields, expected) => {
  const job = jobWith(fields);
  expect(simulationsOf(job).map(idOf)).toEqual(expected);
  expect(job.notes).toEqual([]);
});

it('leaves a note where a related job is neither', () => {
  expect(jobWith({ source_job: true }).notes).toEqual([expect.stringMatching('^source_job: ')]);
  expect(jobWith({ simulations: ['sim1', true] }).notes).toEqual([expect.stringMatching('^simulations.1: ')]);
});
