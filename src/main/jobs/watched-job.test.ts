import { describe, expect, it } from 'vitest';
import { documentedFields, parseJob, type Job } from '../../shared/job/job.ts';
import { isUnknownJob } from '../../shared/job/job-status.ts';
import { answered, rawJob as raw } from '../testing/answered-job.ts';
import { watchedJobSchema } from './job-record.ts';
import {
  fromRecord,
  hasResult,
  newWatchedJob,
  isKeptBack,
  withFailure,
  withHint,
  withListed,
  type WatchedJob,
  observe,
} from './watched-job.ts';
import type { Observation } from '../../shared/watched-job.ts';
import { fileSource } from '../../shared/source.ts';

const fresh = newWatchedJob('a1', 3, fileSource('pasted'), 1_000);

const refused = (watched: WatchedJob, now: number): WatchedJob =>
  withFailure(watched, { code: 'offline', text: 'no route' }, now);

describe('a job after an answer', () => {
  it('is fresh, keeps the answer as it came, and is another version', () => {
    const watched = answered(refused(fresh, 1_500), {}, 2_000);
    expect(watched.record).toMatchObject({
      fetchedAt: 2_000,
      failure: null,
      addedAt: 1_000,
      source: fileSource('pasted'),
    });
    expect(watched.record.raw).toEqual(raw);
    expect(watched.job?.stage).toBe('texturing');
    expect(watched.version).toBeGreaterThan(fresh.version + 1);
  });

  it.each(['completed', 'COMPLETED', 'succeeded'])('has a result where its end reads well: %s', (status) => {
    expect(hasResult(answered(fresh, { status }, 2_000))).toBe(true);
  });

  it.each(['running', 'failed', 'cancelled', 'expired'])('has no result where it is %s', (status) => {
    expect(hasResult(answered(fresh, { status }, 2_000))).toBe(false);
  });

  it('has each change of status noted once', () => {
    let watched = answered(fresh, { status: 'queued' }, 1);
    watched = answered(watched, { status: 'queued', progress: 1 }, 2);
    watched = answered(watched, { status: 'running' }, 3);
    watched = answered(watched, { status: 'running' }, 4);
    watched = answered(watched, { status: 'queued' }, 5);
    expect(watched.record.transitions).toEqual([
      { status: 'queued', at: 1, after: null },
      { status: 'running', at: 3, after: 2 },
      { status: 'queued', at: 5, after: 4 },
    ]);
  });

  it('keeps the latest 200 changes of status', () => {
    let watched = fresh;
    for (let at = 1; at <= 250; at += 1)
      watched = answered(watched, { status: at % 2 === 0 ? 'queued' : 'running' }, at);
    expect(watched.record.transitions).toHaveLength(200);
    expect(watched.record.transitions.at(-1)).toEqual({ status: 'queued', at: 250, after: 249 });
  });

  it('knows when status, stage or progress last changed', () => {
    const changedAt = (...answers: [Record<string, unknown>, number][]) =>
      answers.reduce((watched, [values, at]) => answered(watched, values, at), fresh).record.changedAt;
    expect(changedAt([{}, 5])).toBe(5);
    expect(changedAt([{}, 5], [{ updatedAt: '2026-01-01T00:00:00Z' }, 9])).toBe(5);
    expect(changedAt([{}, 5], [{ progress: 43 }, 9])).toBe(9);
    expect(changedAt([{}, 5], [{ stage: 'export' }, 9])).toBe(9);
    expect(changedAt([{}, 5], [{ status: 'queued' }, 9])).toBe(9);
    const preprocess = (...steps: string[]) => ({ preprocess: { status: 'running', steps } });
    expect(changedAt([preprocess('export'), 5], [preprocess('export', 'align'), 9])).toBe(9);
    expect(changedAt([preprocess('export'), 5], [preprocess('export'), 9])).toBe(5);
  });

  it('that an earlier version kept without that time stands still from now on', () => {
    const old = answered(fresh, {}, 5);
    const watched = { ...old, record: { ...old.record, changedAt: null } };
    expect(answered(watched, {}, 9).record.changedAt).toBe(9);
  });

  it('has what else changed noted with the times of this answer and the one before', () => {
    const watched = answered(answered(fresh, {}, 5), { stage: 'export' }, 9);
    expect(watched.record.observations).toEqual([
      { kind: 'stage', text: 'texturing', at: 5, after: null },
      { kind: 'stage', text: 'export', at: 9, after: 5 },
    ]);
  });

  it('carries the notes of what could not be read', () => {
    const watched = answered(fresh, { progress: 'half' }, 1);
    expect(watched.notes.join()).toContain('progress');
  });
});

