import { describe, expect, it } from 'vitest';
import { isKnownStatus, isTerminal, knownStatuses } from './job-status.ts';

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
