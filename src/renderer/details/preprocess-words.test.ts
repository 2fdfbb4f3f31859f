import { describe, expect, it } from 'vitest';
import type { Job } from '../../shared/job/job.ts';
import { preprocessWords } from './preprocess-words.ts';

type Reading = Parameters<typeof preprocessWords>[0];
const job = (status: string | null, values: Partial<Reading> = {}): Reading => {
  const preprocess: Job['preprocess'] = {
    ...{ status, steps: null, started_at: null, completed_at: null, error: null },
    ...{ input_stats: null, telemetry: null, intermediate_glb: null },
  };
  return { preprocess, job_type: null, filename: null, ...values };
};

describe('preprocessWords', () => {
  it.each([
    ['running', 'Running'],
    ['completed', 'Completed'],
    ['failed', 'Failed'],
    ['re_meshing', 'Re meshing'],
  ])('lets %s speak for itself', (status, state) => {
    expect(preprocessWords(job(status))).toEqual({ state, why: null });
  });

  it('says what is pending, and what is not known', () => {
    expect(preprocessWords(job('pending'))).toEqual({ state: 'Pending', why: 'It has not begun yet.' });
    const unknown = { state: 'Unknown', why: 'The service has said nothing about preprocessing.' };
    expect(preprocessWords(job(null))).toEqual(unknown);
    expect(preprocessWords(job('running', { preprocess: null }))).toEqual(unknown);
  });

  it.each<[string, Partial<Reading>, RegExp]>([
    ['a simulation', { job_type: 'simulate_usd', filename: 'chair.glb' }, /simulation/],
    ['a GLB by its type', { job_type: 'glb_to_simready' }, /GLB already/],
    ['a GLB by its name', { filename: 'Chair.GLB' }, /GLB already/],
    ['anything else', { job_type: 'text_to_simready', filename: 'a red chair' }, /needed no preparation/],
    ['a job that says nothing', {}, /needed no preparation/],
  ])('says why it was skipped for %s', (_what, values, why) => {
    expect(preprocessWords(job('skipped', values))).toEqual({
      state: 'Skipped',
      why: expect.stringMatching(why),
    });
  });
});
