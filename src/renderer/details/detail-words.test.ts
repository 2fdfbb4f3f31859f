import { describe, expect, it } from 'vitest';
import type { Job } from '../../shared/job/job.ts';
import { jobRow } from '../testing/states.ts';
import { formatTimestamp } from '../ui/format.ts';
import { valueLabel, valueWords, fieldLabel, preprocessWords, stuckReport } from './detail-words.ts';

describe('valueLabel', () => {
  it.each([
    ['vertex_count', 12, 'Vertex count'],
    ['duration_ms', 87_000, 'Duration'],
    ['file_size_bytes', 5, 'File size'],
    ['duration_ms', 'long', 'Duration ms'],
  ])('names %s of %j as %s', (key, value, label) => {
    expect(valueLabel(key, value)).toBe(label);
  });
});

describe('valueWords', () => {
  it.each([
    ['scale', null, '–'],
    ['scale', undefined, '–'],
    ['watertight', true, 'yes'],
    ['watertight', false, 'no'],
    ['scale', 0.123_456_789, (0.123457).toLocaleString(undefined, { maximumFractionDigits: 6 })],
    ['duration_ms', 87_000, '1 min 27 s'],
    ['file_size_bytes', 1_245_678, '1.2 MB'],
    ['duration_ms', 'long', 'long'],
    ['parts', [], 'empty'],
    ['parts', {}, 'empty'],
    ['note', '2026-05-06T12:00:01.000Z', '2026-05-06T12:00:01.000Z'],
    ['checked_at', '2026-05-06T12:00:01.000Z', formatTimestamp('2026-05-06T12:00:01.000Z')],
    ['checked_at', 7, '7'],
  ])('says %s of %j as %s', (key, value, words) => {
    expect(valueWords(key, value)).toBe(words);
  });
});

it.each([
  [['glb'], 'GLB'],
  [['usdz_file'], 'USDZ file'],
  [['glbUrl'], 'GLB'],
  [['preview_image_url'], 'Preview image'],
  [['collision_meshes', '0'], 'Collision meshes 1'],
  [['variants', 'lowRes', 'mesh'], 'Variants low res mesh'],
  [['files', '11'], 'Files 12'],
  [['url'], 'Url'],
])('calls the file at %j “%s”', (path, label) => {
  expect(fieldLabel(path)).toBe(label);
});

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
    expect(preprocessWords(job('pending'))).toEqual({ state: 'Pending', why: 'Not started yet.' });
    const unknown = { state: 'Unknown', why: 'Rigyd says nothing about preprocessing.' };
    expect(preprocessWords(job(null))).toEqual(unknown);
    expect(preprocessWords(job('running', { preprocess: null }))).toEqual(unknown);
  });

  it.each<[string, Partial<Reading>, RegExp]>([
    ['a simulation', { job_type: 'simulate_usd', filename: 'chair.glb' }, /simulation/],
    ['a GLB by its type', { job_type: 'glb_to_simready' }, /already a GLB/],
    ['a GLB by its name', { filename: 'Chair.GLB' }, /already a GLB/],
    ['anything else', { job_type: 'text_to_simready', filename: 'a red chair' }, /found nothing to prepare/],
    ['a job that says nothing', {}, /found nothing to prepare/],
  ])('says why it was skipped for %s', (_what, values, why) => {
    expect(preprocessWords(job('skipped', values))).toEqual({
      state: 'Skipped',
      why: expect.stringMatching(why),
    });
  });
});

const at = (time: string): number => Date.parse(`2026-03-01T${time}Z`);

it('names the job as the service does, and since when nothing has changed', () => {
  const row = jobRow({
    id: 'job1',
    name: 'gear.glb',
    type: 'glb_to_simready',
    status: 'running',
    stage: 'texture_bake',
    progress: 40,
    createdAt: at('08:00:00'),
    changedAt: at('08:10:00'),
    fetchedAt: at('08:40:00'),
  });
  expect(stuckReport(row, null).split('\n')).toEqual([
    'Job ID: job1',
    'File: gear.glb',
    'Type: glb_to_simready',
    'Status: Running, Texture bake, 40%',
    'Submitted: 2026-03-01T08:00:00.000Z',
    'Last change: 2026-03-01T08:10:00.000Z',
    'Last response: 2026-03-01T08:40:00.000Z',
    '',
  ]);
});

it('leaves out what is not known', () => {
  const row = jobRow({ id: 'job1', status: 'queued', name: null, type: null, stage: null, progress: null });
  const text = stuckReport({ ...row, createdAt: null, changedAt: null, fetchedAt: null }, null);
  expect(text).toBe('Job ID: job1\nStatus: Queued\n');
});
