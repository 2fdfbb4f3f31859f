import { fileNames, modelOf } from '../results/job-files.ts';
import { triangleCount, vertexCount } from '../shapes/model.ts';
import type { JobView } from './job-at.ts';
import type { JobSpec } from './spec-input.ts';
import { preprocessStepsBegun } from './stages.ts';
import { momentAt, timelineOf } from './timeline.ts';
import type { WirePreprocess } from './wire.ts';

const EMPTY = {
  steps: null,
  started_at: null,
  completed_at: null,
  error: null,
  input_stats: null,
  telemetry: null,
  intermediate_glb: null,
} as const;

/** The preprocess section of a job; a job without that phase (GLB, text, images) skips it. */
export function preprocessAt(spec: JobSpec, elapsed: number, view: JobView): WirePreprocess {
  const phase = timelineOf(spec).phases.find((one) => one.name === 'preprocessing');
  if (phase === undefined) return { status: 'skipped', ...EMPTY };
  if (elapsed < phase.from) return { status: 'pending', ...EMPTY };
  const done = elapsed >= phase.to;
  const failed = done && spec.failure?.during === 'preprocessing';
  const steps = preprocessStepsBegun(momentAt(spec, Math.min(elapsed, phase.to - 1)).share);
  const model = modelOf(spec);
  const name = fileNames(spec).intermediateGlb;
  const finished = done && !failed;
  return {
    status: failed ? 'failed' : done ? 'completed' : 'running',
    steps,
    started_at: view.time(phase.from),
    completed_at: done ? view.time(phase.to) : null,
    error: failed ? (spec.failure?.error ?? null) : null,
    input_stats:
      steps.length > 1 ? { vertex_count: vertexCount(model), face_count: triangleCount(model) } : null,
    telemetry: finished ? { duration_ms: view.duration(phase.from, phase.to) } : null,
    intermediate_glb: finished ? view.file(spec, 'preprocess', name) : null,
  };
}
