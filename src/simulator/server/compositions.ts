import { conversionId } from '../ids.ts';
import type { JobBook } from '../jobs/job-book.ts';
import { seededRandom } from '../random.ts';

/** What a composition is made from. */
export interface CompositionSeed {
  readonly name: string;
  /** `auto` lets the service choose. */
  readonly assetClass: 'auto' | 'rigid' | 'articulated';
  /** What the client sent, as it is shown again. */
  readonly input: Readonly<Record<string, unknown>>;
}

/**
 * A workflow object. Its ID looks like a job's and is none; `conversion_job_id` is set once it was submitted, and its
 * workflow then follows that job.
 */
export interface Composition {
  id: string;
  name: string;
  interaction_mode: string;
  requested_asset_class: string;
  asset_brief: { asset_class: string };
  seed_input: Readonly<Record<string, unknown>>;
  workflow: { status: string; stage: string | null; progress: number; error: string | null };
  conversion_job_id: string | null;
  createdAt: string;
}

export interface CompositionBook {
  list(): Composition[];
  find(id: string): Composition | undefined;
  /** Makes one, which is ready to be submitted at once. */
  generate(seed: CompositionSeed, now: number): Composition;
  /** Starts the composition's conversion and returns its job's ID; a second call returns the same. */
  submit(id: string): string | undefined;
}

const NAMES = ['Workbench scene', 'Kitchen shelf', 'Loading dock'];

interface Draft extends CompositionSeed {
  readonly id: string;
  /** Of the workflow, until the job takes over. */
  readonly status: 'draft' | 'ready';
  jobId: string | null;
  readonly createdAt: string;
}

export function createCompositions(seed: string, book: JobBook, startedAt: number): CompositionBook {
  const draft = (from: CompositionSeed, status: Draft['status'], createdAt: number, at: number): Draft => ({
    ...from,
    id: conversionId(seededRandom(seed, 'composition', at)),
    status,
    jobId: null,
    createdAt: new Date(createdAt).toISOString(),
  });
  const drafts = NAMES.map((name, at) =>
    draft({ name, assetClass: 'auto', input: {} }, 'draft', startedAt - (at + 1) * 3_600_000, at),
  );
  const find = (id: string): Draft | undefined => drafts.find((one) => one.id === id);
  const shown = (one: Draft): Composition => {
    const job = one.jobId === null ? undefined : book.job(one.jobId);
    const { status, stage, progress, error } = job ?? {
      status: one.status,
      stage: null,
      progress: one.status === 'ready' ? 100 : 0,
      error: null,
    };
    return {
      id: one.id,
      name: one.name,
      interaction_mode: 'assisted',
      requested_asset_class: one.assetClass,
      asset_brief: { asset_class: one.assetClass === 'articulated' ? 'articulated' : 'rigid' },
      seed_input: one.input,
      workflow: { status, stage, progress, error },
      conversion_job_id: one.jobId,
      createdAt: one.createdAt,
    };
  };
  return {
    list: () => drafts.map(shown),
    find: (id) => {
      const one = find(id);
      return one && shown(one);
    },
    generate: (from, now) => {
      const one = draft(from, 'ready', now, drafts.length);
      drafts.unshift(one);
      return shown(one);
    },
    submit: (id) => {
      const one = find(id);
      if (one === undefined) return undefined;
      one.jobId ??= book.add({ filename: `${one.name.toLowerCase().replaceAll(' ', '_')}.glb` });
      return one.jobId;
    },
  };
}
