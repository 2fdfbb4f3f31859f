import { describe, expect, it } from 'vitest';
import { noFilter, type JobFilter } from '../../shared/saved-view.ts';
import { emptyWords } from './empty-words.ts';

describe('emptyWords', () => {
  it.each([
    [{ query: ' lamp ', statuses: ['done'] }, 'Nothing found for “lamp”'],
    [{ archived: true }, 'Nothing is archived'],
    [{ statuses: ['failed'] }, 'No such jobs now'],
    [{ statuses: ['failed'], batch: 'one' }, 'No job passes the filters'],
    [{ archived: true, since: 'hour' }, 'No job passes the filters'],
  ] satisfies [Partial<JobFilter>, string][])('says of %j: %s', (changes, title) => {
    expect(emptyWords({ ...noFilter, ...changes }).title).toBe(title);
  });
});
