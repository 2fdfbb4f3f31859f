import { z } from 'zod';
import { momentSchema } from './timestamp.ts';

/** What an observation is about: the stage, the state of preprocessing, or a step of preprocessing that was named. */
export const observationKinds = ['stage', 'preprocess', 'step'] as const;

/**
 * Something other than the status that this app saw change between two answers. Times are milliseconds since the epoch,
 * by this computer's clock; the change itself lies anywhere between `after` and `at`.
 */
export const observationSchema = z.object({
  kind: z.enum(observationKinds),
  /** The service's own word, for display only; null where it took one back. */
  text: z.string().nullable(),
  /** When it was seen. */
  at: momentSchema,
  /** When the answer before came; null where there was none, so that it may have been so for long. */
  after: momentSchema.nullable(),
});

export type Observation = z.infer<typeof observationSchema>;
