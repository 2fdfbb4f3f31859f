import { describe, expect, it } from 'vitest';
import { uniqueName } from './batch-record.ts';

describe('a name that no other has', () => {
  it('is the name, or the name with the next number', () => {
    expect(uniqueName('jobs.csv', new Set())).toBe('jobs.csv');
    expect(uniqueName('jobs.csv', new Set(['jobs.csv', 'jobs.csv (2)']))).toBe('jobs.csv (3)');
  });

  it('has room for the number, and is never cut in the midst of a character', () => {
    const long = `${'a'.repeat(109)}😀`;
    expect(uniqueName(long, new Set())).toBe('a'.repeat(109));
    expect(uniqueName(long, new Set(['a'.repeat(109)])).length).toBeLessThanOrEqual(120);
  });
});
