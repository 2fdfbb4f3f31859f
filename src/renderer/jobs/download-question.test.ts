import { expect, it } from 'vitest';
import { downloadQuestion, isManyResults } from './download-question.ts';

const estimate = { count: 4_545, bytes: 1_300_000_000, freeBytes: 80_000_000_000, folder: '/home/ada/Rigyd' };

it('a question before many downloads says how many, how large, where to, and how much room there is', () => {
  expect(downloadQuestion(estimate)).toEqual({
    title: 'Download 4,545 results?',
    text: 'About 1.3 GB will be saved to /home/ada/Rigyd, which has 80 GB free.',
    yes: 'Download 4,545',
  });
});

it('it says so where they do not fit, and what is not known', () => {
  expect(downloadQuestion({ ...estimate, freeBytes: 1_000_000_000 }).text).toBe(
    'About 1.3 GB will be saved to /home/ada/Rigyd, which has 1.0 GB free. There isn’t enough space for all of them.',
  );
  expect(downloadQuestion({ ...estimate, bytes: null, freeBytes: null }).text).toBe(
    'Size unknown. The results will be saved to /home/ada/Rigyd.',
  );
});

it('a batch of usual size is downloaded without one', () => {
  expect([60, 100, 101].map(isManyResults)).toEqual([false, false, true]);
});
