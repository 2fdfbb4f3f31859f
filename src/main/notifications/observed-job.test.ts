import { describe, expect, it } from 'vitest';
import type { Batch } from '../../shared/batch.ts';
import type { DownloadPhase } from '../../shared/downloads.ts';
import { parseJob } from '../../shared/job/job.ts';
import { answered } from '../testing/answered-job.ts';
import { newWatchedJob, withFailure, type WatchedJob } from '../jobs/watched-job.ts';
import { compareJobs, type ObservedJob, observeBatches, observeJob } from './observed-job.ts';

const fresh = newWatchedJob('a1', 1, null, 0);
const seen = (...statuses: string[]): WatchedJob => ({
  ...fresh,
  record: { ...fresh.record, transitions: statuses.map((status) => ({ status, at: 0, after: null })) },
});

describe('what the news sees of a job', () => {
  it('is whether the service knows its ID', () => {
    const failed = (code: 'not-found' | 'offline') => withFailure(fresh, { code, text: null }, 1);
    expect(observeJob(failed('not-found')).isUnknown).toBe(true);
    expect(observeJob(failed('offline')).isUnknown).toBe(false);
    expect(observeJob(fresh).isUnknown).toBe(false);
  });

  it('is that a job is unknown that only a list names, not one that was answered before', () => {
    const parsed = parseJob({ id: 'a1', status: 'running' });
    const running = { ...fresh, job: parsed?.job ?? null };
    expect(observeJob(withFailure(running, { code: 'not-found', text: null }, 1))).toMatchObject({
      status: null,
      isUnknown: true,
    });
    const answered = { ...running, record: { ...fresh.record, fetchedAt: 1 } };
    expect(observeJob(withFailure(answered, { code: 'not-found', text: null }, 1)).isUnknown).toBe(false);
  });

  it('is whether it was ever seen running', () => {
    expect(observeJob(fresh).wasRunning).toBe(false);
    expect(observeJob(seen('completed')).wasRunning).toBe(false);
    expect(observeJob(seen('running', 'completed')).wasRunning).toBe(true);
  });

  it.each([
    ['before it was added', 999, false],
    ['after it was added', 1_001, true],
    ['in a time zone that is ahead', 3_600_000, false],
  ])('is whether it ran while it was watched, if it had ended %s', (_when, at, wasRunning) => {
    const timing = { completed_at: new Date(at).toISOString() };
    const job = parseJob({ id: 'a1', status: 'completed', timing })?.job ?? null;
    expect(observeJob({ ...newWatchedJob('a1', 1, null, 1_000), job }).wasRunning).toBe(wasRunning);
  });

  it('is that it ran only if the service says so, if it came with a list or the backup', () => {
    const { record } = seen('running');
    const job = parseJob({ id: 'a1', status: 'running' })?.job ?? null;
    const imported = { ...fresh, job, record: { ...record, broughtBack: true } };
    expect(observeJob(imported).wasRunning).toBe(false);
    const timing = { completed_at: '2026-01-01T00:00:00Z' };
    expect(observeJob(answered(imported, { status: 'completed', timing }, 9)).wasRunning).toBe(false);
    expect(observeJob(answered(imported, { status: 'running' }, 9)).wasRunning).toBe(true);
  });

  it('is its ID, where it has no name or a blank one', () => {
    expect(observeJob(fresh)).toMatchObject({ name: 'a1', status: null });
    const blank = parseJob({ id: 'a1', status: 'running', filename: '  ' })?.job ?? null;
    expect(observeJob({ ...fresh, job: blank }).name).toBe('a1');
  });
});

describe('what the news sees of a batch', () => {
  const batch: Batch = { id: 'b', name: 'chairs.csv', createdAt: 0, expected: 2, collects: false };
  const member = { ...fresh, record: { ...fresh.record, id: 'a2', batches: ['b'] } };

  it('is its name and its jobs', () => {
    const jobs = [fresh, member].map(observeJob);
    const observe = (...ids: string[]) => observeBatches(new Set(ids), [batch], jobs);
    expect(observe('b', 'gone')).toMatchObject([{ name: 'chairs.csv', jobs: [{ id: 'a2' }] }]);
    expect(observe('gone')).toEqual([]);
  });
});

it('a download that had failed and is not tried again any more is dropped', () => {
  const job = (phase: DownloadPhase): ObservedJob => ({
    id: 'chair',
    name: 'chair.glb',
    status: 'completed',
    isUnknown: false,
    wasRunning: true,
    batches: [],
    download: { phase, finishedAt: null, lateTries: 0, target: '/r' },
  });
  expect(compareJobs(job('failed'), job('cancelled')).download).toBe('dropped');
  expect(compareJobs(job('done'), job('cancelled')).download).toBeNull();
});
