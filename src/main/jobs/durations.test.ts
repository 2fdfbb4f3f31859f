import { describe, expect, it } from 'vitest';
import { parseJob, type Job } from '../../shared/job/job.ts';
import { toIso } from '../../shared/lib/timestamp.ts';
import { Durations } from './durations.ts';

const begin = Date.UTC(2026, 4, 6, 12);

function job(given: {
  type?: string;
  bytes?: number | null;
  waits?: number;
  runs?: number;
  status?: string;
}): Job {
  const { type = 'glb_to_simready', bytes = null, waits = 20, runs = 90, status = 'completed' } = given;
  const startedAt = begin + waits * 1_000;
  const parsed = parseJob({
    id: 'a',
    status,
    job_type: type,
    file_size_bytes: bytes,
    createdAt: toIso(begin),
    timing: {
      queued_at: toIso(begin),
      started_at: toIso(startedAt),
      completed_at: toIso(startedAt + runs * 1_000),
    },
  });
  if (parsed === null) throw new Error('That is no job.');
  return parsed.job;
}

function learned(...given: Parameters<typeof job>[0][]): Durations {
  const durations = new Durations();
  for (const one of given) for (let count = 0; count < 12; count += 1) durations.note(job(one));
  return durations;
}
const seconds = (spread: { mean: number } | null): number | null =>
  spread === null ? null : Math.round(Math.exp(spread.mean) / 1_000);

describe('how long jobs take', () => {
  it('is not known from a few', () => {
    const durations = new Durations();
    for (let count = 0; count < 9; count += 1) durations.note(job({}));
    expect(durations.runOf(job({}))).toBeNull();
    durations.note(job({}));
    expect(seconds(durations.runOf(job({})))).toBe(90);
    expect(seconds(durations.waitOf(job({})))).toBe(20);
  });

  it('is learned from those of the same type and size, else of the same type, else from all', () => {
    const durations = learned(
      { bytes: 1_000, runs: 30 },
      { bytes: 9e8, runs: 400 },
      { type: 'text', runs: 60 },
    );
    expect(seconds(durations.runOf(job({ bytes: 1_000 })))).toBe(30);
    expect(seconds(durations.runOf(job({ bytes: 9e8 })))).toBe(400);
    expect(seconds(durations.runOf(job({ type: 'text' })))).toBe(60);
    expect(seconds(durations.runOf(job({ bytes: 50_000 })))).toBe(110);
    expect(durations.runOf(job({ type: 'image' }))).not.toBeNull();
  });

  it('is learned from completed jobs alone', () => {
    const durations = learned({ status: 'failed' }, { status: 'running' });
    expect(durations.runOf(job({}))).toBeNull();
  });

  it('is the less certain the more they differ, and never quite certain', () => {
    const alike = learned({ runs: 90 }).runOf(job({}));
    const differing = learned({ runs: 20 }, { runs: 90 }, { runs: 400 }).runOf(job({}));
    expect(alike?.sd).toBeGreaterThan(0.1);
    expect(differing?.sd).toBeGreaterThan(2 * (alike?.sd ?? 0));
  });

  it('is not learned from a clock that was set', () => {
    expect(learned({ runs: -5 }, { runs: 9e6 }).runOf(job({}))).toBeNull();
  });
});
