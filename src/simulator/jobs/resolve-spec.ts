import { conversionId, pipelineId } from '../ids.ts';
import { seededRandom } from '../random.ts';
import type { Random } from '../random.ts';
import { drawFilename, drawType, PRICING, VIEWS } from './catalogue.ts';
import type { JobSpec, JobSpecInput, PhaseName } from './spec-input.ts';

/** Fills in what the input leaves open, from the seed and the job's number alone. */
export function resolveSpec(seed: string, number: number, input: JobSpecInput, now: number): JobSpec {
  const random = seededRandom(seed, 'job', number);
  const ids = { id: conversionId(random), pipelineId: pipelineId(random) };
  const type = input.type ?? drawnOr(random, input.filename);
  const filename = input.filename ?? drawFilename(random, type);
  const skipsPreprocess = type !== 'glb_to_simready' || /\.glb$/i.test(filename);
  const drawn = drawDurations(random, input.futureStatus !== undefined);
  const isText = type === 'text_to_simready';
  const triangles = random.pick([20_000, 50_000, 100_000]);
  const sizeBytes = random.integer(180_000, 9_000_000);
  return {
    ...ids,
    ...(input.id === undefined ? {} : { id: input.id }),
    type,
    filename,
    sizeBytes:
      input.sizeBytes !== undefined ? input.sizeBytes : isText || type === 'simulate_usd' ? null : sizeBytes,
    parameters: input.parameters ?? drawnParameters(type, triangles, input),
    credits: input.credits ?? PRICING[type] ?? 1,
    failure:
      input.fails === undefined ? null : { error: input.fails, during: input.failsDuring ?? 'running' },
    hasMjcf: type !== 'simulate_usd' && input.noMjcf !== true,
    resultBytes: input.resultBytes ?? null,
    futureStatus: input.futureStatus ?? null,
    durations: { ...drawn, ...(skipsPreprocess ? { preprocessing: 0 } : {}), ...input.durations },
    submittedAt: now - (input.ageMs ?? 0),
    scene: type === 'simulate_usd' ? (input.scene ?? 'demo') : null,
    sourceId: input.sourceId ?? null,
    imageNames: input.imageNames ?? imageNames(type, filename),
  };
}

/** A given file name settles the type as the service would, so that `{ filename: 'chair.glb' }` says enough. */
function drawnOr(random: Random, filename: string | undefined): string {
  const drawn = drawType(random);
  if (filename === undefined) return drawn;
  if (/\.(png|jpe?g|webp)$/i.test(filename)) return 'image_to_simready';
  return /\.[a-z0-9]{2,5}$/i.test(filename) ? 'glb_to_simready' : 'text_to_simready';
}

/** One to two minutes in all, as the pages say a job takes. */
function drawDurations(random: Random, hasFuture: boolean): Record<PhaseName, number> {
  const drawn = {
    submitting: random.integer(800, 2_400),
    preprocessing: random.integer(14_000, 28_000),
    queued: random.integer(2_500, 7_000),
    running: random.integer(46_000, 78_000),
  };
  return { ...drawn, future: hasFuture ? random.integer(6_000, 9_000) : 0 };
}

function drawnParameters(type: string, triangles: number, input: JobSpecInput): Record<string, unknown> {
  if (type === 'simulate_usd') return { scene: input.scene ?? 'demo' };
  return type === 'glb_to_simready' ? { target_triangle_count: triangles } : { face_limit: triangles };
}

function imageNames(type: string, filename: string): string[] {
  if (type === 'image_to_simready') return [filename];
  if (type !== 'multiview_to_simready') return [];
  const stem = filename.replace(/(_front)?\.[a-z0-9]+$/i, '');
  return VIEWS.map((view) => `${stem}_${view}.png`);
}
