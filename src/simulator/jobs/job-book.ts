import type { SimulatorClock } from '../clock.ts';
import { seededRandom } from '../random.ts';
import { pipelineError } from './catalogue.ts';
import { jobAt } from './job-at.ts';
import type { JobView } from './job-at.ts';
import { resolveSpec } from './resolve-spec.ts';
import { jobSpecInput } from './spec-input.ts';
import type { JobSpec, JobSpecInput } from './spec-input.ts';
import { elapsedFor, statusAt, timelineOf } from './timeline.ts';
import type { WireJob, WireLink } from './wire.ts';

/** All jobs of a simulator and where each of them stands. */
export interface JobBook {
  /** Adds a job submitted now (or `ageMs` ago) and returns its id. Throws when the id is taken or the spec wrong. */
  add(input?: JobSpecInput): string;
  /** Adds a mixed day's worth of jobs, the first finished long ago and the last just submitted. */
  addMany(count: number): string[];
  spec(id: string): JobSpec | undefined;
  /** The job as the service would send it now. */
  job(id: string): WireJob | undefined;
  status(id: string): string | undefined;
  /** Ids, newest first. */
  ids(): readonly string[];
  /** Puts a job where it has this status and progress, and holds it there until `release` or the next call. */
  setPhase(id: string, status: string, progress?: number): void;
  /** Lets a held job walk on from where it is. */
  release(id: string): void;
  /** Forgets all jobs; those that are added later get other ids. */
  clear(): void;
}

interface Entry {
  readonly spec: JobSpec;
  /** Milliseconds by which the job is ahead of the clock. */
  shift: number;
  /** The elapsed time at which the job is held. */
  held: number | null;
  readonly simulations: string[];
}

export function createJobBook(seed: string, clock: SimulatorClock, assetsUrl: () => string): JobBook {
  const entries = new Map<string, Entry>();
  let newestFirst: string[] | null = null;
  let added = 0;

  const elapsed = ({ spec, shift, held }: Entry): number => held ?? clock.now() - spec.submittedAt + shift;
  const told = (spec: JobSpec, offset: number): number =>
    Math.floor(clock.shownAt(spec.submittedAt + offset));

  const link = (id: string): WireLink | null => {
    const entry = entries.get(id);
    if (entry === undefined) return null;
    const { spec } = entry;
    const createdAt = new Date(told(spec, 0)).toISOString();
    return {
      id,
      job_type: spec.type,
      status: statusAt(spec, elapsed(entry)),
      filename: spec.filename,
      createdAt,
    };
  };

  const viewOf = ({ spec, simulations }: Entry): JobView => ({
    time: (offset) => new Date(told(spec, offset)).toISOString(),
    duration: (from, to) => told(spec, to) - told(spec, from),
    file: ({ id }, section, name, size) => ({
      url: `${assetsUrl()}/jobs/${encodeURIComponent(id)}/${section}/${encodeURIComponent(name)}`,
      name,
      ...(size === undefined ? {} : { size }),
    }),
    source: spec.sourceId === null ? null : link(spec.sourceId),
    simulations: simulations.flatMap((id) => link(id) ?? []),
  });

  const known = (id: string): Entry => {
    const entry = entries.get(id);
    if (entry === undefined) throw new RangeError(`There is no job ${id}. Add it first.`);
    return entry;
  };

  const add = (input: JobSpecInput = {}): string => {
    const spec = resolveSpec(seed, added, jobSpecInput.parse(input), clock.now());
    if (entries.has(spec.id)) throw new RangeError(`There is a job ${spec.id} already. Choose another id.`);
    added += 1;
    entries.set(spec.id, { spec, shift: 0, held: null, simulations: [] });
    if (spec.sourceId !== null) entries.get(spec.sourceId)?.simulations.push(spec.id);
    newestFirst = null;
    return spec.id;
  };

  return {
    add,
    addMany: (count) => {
      const ids: string[] = [];
      for (let at = 0; at < count; at += 1) {
        // By the jobs that are there, so that the same mix is drawn after they were cleared.
        const input = drawMixed(seed, entries.size, count - at);
        const submittedAt = clock.now() - input.ageMs;
        const source =
          at % 8 === 7 ? ids.findLast((id) => endedWell(known(id).spec, submittedAt)) : undefined;
        ids.push(add(source === undefined ? input : simulationOf(known(source).spec, input.ageMs)));
      }
      return ids;
    },
    spec: (id) => entries.get(id)?.spec,
    job: (id) => {
      const entry = entries.get(id);
      return entry && jobAt(entry.spec, elapsed(entry), viewOf(entry));
    },
    status: (id) => {
      const entry = entries.get(id);
      return entry && statusAt(entry.spec, elapsed(entry));
    },
    ids: () => {
      newestFirst ??= [...entries.values()]
        .reverse()
        .sort((a, b) => b.spec.submittedAt - a.spec.submittedAt)
        .map(({ spec }) => spec.id);
      return newestFirst;
    },
    setPhase: (id, status, progress) => {
      const entry = known(id);
      entry.held = elapsedFor(entry.spec, status, progress);
    },
    release: (id) => {
      const entry = known(id);
      entry.shift += elapsed(entry) - (clock.now() - entry.spec.submittedAt + entry.shift);
      entry.held = null;
    },
    clear: () => {
      entries.clear();
      newestFirst = null;
    },
  };
}

/** The spec of a simulation of a job; free, and named after the source's USD file. */
export function simulationOf(source: JobSpec, ageMs = 0, scene: 'demo' | 'drop' = 'drop'): JobSpecInput {
  const filename = `${source.filename.replace(/\.[a-z0-9]{2,5}$/i, '')}.usd`;
  return { type: 'simulate_usd', filename, sourceId: source.id, scene, ageMs };
}

/** Whether a job has ended well at a simulated time, so that a simulation can start from it. */
function endedWell(spec: JobSpec, at: number): boolean {
  const { end, outcome } = timelineOf(spec);
  return spec.type !== 'simulate_usd' && outcome === 'completed' && spec.submittedAt + end <= at;
}

/** Ages run from two average jobs ago to now, so that a list shows every status. */
function drawMixed(seed: string, number: number, remaining: number): JobSpecInput & { ageMs: number } {
  const random = seededRandom(seed, 'mix', number);
  const fails = number % 9 === 4 ? { fails: pipelineError(random) } : {};
  const noMjcf = random.chance(0.15) ? { noMjcf: true } : {};
  return { ...fails, ...noMjcf, ageMs: (remaining - 1) * random.integer(14_000, 20_000) };
}