describe('a job after a failed request', () => {
  it('keeps its values, and says since when and how often nobody answered', () => {
    const watched = refused(refused(answered(fresh, {}, 2_000), 3_000), 4_000);
    expect(watched.record.failure).toEqual({ code: 'offline', text: 'no route', since: 3_000, attempts: 2 });
    expect(watched.record.fetchedAt).toBe(2_000);
    expect(watched.job).toMatchObject({ status: 'running', progress: 42 });
    expect(watched.record.fetchedAt).toBe(2_000);
  });

  const listing = { job: answered(fresh, {}, 1).job ?? expect.fail(), notes: [], missing: [] };
  const isUnknown = ({ record, job }: WatchedJob): boolean =>
    isUnknownJob({ ...record, status: job?.status ?? null });

  it('is known once the account’s list names it, and is no nearer to an answer where nobody gave one', () => {
    const listed = (watched: WatchedJob) => withHint(watched, { ...listing, raw }, 5);
    const unknown = withFailure(fresh, { code: 'not-found', text: null }, 1);
    expect([isUnknown(unknown), isUnknown(listed(unknown))]).toEqual([true, false]);
    expect(listed(unknown).record.failure).toMatchObject({ code: 'not-found', since: 1, attempts: 1 });
    expect(listed(refused(fresh, 1)).record.failure).toEqual(refused(fresh, 1).record.failure);
    const both = refused(unknown, 2);
    expect([isKeptBack(both), isUnknown(both), isUnknown(listed(both))]).toEqual([true, true, false]);
    expect(listed(both).record.failure).toMatchObject({ code: 'offline', text: 'no route', attempts: 2 });
  });

  it.each(['not-found', 'gone'] as const)(
    'counts as unknown (%s) only after it has not been listed for half an hour',
    (code) => {
      const minutes = 60_000;
      const told = (watched: WatchedJob, at: number) => withFailure(watched, { code, text: null }, at);
      const running = told(told(answered(fresh, {}, 0), 0), 10 * minutes);
      expect(isUnknown(running)).toBe(true);
      const listed = withHint(running, { ...listing, raw }, 11 * minutes);
      const again = told(told(listed, 12 * minutes), 40 * minutes);
      expect(isUnknown(again)).toBe(false);
      expect(watchedJobSchema.parse(again.record)).toEqual(again.record);
      expect(isUnknown(told(again, 41 * minutes))).toBe(true);
      expect(isUnknown(withHint(told(again, 41 * minutes), { ...listing, raw }, 42 * minutes))).toBe(false);
    },
  );

  it('keeps what the list leaves out of it', () => {
    const running = withFailure(answered(fresh, {}, 0), { code: 'forbidden', text: null }, 1);
    const short = { id: 'a1', status: 'completed' };
    const parsed = parseJob(short) ?? expect.fail();
    const listed = withHint(running, { ...parsed, raw: short }, 2);
    expect(listed.job).toMatchObject({ status: 'completed', filename: running.job?.filename });
    expect(fromRecord(listed.record).job).toEqual(listed.job);
    expect(listed.record.fetchedAt).toBe(0);
  });

  it('counts anew after an answer in between', () => {
    const watched = refused(answered(refused(fresh, 1), {}, 2), 3);
    expect(watched.record.failure).toMatchObject({ since: 3, attempts: 1 });
  });

  it('says for how long the service has refused this very job, without the time in which it failed otherwise', () => {
    const told = (watched: WatchedJob, code: 'not-found' | 'forbidden' | 'offline', now: number) =>
      withFailure(watched, { code, text: null }, now);
    const twice = told(told(told(fresh, 'offline', 1), 'not-found', 20), 'forbidden', 50);
    expect(twice.record.failure).toMatchObject({ since: 1, attempts: 3, refused: { since: 20, until: 50 } });
    expect(watchedJobSchema.parse(twice.record)).toEqual(twice.record);
    const otherwise = told(told(twice, 'offline', 60), 'offline', 65);
    const refusal = { since: 20, until: 50, code: 'forbidden' };
    expect(otherwise.record.failure).toMatchObject({ code: 'offline', refused: refusal });
    expect(watchedJobSchema.parse(otherwise.record)).toEqual(otherwise.record);
    const anew = told(otherwise, 'not-found', 70);
    expect(anew.record.failure).toMatchObject({ since: 1, refused: { since: 40, until: 70 } });
    const later = withFailure(anew, { code: 'gone', text: null }, 900, {
      pollingSince: 880,
      isUnsure: false,
    });
    expect(later.record.failure?.refused).toEqual({ since: 850, until: 900 });
    expect(told(later, 'forbidden', 950).record.failure?.refused).toEqual({ since: 850, until: 950 });
    expect(told(anew, 'not-found', 5).record.failure?.refused).toEqual({ since: 5, until: 5 });
  });

  it('is another version each time', () => {
    expect(refused(fresh, 1).version).toBe(fresh.version + 1);
  });

  it('takes nothing but code and text from the failure', () => {
    const watched = withFailure(
      fresh,
      Object.assign({ code: 'offline' as const, text: null }, { retryAfterMs: 5 }),
      1,
    );
    expect(watched.record.failure).toEqual({ code: 'offline', text: null, since: 1, attempts: 1 });
  });
});

