import { expect, it } from 'vitest';
import { downloadQuestion, isManyResults } from './download-question.ts';

const estimate = { count: 4_545, bytes: 1_300_000_000, freeBytes: 80_000_000_000, folder: '/home/ada/Rigyd' };

it('a question before many downloads says how many, how large, where to, and how much room there is', () => {
  expect(downloadQuestion(estimate)).toEqual({
    title: 'Download 4,545 results?',
    text: 'They are about 1.3 GB and go to /home/ada/Rigyd, where 80 GB are free.',
    yes: 'Download 4,545',
  });
});

it('it says so where they do not fit, and what is not known', () => {
  expect(downloadQuestion({ ...estimate, freeBytes: 1_000_000_000 }).text).toBe(
    'They are about 1.3 GB and go to /home/ada/Rigyd, where 1.0 GB are free. There is not enough room for all.',
  );
  expect(downloadQuestion({ ...estimate, bytes: null, freeBytes: null }).text).toBe(
    'Their size is not known yet. They go to /home/ada/Rigyd.',
  );
});

it('a batch of usual size is downloaded without one', () => {
  expect([60, 100, 101].map(isManyResults)).toEqual([false, false, true]);
});
