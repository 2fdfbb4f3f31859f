import { fileNames, fileSizes } from '../results/job-files.ts';
import type { Section } from '../results/job-files.ts';
import { preprocessAt } from './preprocess-at.ts';
import { lastStage, reportOf } from './report.ts';
import type { JobSpec } from './spec-input.ts';
import { preprocessStepsBegun, stagesBegun } from './stages.ts';
import { momentAt, statusAt, timelineOf } from './timeline.ts';
import type { Moment } from './timeline.ts';
import type { WireFile, WireJob, WireLink, WireOutput } from './wire.ts';

/** How a job is shown to clients: as times of a calendar, as addresses, and among other jobs. */
export interface JobView {
  /** The ISO time so many milliseconds after the job's submission. */
  time(offset: number): string;
  /** Milliseconds between two such offsets, as clients see them. */
  duration(from: number, to: number): number;
  file(spec: JobSpec, section: Section, name: string, size?: number): WireFile;
  readonly source: WireLink | null;
  readonly simulations: readonly WireLink[];
}

/**
 * The job as the service would send it `elapsed` milliseconds after its submission. Pure: the same spec, time and
 * view give the same answer, so a job can be looked at in any order and at any speed.
 */
export function jobAt(spec: JobSpec, elapsed: number, view: JobView): WireJob {
  const moment = momentAt(spec, elapsed);
  const { end } = timelineOf(spec);
  const status = statusAt(spec, elapsed);
  const failed = moment.ended === 'failed';
  const names = fileNames(spec);
  return {
    id: spec.id,
    physiq_job_id: moment.phase.name === 'submitting' ? null : spec.pipelineId,
    status,
    filename: spec.filename,
    file_size_bytes: spec.sizeBytes,
    stage: stageOf(spec, moment),
    progress: progressOf(moment),
    error: failed ? (spec.failure?.error ?? null) : null,
    timing: {
      queued_at: began(spec, 'queued', elapsed, view),
      started_at: began(spec, 'running', elapsed, view),
      completed_at: moment.ended === null ? null : view.time(end),
    },
    parameters: { ...spec.parameters },
    report: moment.ended === null ? null : reportFor(spec, moment, view),
    job_type: spec.type,
    // A failed job's credits are given back.
    credits_charged: failed ? 0 : spec.credits,
    input: {
      model: names.inputModel === null ? null : view.file(spec, 'input', names.inputModel),
      images: names.inputImages.map((name) => view.file(spec, 'input', name)),
      metadata: null,
    },
    preprocess: preprocessAt(spec, elapsed, view),
    output: moment.ended === 'completed' ? outputOf(spec, view) : null,
    source_job: view.source,
    simulations: [...view.simulations],
    createdAt: view.time(0),
    updatedAt: view.time(Math.min(Math.max(0, elapsed), end)),
  };
}

function stageOf(spec: JobSpec, { phase, share, ended }: Moment): string | null {
  if (ended === 'completed') return lastStage(spec);
  if (phase.name === 'preprocessing') return preprocessStepsBegun(share).at(-1) ?? null;
  return phase.name === 'running' ? (stagesBegun(spec.type, share).at(-1)?.name ?? null) : null;
}

/** The pipeline's progress; preparing and waiting count as nothing yet. */
function progressOf({ phase, share, ended }: Moment): number {
  if (ended === 'completed') return 100;
  if (phase.name === 'future') return 99;
  // The small addition keeps 42 % of a run from reading 41 by rounding.
  return phase.name === 'running' ? Math.min(99, Math.floor(share * 100 + 1e-6)) : 0;
}

function began(spec: JobSpec, name: 'queued' | 'running', elapsed: number, view: JobView): string | null {
  const phase = timelineOf(spec).phases.find((one) => one.name === name);
  return phase === undefined || elapsed < phase.from ? null : view.time(phase.from);
}

function reportFor(spec: JobSpec, moment: Moment, view: JobView): WireJob['report'] {
  const run = timelineOf(spec).phases.find((one) => one.name === 'running');
  if (run === undefined) return null;
  return reportOf(spec, moment.phase.name === 'running' ? moment.share : 1, view.duration(run.from, run.to));
}

function outputOf(spec: JobSpec, view: JobView): WireOutput {
  const names = fileNames(spec);
  const none = {
    model: null,
    textures: [],
    mjcf_package: null,
    sim_video: null,
    sim_gif: null,
    sim_log: null,
  };
  if (spec.type === 'simulate_usd') {
    const [gif, log] = [view.file(spec, 'output', names.simGif), view.file(spec, 'output', names.simLog)];
    return { ...none, sim_gif: gif, sim_log: log };
  }
  const sizes = fileSizes(spec);
  return {
    ...none,
    model: view.file(spec, 'output', names.model, sizes.model),
    textures: names.textures.map((name) => view.file(spec, 'output', name)),
    mjcf_package: spec.hasMjcf ? view.file(spec, 'output', names.mjcfPackage, sizes.mjcfPackage) : null,
  };
}
