import { describe, expect, it } from 'vitest';
import { resolveSpec } from './resolve-spec.ts';
import type { JobSpec, JobSpecInput } from './spec-input.ts';
import { elapsedFor, momentAt, statusAt, timelineOf } from './timeline.ts';

const ROUND = { submitting: 1_000, preprocessing: 10_000, queued: 2_000, running: 20_000 };
const spec = (input: JobSpecInput = {}): JobSpec =>
  resolveSpec('seed', 0, { filename: 'chair.obj', durations: ROUND, ...input }, 0);
const glb = { filename: 'chair.glb', durations: { submitting: 1_000, queued: 2_000, running: 20_000 } };
const names = (of: JobSpec): string[] => timelineOf(of).phases.map((phase) => phase.name);

describe('timelineOf', () => {
  it('walks a file that is not GLB through preprocessing', () => {
    expect(names(spec())).toEqual(['submitting', 'preprocessing', 'queued', 'running']);
    expect(timelineOf(spec())).toMatchObject({ end: 33_000, outcome: 'completed' });
  });

  it('lets GLB, text and picture jobs skip preprocessing', () => {
    for (const filename of ['chair.glb', 'Chair.GLB', 'a wooden chair', 'chair.png']) {
      expect(names(resolveSpec('seed', 0, { filename }, 0))).toEqual(['submitting', 'queued', 'running']);
    }
  });

  it('puts a status not known today between running and the end', () => {
    const future = spec({ futureStatus: 'quality_review' });
    expect(names(future)).toEqual(['submitting', 'preprocessing', 'queued', 'running', 'future']);
    expect(statusAt(future, 33_001)).toBe('quality_review');
  });

  it.each(['submitting', 'preprocessing', 'queued', 'running'] as const)('fails during %s', (during) => {
    const failing = spec({ fails: 'no', failsDuring: during });
    expect(names(failing).at(-1)).toBe(during);
    expect(timelineOf(failing).outcome).toBe('failed');
    expect(statusAt(failing, timelineOf(failing).end - 1)).toBe(during);
    expect(statusAt(failing, timelineOf(failing).end)).toBe('failed');
  });

  it('fails even in a phase that the job would skip', () => {
    const failing = spec({ ...glb, fails: 'no', failsDuring: 'preprocessing' });
    expect(timelineOf(failing).outcome).toBe('failed');
    expect(statusAt(failing, 1_000)).toBe('failed');
  });
});

describe('momentAt', () => {
  it('changes the status at the very millisecond', () => {
    expect(
      [0, 999, 1_000, 10_999, 11_000, 12_999, 13_000, 32_999, 33_000].map((at) => statusAt(spec(), at)),
    ).toEqual([
      'submitting',
      'submitting',
      'preprocessing',
      'preprocessing',
      'queued',
      'queued',
      'running',
      'running',
      'completed',
    ]);
  });

  it('stays completed for ever and submitting before its time', () => {
    expect(statusAt(spec(), 1e12)).toBe('completed');
    expect(statusAt(spec(), -5)).toBe('submitting');
    expect(momentAt(spec(), -5).share).toBe(0);
  });
});

describe('elapsedFor', () => {
  it.each([0, 1, 42, 57, 99])('finds the time of running at %i %%', (progress) => {
    expect(momentAt(spec(), elapsedFor(spec(), 'running', progress)).share * 100).toBeCloseTo(progress);
  });

  it('never slips into the next phase', () => {
    expect(statusAt(spec(), elapsedFor(spec(), 'running', 100))).toBe('running');
    expect(statusAt(spec(), elapsedFor(spec(), 'completed'))).toBe('completed');
  });

  it('names the statuses that a job has when it is asked for another', () => {
    expect(() => elapsedFor(spec(glb), 'preprocessing')).toThrow('submitting, queued, running, completed');
    expect(() => elapsedFor(spec(), 'failed')).toThrow(RangeError);
  });
});
