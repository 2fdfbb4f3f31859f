import { describe, expect, it } from 'vitest';
import { batchName } from './batch-name.ts';

const now = new Date(2026, 4, 6, 14, 32).getTime();

describe('the name of a batch', () => {
  it.each([
    [['jobs.csv'], 'jobs.csv'],
    [['jobs.csv', 'more.csv', 'last.csv'], 'jobs.csv and 2 more'],
    [['the command line', 'jobs.csv'], 'jobs.csv'],
    [['what was pasted'], 'Pasted 14:32'],
    [['what was typed'], 'Typed 14:32'],
    [['what was dropped'], 'Dropped 14:32'],
    [['the command line'], 'Command line 14:32'],
    [[' '], 'Added 14:32'],
    [[], 'Added 14:32'],
  ])('of %j is %s', (sources, name) => {
    expect(batchName(sources, now)).toBe(name);
  });
});
