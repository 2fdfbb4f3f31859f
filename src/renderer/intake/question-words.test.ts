import { expect, it } from 'vitest';
import { questionWords } from './question-words.ts';

it('the question before many jobs are added says how many, and where they come from', () => {
  const words = questionWords({ number: 1, by: 'person', jobs: 100_000, source: 'jobs.txt' });
  expect(words).toMatchObject({ title: 'Watch 100,000 jobs?', yes: 'Watch 100,000 jobs' });
  expect(words.text).toMatch(/^100,000 new job IDs were found in jobs\.txt\./);
});

it('the question about a link says that somebody else opened it', () => {
  const words = questionWords({ number: 1, by: 'link', jobs: 40, source: 'a link' });
  expect(words.title).toBe('Watch 40 jobs from a link?');
  expect(words.text).toContain('Watch them only if you expected this.');
});
