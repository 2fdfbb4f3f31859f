import { expect, it } from 'vitest';
import { confirmationWords } from './confirmation-words.ts';
import { fileSource } from '../../shared/source.ts';

it('the confirmation of many jobs says how many, and where they come from', () => {
  const words = confirmationWords({
    number: 1,
    by: 'person',
    jobs: 100_000,
    leftOut: 0,
    source: fileSource('jobs.txt'),
  });
  expect(words).toMatchObject({ title: 'Watch 100,000 jobs?', yes: 'Watch 100,000 jobs' });
  expect(words.text).toMatch(/^100,000 new job IDs were found in jobs\.txt\./);
});

it('says before anything is added how many are left out', () => {
  const confirmation = { number: 1, by: 'person', jobs: 100_000, source: fileSource('jobs.txt') } as const;
  expect(confirmationWords({ ...confirmation, leftOut: 23_456 }).text).toContain(
    '23,456 more IDs are left out',
  );
  expect(confirmationWords({ ...confirmation, leftOut: 0 }).text).not.toContain('left out');
});

it('the confirmation of a link says that somebody else opened it', () => {
  const words = confirmationWords({ number: 1, by: 'link', jobs: 40, leftOut: 0, source: { kind: 'link' } });
  expect(words.title).toBe('Watch 40 jobs from a link?');
  expect(words.text).toContain('Watch them only if you expected this.');
});
