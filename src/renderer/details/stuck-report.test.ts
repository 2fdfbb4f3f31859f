import { expect, it } from 'vitest';
import { jobRow } from '../testing/states.ts';
import { stuckReport } from './stuck-report.ts';

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
    'Status: Running, Texture bake, 40 %',
    'Submitted: 2026-03-01T08:00:00.000Z',
    'Last change: 2026-03-01T08:10:00.000Z',
    'Last answer: 2026-03-01T08:40:00.000Z',
    '',
  ]);
});

it('leaves out what is not known', () => {
  const row = jobRow({ id: 'job1', status: 'queued', name: null, type: null, stage: null, progress: null });
  const text = stuckReport({ ...row, createdAt: null, changedAt: null, fetchedAt: null }, null);
  expect(text).toBe('Job ID: job1\nStatus: Queued\n');
});
