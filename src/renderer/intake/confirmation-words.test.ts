import { expect, it } from 'vitest';
import { confirmationWords } from './confirmation-words.ts';
import { fileSource } from '../../shared/source.ts';

it('the confirmation of many jobs says how many, and where they come from', () => {
  const words = confirmationWords({ number: 1, by: 'person', jobs: 100_000, source: fileSource('jobs.txt') });
  expect(words).toMatchObject({ title: 'Watch 100,000 jobs?', yes: 'Watch 100,000 jobs' });
  expect(words.text).toMatch(/^100,000 new job IDs were found in jobs\.txt\./);
});

it('the confirmation of a link says that somebody else opened it', () => {
  const words = confirmationWords({ number: 1, by: 'link', jobs: 40, source: { kind: 'link' } });
  expect(words.title).toBe('Watch 40 jobs from a link?');
  expect(words.text).toContain('Watch them only if you expected this.');
});
