import { describe, expect, it } from 'vitest';
import { parseJob, type Job } from '../../shared/job/job.ts';
import type { Observation } from '../../shared/observations.ts';
import { observe } from './observe.ts';

function job(values: object): Job {
  const parsed = parseJob({ id: 'a1', status: 'running', ...values });
  if (parsed === null) throw new Error('The test gives a job that cannot be read.');
  return parsed.job;
}

const preprocess = (status: string, steps: (string | null)[] | null) => ({ preprocess: { status, steps } });

describe('what an answer shows for the first time', () => {
  it('is noted with the time of this answer and of the one before', () => {
    let seen = observe([], job({ stage: 'physics' }), { at: 10, after: null });
    seen = observe(seen, job({ stage: 'physics' }), { at: 13, after: 10 });
    seen = observe(seen, job({ stage: 'export' }), { at: 16, after: 13 });
    expect(seen).toEqual([
      { kind: 'stage', text: 'physics', at: 10, after: null },
      { kind: 'stage', text: 'export', at: 16, after: 13 },
    ]);
  });

  it('is also that a stage went away or came back', () => {
    let seen = observe([], job({ stage: 'physics' }), { at: 1, after: null });
    seen = observe(seen, job({ stage: null }), { at: 2, after: 1 });
    seen = observe(seen, job({ stage: 'physics' }), { at: 3, after: 2 });
    expect(seen.map(({ text }) => text)).toEqual(['physics', null, 'physics']);
  });

  it('is the state of preprocessing, and each step once', () => {
    let seen = observe([], job(preprocess('pending', null)), { at: 1, after: null });
    seen = observe(seen, job(preprocess('running', ['export', 'align'])), { at: 2, after: 1 });
    seen = observe(seen, job(preprocess('running', ['export', 'align', null, 'compress', 'compress'])), {
      at: 3,
      after: 2,
    });
    expect(seen.map(({ kind, text, at }) => [kind, text, at])).toEqual([
      ['preprocess', 'pending', 1],
      ['preprocess', 'running', 2],
      ['step', 'export', 2],
      ['step', 'align', 2],
      ['step', 'compress', 3],
    ]);
  });

  it('is nothing where nothing is new: the very same list comes back', () => {
    const seen: Observation[] = observe([], job({ stage: 'physics' }), { at: 1, after: null });
    expect(observe(seen, job({ stage: 'physics' }), { at: 2, after: 1 })).toBe(seen);
    expect(observe([], job({}), { at: 1, after: null })).toEqual([]);
  });
});

describe('a service out of bounds', () => {
  it('that flips back and forth fills no disk: the latest 200 are kept', () => {
    let seen: Observation[] = [];
    for (let at = 1; at <= 250; at += 1)
      seen = observe(seen, job({ stage: at % 2 === 0 ? 'even' : 'odd' }), { at, after: at - 1 });
    expect(seen).toHaveLength(200);
    expect(seen.at(-1)).toMatchObject({ text: 'even', at: 250 });
  });

  it('with a novel for a stage or a step has it cut, and is not noted again for it', () => {
    const answer = job({ stage: 'x'.repeat(5_000), ...preprocess('running', ['y'.repeat(5_000)]) });
    const seen = observe([], answer, { at: 1, after: null });
    expect(seen.map(({ text }) => text?.length)).toEqual([120, 7, 120]);
    expect(observe(seen, answer, { at: 2, after: 1 })).toBe(seen);
  });

  it('with endless steps has the first 200 looked at', () => {
    const steps = Array.from({ length: 1_000 }, (_, index) => `step ${index}`);
    expect(observe([], job(preprocess('running', steps)), { at: 1, after: null }).length).toBe(200);
  });
});
