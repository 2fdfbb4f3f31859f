import { describe, expect, it } from 'vitest';
import { hasEnded, isKnownStatus, isTerminal, knownStatuses, outcomeOf } from './job-status.ts';

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
