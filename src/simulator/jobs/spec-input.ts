import { z } from 'zod';

const milliseconds = z.number().nonnegative();

/** The phases that a job passes through before it ends, in order. `future` stands for a status not known today. */
export const PHASES = ['submitting', 'preprocessing', 'queued', 'running', 'future'] as const;
export type PhaseName = (typeof PHASES)[number];

/**
 * What a test or the command line may say about a job; everything left out is chosen from the seed.
 *
 * - `fails` is the error text of a job that fails, `failsDuring` the phase in which it does.
 * - `resultBytes` pads the result ZIP to at least that size, for slow and resumed downloads.
 * - `futureStatus` adds a phase of that status between `running` and the end.
 * - `durations` are milliseconds of simulated time for each phase.
 * - `ageMs` is how long ago the job was submitted.
 */
export const jobSpecInput = z.strictObject({
  id: z.string().min(1).max(200).optional(),
  type: z.string().min(1).optional(),
  filename: z.string().min(1).optional(),
  sizeBytes: z.int().nonnegative().nullable().optional(),
  parameters: z.record(z.string(), z.unknown()).optional(),
  credits: z.number().nonnegative().optional(),
  fails: z.string().min(1).optional(),
  failsDuring: z.enum(PHASES).optional(),
  noMjcf: z.boolean().optional(),
  resultBytes: z
    .int()
    .positive()
    .max(2 ** 29)
    .optional(),
  futureStatus: z.string().min(1).optional(),
  durations: z.partialRecord(z.enum(PHASES), milliseconds).optional(),
  ageMs: milliseconds.optional(),
  scene: z.enum(['demo', 'drop']).optional(),
  sourceId: z.string().optional(),
  imageNames: z.array(z.string()).optional(),
});

export type JobSpecInput = z.input<typeof jobSpecInput>;

/** Everything about a job that does not change while it walks; with the elapsed time it gives the whole job. */
export interface JobSpec {
  readonly id: string;
  readonly pipelineId: string;
  readonly type: string;
  readonly filename: string;
  readonly sizeBytes: number | null;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly credits: number;
  readonly failure: { readonly error: string; readonly during: PhaseName } | null;
  readonly hasMjcf: boolean;
  readonly resultBytes: number | null;
  readonly futureStatus: string | null;
  /** Milliseconds of each phase; 0 for one that this job skips. */
  readonly durations: Readonly<Record<PhaseName, number>>;
  /** Simulated milliseconds since the epoch. */
  readonly submittedAt: number;
  readonly scene: 'demo' | 'drop' | null;
  readonly sourceId: string | null;
  readonly imageNames: readonly string[];
}
