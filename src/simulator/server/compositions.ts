import { conversionId } from '../ids.ts';
import type { JobBook } from '../jobs/job-book.ts';
import { seededRandom } from '../random.ts';

/** A workflow object; `conversion_job_id` is set once it was submitted, and its workflow then follows that job. */
export interface Composition {
  id: string;
  name: string;
  workflow: { status: string; stage: string | null; progress: number; error: string | null };
  conversion_job_id: string | null;
  createdAt: string;
}

export interface CompositionBook {
  list(): Composition[];
  find(id: string): Composition | undefined;
  /** Starts the composition's conversion and returns it; a second call changes nothing. */
  submit(id: string): Composition | undefined;
}

const NAMES = ['Workbench scene', 'Kitchen shelf', 'Loading dock'];

export function createCompositions(seed: string, book: JobBook, startedAt: number): CompositionBook {
  const drafts = NAMES.map((name, at) => ({
    id: conversionId(seededRandom(seed, 'composition', at)),
    name,
    jobId: null as string | null,
    createdAt: new Date(startedAt - (at + 1) * 3_600_000).toISOString(),
  }));
  type Draft = (typeof drafts)[number];
  const shown = ({ id, name, jobId, createdAt }: Draft): Composition => {
    const job = jobId === null ? undefined : book.job(jobId);
    const { status, stage, progress, error } = job ?? {
      status: 'draft',
      stage: null,
      progress: 0,
      error: null,
    };
    return { id, name, workflow: { status, stage, progress, error }, conversion_job_id: jobId, createdAt };
  };
  const draftOf = (id: string): Draft | undefined => drafts.find((one) => one.id === id);
  return {
    list: () => drafts.map(shown),
    find: (id) => {
      const draft = draftOf(id);
      return draft && shown(draft);
    },
    submit: (id) => {
      const draft = draftOf(id);
      if (draft === undefined) return undefined;
      draft.jobId ??= book.add({ filename: `${draft.name.toLowerCase().replaceAll(' ', '_')}.glb` });
      return shown(draft);
    },
  };
}