function job(values: object): Job {
  const parsed = parseJob({ id: 'a1', status: 'running', ...values });
  if (parsed === null) throw new Error('The test gives a job that cannot be read.');
  return parsed.job;
}

const preprocess = (status: string, steps: (string | null)[] | null) => ({ preprocess: { status, steps } });

describe('what an answer shows for the first time', () => {
  it('is noted with the time of this answer and of the one before', () => {
    let seen = observe([], job({ stage: 'physics' }), { at: 10, after: null });
    seen = observe(seen, job({ stage: 'physics' }), { at: 13, after: 10 });
    seen = observe(seen, job({ stage: 'export' }), { at: 16, after: 13 });
    expect(seen).toEqual([
      { kind: 'stage', text: 'physics', at: 10, after: null },
      { kind: 'stage', text: 'export', at: 16, after: 13 },
    ]);
  });

  it('is also that a stage went away or came back', () => {
    let seen = observe([], job({ stage: 'physics' }), { at: 1, after: null });
    seen = observe(seen, job({ stage: null }), { at: 2, after: 1 });
    seen = observe(seen, job({ stage: 'physics' }), { at: 3, after: 2 });
    expect(seen.map(({ text }) => text)).toEqual(['physics', null, 'physics']);
  });

  it('is the state of preprocessing, and each step once', () => {
    let seen = observe([], job(preprocess('pending', null)), { at: 1, after: null });
    seen = observe(seen, job(preprocess('running', ['export', 'align'])), { at: 2, after: 1 });
    seen = observe(seen, job(preprocess('running', ['export', 'align', null, 'compress', 'compress'])), {
      at: 3,
      after: 2,
    });
    expect(seen.map(({ kind, text, at }) => [kind, text, at])).toEqual([
      ['preprocess', 'pending', 1],
      ['preprocess', 'running', 2],
      ['step', 'export', 2],
      ['step', 'align', 2],
      ['step', 'compress', 3],
    ]);
  });

  it('is nothing where nothing is new: the very same list comes back', () => {
    const seen: Observation[] = observe([], job({ stage: 'physics' }), { at: 1, after: null });
    expect(observe(seen, job({ stage: 'physics' }), { at: 2, after: 1 })).toBe(seen);
    expect(observe([], job({}), { at: 1, after: null })).toEqual([]);
  });
});

describe('a service out of bounds', () => {
  it('that flips back and forth fills no disk: the latest 200 are kept', () => {
    let seen: Observation[] = [];
    for (let at = 1; at <= 250; at += 1)
      seen = observe(seen, job({ stage: at % 2 === 0 ? 'even' : 'odd' }), { at, after: at - 1 });
    expect(seen).toHaveLength(200);
    expect(seen.at(-1)).toMatchObject({ text: 'even', at: 250 });
  });

  it('with a novel for a stage or a step has it cut, and is not noted again for it', () => {
    const answer = job({ stage: 'x'.repeat(5_000), ...preprocess('running', ['y'.repeat(5_000)]) });
    const seen = observe([], answer, { at: 1, after: null });
    expect(seen.map(({ text }) => text?.length)).toEqual([120, 7, 120]);
    expect(observe(seen, answer, { at: 2, after: 1 })).toBe(seen);
  });

  it('with endless steps has the first 200 looked at', () => {
    const steps = Array.from({ length: 1_000 }, (_, index) => `step ${index}`);
    expect(observe([], job(preprocess('running', steps)), { at: 1, after: null }).length).toBe(200);
  });
});

