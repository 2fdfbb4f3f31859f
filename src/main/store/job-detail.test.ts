import { describe, expect, it } from 'vitest';
import { parseJob } from '../../shared/job.ts';
import { newWatchedJob, toDetail, toRow, withAnswer, withCommandRun } from './watched-job.ts';

const raw = { id: 'a1', status: 'running', stage: 'texturing' };

function answered() {
  const parsed = parseJob(raw);
  if (parsed === null) throw new Error('The test gives a job that cannot be read.');
  return withAnswer(newWatchedJob('a1', 3, 'pasted', 1_000), { ...parsed, raw }, 5);
}

describe('the detail of a job', () => {
  it('is its row and all that the list leaves out', () => {
    const watched = answered();
    expect(toDetail(watched)).toEqual({
      row: toRow(watched),
      job: watched.job,
      notes: watched.notes,
      transitions: [{ status: 'running', at: 5, after: null }],
      observations: [{ kind: 'stage', text: 'texturing', at: 5, after: null }],
      source: 'pasted',
      commandRun: null,
    });
  });

  it('holds what came of the command, and is another version for it', () => {
    const watched = answered();
    const run = {
      program: '/bin/true',
      startedAt: 6,
      finishedAt: 7,
      exitCode: 0,
      output: '',
      problem: null,
    };
    const after = withCommandRun(watched, run);
    expect(toDetail(after).commandRun).toEqual(run);
    expect(after.version).toBe(watched.version + 1);
  });
});
