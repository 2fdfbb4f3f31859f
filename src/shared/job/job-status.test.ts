import { describe, expect, it } from 'vitest';
import {
  hasEnded,
  isBeforeRun,
  isKnownStatus,
  isTerminal,
  isUnknownJob,
  knownStatuses,
  outcomeOf,
} from './job-status.ts';

describe('job status', () => {
  it('is terminal when completed or failed, and only then', () => {
    expect(knownStatuses.filter(isTerminal)).toEqual(['completed', 'failed']);
  });

  it('is still on the way when the app has never heard of it', () => {
    expect(['archived', 'Completed', '', 'constructor'].filter(isTerminal)).toEqual([]);
  });

  it('is known if the API documents it', () => {
    const documented = ['submitting', 'preprocessing', 'queued', 'running', 'completed', 'failed'];
    expect(documented.every(isKnownStatus)).toBe(true);
    expect(['archived', 'Running', '', 'constructor', '__proto__'].some(isKnownStatus)).toBe(false);
  });

  it('is one of before the run in any spelling, unless the app has never heard of it', () => {
    expect(knownStatuses.filter(isBeforeRun)).toEqual(['submitting', 'preprocessing', 'queued']);
    expect(isBeforeRun('QUEUED')).toBe(true);
    expect(isBeforeRun('archived')).toBe(false);
  });
});

describe('how a job ended', () => {
  it.each([
    ['completed', 'completed'],
    ['COMPLETED', 'completed'],
    [' Succeeded ', 'completed'],
    ['completed-with-warnings', 'completed'],
    ['failed', 'failed'],
    ['error', 'failed'],
    ['Timed out', 'failed'],
    ['cancelled', 'cancelled'],
    ['canceled', 'cancelled'],
    ['expired', 'cancelled'],
  ])('is told by the status %j: %s', (status, outcome) => {
    expect(outcomeOf(status)).toBe(outcome);
  });

  it.each([null, '', 'running', 'finishing', 'ready', 'archived', 'constructor', '__proto__'])(
    'is not known from %j',
    (status) => {
      expect(outcomeOf(status)).toBeNull();
      expect(hasEnded(status)).toBe(false);
    },
  );

  it('is certain for the documented ends alone', () => {
    expect(['completed', 'failed'].every((status) => isTerminal(status) && hasEnded(status))).toBe(true);
    expect(['COMPLETED', 'error', 'cancelled'].some(isTerminal)).toBe(false);
  });
});

describe('a job is unknown', () => {
  const minutes = (count: number) => ({ since: 1_000, until: 1_000 + count * 60_000 });
  const job = (status: string | null, code: string, refused = minutes(0)) => ({
    status,
    fetchedAt: status === null ? null : 1,
    failure: { code, refused },
  });

  it.each(['not-found', 'forbidden', 'gone'])(
    'that the service never answered for and refuses: %s',
    (code) => {
      expect(isUnknownJob(job(null, code))).toBe(true);
    },
  );

  it('that was answered for and is deleted by now', () => {
    expect(isUnknownJob(job('running', 'gone'))).toBe(true);
  });

  it.each(['not-found', 'forbidden'])(
    'that was answered for, once it was refused for minutes: %s',
    (code) => {
      expect(isUnknownJob(job('running', code))).toBe(false);
      expect(isUnknownJob(job('running', code, minutes(4)))).toBe(false);
      expect(isUnknownJob(job('running', code, minutes(5)))).toBe(true);
      expect(isUnknownJob({ status: 'running', fetchedAt: 1, failure: { code } })).toBe(false);
    },
  );

  it.each(['running', 'completed', 'failed'])(
    'that the service never answered for and refuses, whatever a list says of it: %s',
    (status) => {
      expect(isUnknownJob({ ...job(status, 'not-found'), fetchedAt: null })).toBe(true);
      expect(isUnknownJob({ ...job(status, 'offline'), fetchedAt: null })).toBe(false);
    },
  );

  it.each(['not-found', 'forbidden', 'gone'])(
    'as it was before, where the last question failed for another reason: %s',
    (code) => {
      const refused = { ...minutes(5), code };
      expect(
        isUnknownJob({ ...job('running', 'service-down'), failure: { code: 'service-down', refused } }),
      ).toBe(true);
      expect(isUnknownJob({ ...job(null, 'offline'), failure: { code: 'offline', refused } })).toBe(true);
    },
  );

  it('only as long as it has not ended, and only where the service means this very job', () => {
    for (const status of ['completed', 'failed', 'cancelled'])
      expect(isUnknownJob(job(status, 'gone', minutes(9)))).toBe(false);
    for (const code of ['offline', 'unauthorized', 'service-down', 'bad-answer'])
      for (const status of [null, 'running']) expect(isUnknownJob(job(status, code, minutes(9)))).toBe(false);
    expect(isUnknownJob({ status: null, fetchedAt: null, failure: null })).toBe(false);
  });
});
