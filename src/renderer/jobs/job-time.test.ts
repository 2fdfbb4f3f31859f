import { describe, expect, it } from 'vitest';
import { jobRow } from '../testing/states.ts';
import { jobTime, shownAt, stillWords } from './job-time.ts';

const now = 1_700_000_000_000;
const ago = (seconds: number): number => now - seconds * 1000;

describe('jobTime', () => {
  it('counts on for a job on the way, from its start', () => {
    const row = jobRow({ status: 'running', createdAt: ago(90), startedAt: ago(42) });
    expect(jobTime(row, now)).toEqual({ duration: '42 s', age: null });
  });

  it('counts from its creation where it has not started', () => {
    expect(jobTime(jobRow({ status: 'queued', createdAt: ago(90) }), now).duration).toBe('1 min 30 s');
  });

  it.each(['completed', 'failed'])(
    'stands still for a job that %s, and says how long ago that was',
    (status) => {
      const row = jobRow({ status, createdAt: ago(900), startedAt: ago(387), completedAt: ago(300) });
      expect(jobTime(row, now)).toEqual({ duration: '1 min 27 s', age: '5 min ago' });
    },
  );

  it('knows neither where the end of a finished job is not known', () => {
    expect(jobTime(jobRow({ status: 'failed', startedAt: ago(90) }), now)).toEqual({
      duration: null,
      age: null,
    });
  });

  it('knows nothing of a job without times', () => {
    expect(jobTime(jobRow(), now)).toEqual({ duration: null, age: null });
    expect(jobTime(jobRow({ status: 'completed' }), now)).toEqual({ duration: null, age: null });
  });

  it('says when a job ended where its beginning is not known', () => {
    const row = jobRow({ status: 'completed', completedAt: ago(120) });
    expect(jobTime(row, now)).toEqual({ duration: null, age: '2 min ago' });
  });

  it('takes no end before the beginning for a duration', () => {
    expect(
      jobTime(jobRow({ status: 'completed', startedAt: ago(5), completedAt: ago(60) }), now).duration,
    ).toBeNull();
    expect(jobTime(jobRow({ status: 'running', startedAt: now + 5000 }), now).duration).toBeNull();
  });

  it('counts no further than the last answer for a job that the service knows no more', () => {
    const failure = { code: 'gone', text: null, since: ago(20), attempts: 1 } as const;
    const row = jobRow({ status: 'running', startedAt: ago(90), fetchedAt: ago(30), failure });
    expect(jobTime(row, now)).toEqual({ duration: '1 min', age: null });
  });

  it('takes no end from a job that is not over', () => {
    const row = jobRow({ status: 'running', startedAt: ago(42), completedAt: ago(30) });
    expect(jobTime(row, now)).toEqual({ duration: '42 s', age: null });
  });
});

describe('the time that a job is shown at', () => {
  const time = { forAge: () => now, forDuration: () => now };

  it('is the present, but for one on its way that may have ended since its last answer', () => {
    const running = jobRow({ status: 'running', startedAt: ago(90), fetchedAt: ago(30) });
    expect(shownAt(running, time)).toBe(now);
    expect(shownAt(running, time, true)).toBe(ago(30));
    expect(jobTime(running, shownAt(running, time, true)).duration).toBe('1 min');
    const ended = jobRow({ status: 'completed', completedAt: ago(60), fetchedAt: ago(30) });
    expect(shownAt(ended, time, true)).toBe(now);
    expect(shownAt(jobRow({ status: 'running', startedAt: ago(90) }), time, true)).toBe(now);
  });
});

it('says for how long a job is known to have stood still', () => {
  const row = jobRow({ status: 'running', changedAt: 0, fetchedAt: 24 * 60_000 + 5_000 });
  expect(stillWords(row)).toBe('No change for 24 min');
  expect(stillWords({ ...row, fetchedAt: 42_000 })).toBe('No change for 42 s');
  expect(stillWords({ ...row, status: 'completed' })).toBeNull();
});
