import { describe, expect, it } from 'vitest';
import { queuedDownload } from '../../shared/downloads.ts';
import { parseJob } from '../../shared/job/job.ts';
import { answered, rawJob } from '../testing/answered-job.ts';
import { hasMjcf, toDetail, toRow } from './job-row.ts';
import {
  fromRecord,
  newWatchedJob,
  withCommandRun,
  withDownload,
  withFailure,
  withHint,
} from './watched-job.ts';
import { fileSource } from '../../shared/source.ts';

const fresh = newWatchedJob('a1', 3, fileSource('pasted'), 1_000);

describe('the row of a job', () => {
  it('is empty but for what is known before the first answer', () => {
    expect(toRow(fresh)).toEqual({
      id: 'a1',
      version: 1,
      order: 3,
      addedAt: 1_000,
      status: null,
      name: null,
      type: null,
      stage: null,
      progress: null,
      pace: null,
      error: null,
      fileSize: null,
      createdAt: null,
      queuedAt: null,
      startedAt: null,
      completedAt: null,
      fetchedAt: null,
      changedAt: null,
      failure: null,
      sourceJobId: null,
      download: null,
      batches: [],
      tags: [],
      note: null,
      archived: false,
      review: null,
      verdict: null,
      findings: 0,
    });
  });

  it('shows what the service said, times as numbers, and none for a time nobody can read', () => {
    expect(toRow(answered(fresh, {}, 2_000))).toMatchObject({
      status: 'running',
      name: 'chair.glb',
      type: 'glb_to_simready',
      stage: 'texturing',
      progress: 42,
      error: null,
      createdAt: Date.UTC(2026, 4, 6, 12, 0, 0),
      startedAt: Date.UTC(2026, 4, 6, 12, 0, 1),
      completedAt: null,
    });
    expect(toRow(answered(fresh, { status: 'failed', error: 'No mesh.' }, 1)).error).toBe('No mesh.');
  });

  it('says nothing of how a job is doing that a list alone speaks of and the service refuses', () => {
    const answer = { ...rawJob, status: 'failed', error: 'No mesh.' };
    const parsed = parseJob(answer);
    if (parsed === null) throw new Error('The job cannot be read.');
    const listed = withHint(fresh, { ...parsed, raw: answer }, 1_000);
    expect(toRow(listed)).toMatchObject({ status: 'failed', error: 'No mesh.' });
    const refused = withFailure(listed, { code: 'not-found', text: null }, 2_000);
    const nothing = {
      status: null,
      stage: null,
      progress: null,
      error: null,
      createdAt: null,
      startedAt: null,
    };
    expect(toRow(refused)).toMatchObject({ ...nothing, name: 'chair.glb', type: 'glb_to_simready' });
  });

  it('has room for a line of each text, and of a traceback for its last', () => {
    const error = 'Traceback (most recent call last):\n  File "run.py"\nMeshError: no faces';
    const row = toRow(
      answered(fresh, { filename: `a\n${'n'.repeat(200_000)}`, stage: 's'.repeat(900), error }, 1),
    );
    expect(row.name).toHaveLength(300);
    expect(row.name).toMatch(/^a n+…$/);
    expect(row.stage).toHaveLength(200);
    expect(row.error).toBe('MeshError: no faces');
  });

  it.each([
    [
      'not before it is completed',
      { status: 'running', output: { mjcf_package: { url: 'u', name: 'n' } } },
      null,
    ],
    ['not without any output', { status: 'completed', output: null }, null],
    [
      'yes where a package is named',
      { status: 'completed', output: { mjcf_package: { url: 'u', name: 'n' } } },
      true,
    ],
    ['not where the answer leaves it out', { status: 'completed', output: { model: null } }, null],
    ['no where none is', { status: 'completed', output: { mjcf_package: null } }, false],
  ])('says whether there is an MJCF package: %s', (_when, changes, expected) => {
    expect(hasMjcf(answered(fresh, changes, 1).job)).toBe(expected);
  });

  it('shows the download', () => {
    const download = queuedDownload('a1', 'usd', 1);
    const watched = withDownload(fresh, download);
    expect(toRow(watched).download).toEqual(download);
    expect(watched.version).toBe(fresh.version + 1);
  });

  it.each([
    [{ id: 'src1', status: 'completed' }, 'src1'],
    [{ id: '' }, null],
    [{ id: 7 }, '7'],
    [{ id: true }, null],
    [null, null],
    ['src1', 'src1'],
    [undefined, 'src2', 'src2'],
  ])('names the source of a simulation: %j', (source_job, expected, source_job_id: unknown = undefined) => {
    const raw = { id: 'sim1', status: 'completed', source_job, source_job_id };
    const { record } = newWatchedJob('sim1', 1, null, 0);
    expect(toRow(fromRecord({ ...record, raw })).sourceJobId).toBe(expected);
  });
});

describe('the detail of a job', () => {
  it('is its row and all that the list leaves out', () => {
    const watched = answered(fresh, {}, 5);
    expect(toDetail(watched)).toEqual({
      row: toRow(watched),
      job: watched.job,
      notes: watched.notes,
      transitions: [{ status: 'running', at: 5, after: null }],
      observations: [{ kind: 'stage', text: 'texturing', at: 5, after: null }],
      source: fileSource('pasted'),
      commandRun: null,
      commandDue: false,
      verdict: null,
    });
  });

  it('holds what came of the command, and is another version for it', () => {
    const watched = answered(fresh, {}, 5);
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