describe('a job after its entry in a list that is as good as an answer', () => {
  const entryOf = (fields: object) => {
    const rawEntry = { id: 'a1', ...fields };
    const parsed = parseJob(rawEntry);
    if (parsed === null) throw new Error('That is no job.');
    return { ...parsed, raw: rawEntry };
  };

  it('is what the entry says, and keeps what that leaves out or says null for', () => {
    const before = answered(fresh, {}, 2_000);
    const watched = withListed(before, entryOf({ status: 'running', progress: 60, filename: null }), 3_000);
    expect(watched.job).toMatchObject({ progress: 60, filename: before.job?.filename });
    expect(watched.record).toMatchObject({ fetchedAt: 3_000, changedAt: 3_000, failure: null });
    expect(watched.record.raw).toMatchObject({ added_later_by_the_service: { kept: true } });
  });

  it('is the same but for the time where the entry says nothing new', () => {
    const before = answered(fresh, {}, 2_000);
    const watched = withListed(
      before,
      entryOf({ status: 'running', progress: 42, stage: 'texturing' }),
      3_000,
    );
    expect(watched.record).toEqual({ ...before.record, fetchedAt: 3_000 });
    expect(watched.record.raw).toBe(before.record.raw);
  });

  it('has other steps of its preprocessing, another name and its credits, though its status is the same', () => {
    const started = { status: 'running', steps: ['align'], telemetry: { seconds: 3 } };
    const before = answered(fresh, { preprocess: started }, 2_000);
    const listed = entryOf({
      status: 'running',
      filename: 'stool.glb',
      credits_charged: 5,
      preprocess: { status: 'running', steps: ['align', 'export'], telemetry: null },
    });
    const watched = withListed(before, listed, 3_000);
    expect(watched.job).toMatchObject({ filename: 'stool.glb', credits_charged: 5, progress: 42 });
    expect(watched.job?.preprocess).toMatchObject({ ...started, steps: ['align', 'export'] });
    expect(watched.record.observations.at(-1)).toMatchObject({ kind: 'step', text: 'export', at: 3_000 });
  });

  it('has lost what the service took back with another status, and nothing that it merely leaves out', () => {
    const before = answered(fresh, { error: 'Retrying after a lost worker' }, 2_000);
    const nulls = { error: null, stage: null, progress: null, filename: null };
    const timing = { queued_at: '2026-05-06T12:00:00.000Z', started_at: null };
    const again = withListed(before, entryOf({ status: 'queued', ...nulls, timing }), 3_000);
    expect(again.job).toMatchObject({ error: null, stage: null, progress: null, filename: 'chair.glb' });
    expect(again.job?.timing).toMatchObject({ ...timing, started_at: null });
    expect(withListed(before, entryOf({ status: 'completed', ...nulls }), 3_000).job?.error).toBeNull();
    for (const entry of [{ status: 'completed' }, { status: 'running', ...nulls }])
      expect(withListed(before, entryOf(entry), 3_000).job).toMatchObject({
        error: 'Retrying after a lost worker',
        stage: 'texturing',
        progress: 42,
      });
  });

  it('owes an answer of its own where it has ended, and for what was left out', () => {
    const owedAfter = (before: WatchedJob, fields: object) =>
      withListed(before, entryOf(fields), 3_000).record.owed;
    const before = answered(fresh, {}, 2_000);
    const whole = { ...Object.fromEntries(documentedFields.map((field) => [field, null])), id: 'a1' };
    expect(owedAfter(before, { ...whole, status: 'failed' })).toBe('end');
    expect(owedAfter(before, { ...whole, status: 'completed' })).toBe('fields');
    expect(owedAfter(before, { status: 'failed' })).toBe('fields');
    expect(owedAfter(before, { status: 'running' })).toBeNull();
    expect(owedAfter(fresh, { ...whole, status: 'running' })).toBeNull();
    const lacking = withListed(fresh, entryOf({ status: 'running' }), 2_000);
    expect(lacking.record.owed).toBe('fields');
    expect(owedAfter(lacking, { status: 'running', progress: 3 })).toBe('fields');
    expect(owedAfter(lacking, { ...whole, status: 'running' })).toBeNull();
    expect(answered(lacking, {}, 4_000).record.owed).toBeNull();
  });

  it('is the entry where nothing was known', () => {
    expect(withListed(fresh, entryOf({ status: 'queued' }), 3_000).job?.status).toBe('queued');
  });
});
