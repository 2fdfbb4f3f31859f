import { z } from 'zod';
import { momentSchema } from './lib/timestamp.ts';

/** Jobs that were given together. Which ones they are stands in each job, see `batches` of a row. */
export const batchSchema = z.object({
  id: z.string().min(1),
  /** As a person knows it: the file's name, or what they called it. */
  name: z.string().min(1).max(120),
  /** Milliseconds since the epoch. */
  createdAt: momentSchema,
  /** How many different IDs were given; jobs removed from the list since still count. */
  expected: z.number().int().nonnegative(),
  /** Whether results are brought home as soon as a job of it completes. */
  collects: z.boolean(),
});

export type Batch = z.infer<typeof batchSchema>;
