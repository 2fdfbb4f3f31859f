import { modelOf } from '../results/job-files.ts';
import { triangleCount } from '../shapes/model.ts';
import type { JobSpec } from './spec-input.ts';
import { stagesBegun, stagesOf } from './stages.ts';
import type { WireCheck, WireReport } from './wire.ts';

/** What a finished pipeline says about its work. `ran` is the share of the run done, `runMs` how long it took. */
export function reportOf(spec: JobSpec, ran: number, runMs: number): WireReport {
  const failed = spec.failure !== null;
  const warnings = warningsOf(spec);
  const stages = stagesBegun(spec.type, failed ? ran : 1);
  return {
    validation: {
      status: failed ? 'failed' : warnings.length > 0 ? 'passed_with_warnings' : 'passed',
      passes: passesOf(
        spec,
        stages.slice(0, failed ? -1 : undefined).map(({ name }) => name),
      ),
      warnings,
      failures: spec.failure === null ? [] : [{ check: 'pipeline', message: spec.failure.error }],
    },
    pipeline: {
      job_id: spec.pipelineId,
      version: '2.4.0',
      duration_ms: Math.round(runMs),
      passes: stages.map(({ name, share, done }, at) => ({
        name,
        status: failed && at === stages.length - 1 ? 'failed' : 'completed',
        duration_ms: Math.round((runMs * share * done) / (failed ? Math.max(ran, 0.01) : 1)),
        details: detailsOf(spec, name),
      })),
    },
  };
}

/** The last stage of a job's pipeline, which a completed job keeps showing. */
export const lastStage = (spec: JobSpec): string => stagesOf(spec.type).at(-1)?.name ?? 'export';

/** What was checked and found good, each check belonging to a stage: a job that failed says what held until then. */
function passesOf(spec: JobSpec, stages: readonly string[]): WireCheck[] {
  const model = modelOf(spec);
  const textures = `${model.materials.length} found, all power-of-two sizes`;
  const checks: (WireCheck & { stage: string })[] = [
    {
      stage: 'decompose',
      check: 'watertight',
      message: `${model.parts.length} parts checked, no open edges`,
    },
    {
      stage: 'physics',
      check: 'mass',
      message: `${model.massKg.toFixed(3)} kg, plausible for the estimated materials`,
    },
    {
      stage: 'collision_decompose',
      check: 'collision',
      message: 'Every collider is convex and lies within 2 mm of the surface',
    },
    { stage: 'materials', check: 'textures', message: textures },
    {
      stage: 'load_scene',
      check: 'collision',
      message: 'The asset and the scene do not overlap at the start',
    },
    { stage: 'simulate', check: 'stability', message: 'No part moved faster than 40 m/s' },
    { stage: 'simulate', check: 'penetration', message: 'No interpenetration above 1 mm' },
  ];
  return checks.flatMap(({ stage, ...check }) => (stages.includes(stage) ? [check] : []));
}

function warningsOf(spec: JobSpec): WireCheck[] {
  const found: WireCheck[] = [];
  if (!spec.hasMjcf && spec.type !== 'simulate_usd') {
    found.push({ check: 'mjcf', message: 'MJCF export left out: a collider has no volume' });
  }
  const asked = spec.parameters['target_triangle_count'];
  const triangles = triangleCount(modelOf(spec));
  if (typeof asked === 'number' && asked > triangles * 20) {
    const message = `The input has ${triangles} triangles, fewer than the ${asked} asked for`;
    found.push({ check: 'triangle_count', message });
  }
  return found;
}

function detailsOf(spec: JobSpec, stage: string): Record<string, unknown> {
  const model = modelOf(spec);
  switch (stage) {
    case 'generate':
      return { triangles: triangleCount(model) };
    case 'decompose':
      return { parts: model.parts.map((part) => part.name) };
    case 'physics':
      return { mass_kg: Number(model.massKg.toFixed(4)), rigid_bodies: 1 };
    case 'collision_decompose':
      return {
        method: 'convex',
        colliders: model.parts.reduce((sum, part) => sum + part.colliders.length, 0),
      };
    case 'materials':
      return { materials: model.materials.map((one) => ({ name: one.name, kind: one.finish })) };
    case 'export':
      return { formats: spec.hasMjcf ? ['usd', 'mjcf'] : ['usd'] };
    default:
      return {};
  }
}
