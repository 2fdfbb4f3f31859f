import { describe, expect, it } from 'vitest';
import { jobAt } from './job-at.ts';
import type { JobView } from './job-at.ts';
import { resolveSpec } from './resolve-spec.ts';
import type { JobSpec, JobSpecInput } from './spec-input.ts';
import { elapsedFor } from './timeline.ts';
import type { WireJob } from './wire.ts';

const VIEW: JobView = {
  time: (offset) => new Date(offset).toISOString(),
  duration: (from, to) => to - from,
  file: (spec, section, name, size) => ({
    url: `http://assets/${spec.id}/${section}/${name}`,
    name,
    ...(size === undefined ? {} : { size }),
  }),
  source: null,
  simulations: [],
};
const ROUND = { submitting: 1_000, preprocessing: 10_000, queued: 2_000, running: 20_000 };
const spec = (input: JobSpecInput = {}): JobSpec =>
  resolveSpec('seed', 0, { filename: 'chair.obj', durations: ROUND, ...input }, 0);
const at = (of: JobSpec, status: string, progress = 0): WireJob =>
  jobAt(of, elapsedFor(of, status, progress), VIEW);

describe('jobAt', () => {
  it('tells nothing of what has not happened while submitting', () => {
    const job = at(spec(), 'submitting');
    expect(job).toMatchObject({ stage: null, progress: 0, physiq_job_id: null, output: null, report: null });
    expect(job.timing).toEqual({ queued_at: null, started_at: null, completed_at: null });
    expect(job.preprocess).toMatchObject({ status: 'pending', steps: null });
  });

  it('names preprocess steps as they begin', () => {
    expect(at(spec(), 'preprocessing').preprocess).toMatchObject({
      status: 'running',
      steps: ['export'],
      input_stats: null,
      started_at: '1970-01-01T00:00:01.000Z',
      completed_at: null,
    });
    const later = at(spec(), 'preprocessing', 50);
    expect(later.stage).toBe('transform');
    expect(later.preprocess.steps).toEqual(['export', 'align', 'transform']);
    expect(later.preprocess.input_stats).toMatchObject({ face_count: expect.any(Number) as number });
    expect(later.preprocess.intermediate_glb).toBeNull();
  });

  it('ends preprocessing with statistics, telemetry and an intermediate GLB', () => {
    const job = at(spec(), 'queued');
    expect(job.preprocess).toMatchObject({
      status: 'completed',
      steps: ['export', 'align', 'transform', 'compress', 'process'],
      completed_at: '1970-01-01T00:00:11.000Z',
      telemetry: { duration_ms: 10_000 },
      intermediate_glb: { name: 'chair.glb' },
    });
    expect(job.timing).toMatchObject({ queued_at: '1970-01-01T00:00:11.000Z', started_at: null });
  });

  it('counts the progress of a run and names its stage', () => {
    const stages = [0, 20, 50, 80, 95].map((progress) => at(spec(), 'running', progress).stage);
    expect(stages).toEqual(['decompose', 'physics', 'collision_decompose', 'materials', 'export']);
    for (const progress of [0, 1, 29, 42, 57, 99]) {
      expect(at(spec(), 'running', progress).progress).toBe(progress);
    }
  });

  it('never reads 100 before it is completed', () => {
    expect(jobAt(spec(), 33_000 - 0.0001, VIEW).progress).toBe(99);
    expect(at(spec({ futureStatus: 'reviewing' }), 'reviewing').progress).toBe(99);
    expect(at(spec(), 'completed').progress).toBe(100);
  });

  it('gives all outputs on completion', () => {
    const job = at(spec(), 'completed');
    expect(job.output).toMatchObject({
      model: { name: 'chair.usd', size: expect.any(Number) as number },
      mjcf_package: { name: 'chair-mjcf.zip' },
      sim_video: null,
    });
    expect(job.output?.textures.map((one) => one.name)).toEqual(['diffuse.png', 'diffuse_seat.png']);
    expect(job.report?.validation.status).toMatch(/^passed/);
    expect(job.updatedAt).toBe(job.timing.completed_at);
  });

  it('leaves the MJCF package out and warns when there is none', () => {
    const job = at(spec({ noMjcf: true }), 'completed');
    expect(job.output?.mjcf_package).toBeNull();
    expect(job.report?.validation.warnings.map((one) => one.check)).toContain('mjcf');
  });

  it('stops where it failed and gives the credits back', () => {
    const job = at(spec({ fails: 'No triangles', credits: 3 }), 'failed');
    expect(job).toMatchObject({
      error: 'No triangles',
      progress: 64,
      stage: 'collision_decompose',
      credits_charged: 0,
      output: null,
    });
    expect(job.report?.pipeline.passes.map((one) => one.status)).toEqual([
      'completed',
      'completed',
      'failed',
    ]);
    expect(job.report?.validation.failures).toEqual([{ check: 'pipeline', message: 'No triangles' }]);
  });

  it('fails in preprocessing without a report', () => {
    const job = at(spec({ fails: 'Unreadable', failsDuring: 'preprocessing' }), 'failed');
    expect(job.preprocess).toMatchObject({ status: 'failed', error: 'Unreadable', intermediate_glb: null });
    expect(job.preprocess.completed_at).toBe(job.timing.completed_at);
    expect(job.report).toBeNull();
    expect(job.timing.queued_at).toBeNull();
  });

  it('says why a GLB has no preprocessing by skipping it', () => {
    expect(at(spec({ filename: 'chair.glb', durations: {} }), 'completed').preprocess.status).toBe('skipped');
  });

  it('gives a text job its prompt as name and no input file', () => {
    const job = at(spec({ filename: 'a wooden crate' }), 'completed');
    expect(job).toMatchObject({ job_type: 'text_to_simready', file_size_bytes: null });
    expect(job.input).toEqual({ model: null, images: [], metadata: null });
    expect(job.output?.model?.name).toBe('a_wooden_crate.usd');
  });

  it('gives a multi-view job four pictures in order', () => {
    const job = at(spec({ type: 'multiview_to_simready', filename: 'mug_front.png' }), 'completed');
    expect(job.input.images.map((one) => one.name)).toEqual([
      'mug_front.png',
      'mug_right.png',
      'mug_back.png',
      'mug_left.png',
    ]);
  });

  it('gives a simulation an animation and a log only', () => {
    const job = at(
      spec({ type: 'simulate_usd', filename: 'mug.usd', scene: 'drop', durations: {} }),
      'completed',
    );
    expect(job.output).toEqual({
      model: null,
      textures: [],
      mjcf_package: null,
      sim_video: null,
      sim_gif: { url: expect.any(String) as string, name: 'mug-drop.gif' },
      sim_log: { url: expect.any(String) as string, name: 'mug-drop.log' },
    });
    expect(job).toMatchObject({ parameters: { scene: 'drop' }, credits_charged: 0, stage: 'encode' });
  });

  it('takes one to two minutes when nothing is said about durations', () => {
    for (let number = 0; number < 60; number += 1) {
      const drawn = resolveSpec('seed', number, {}, 0);
      expect(elapsedFor(drawn, 'completed')).toBeGreaterThan(45_000);
      expect(elapsedFor(drawn, 'completed')).toBeLessThan(120_000);
    }
  });
});
