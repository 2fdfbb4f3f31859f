import { z } from 'zod';
import { momentSchema } from './lib/timestamp.ts';
import { wellFormed } from './lib/well-formed.ts';

/** What an observation is about: the stage, the state of preprocessing, or a step of preprocessing that was named. */
export const observationKinds = ['stage', 'preprocess', 'step'] as const;

/** More than any job goes through; a service that flips back and forth must not fill the disk. */
export const maxObservations = 200;

/** UTF-16 units of the service's word that are kept; it is for display only. */
const maxTextLength = 120;

/** The service's word as an observation keeps it. */
export const observedText = (text: string): string => wellFormed(text.slice(0, maxTextLength));

/**
 * Something other than the status that this app saw change between two answers. Times are milliseconds since the epoch,
 * by this computer's clock; the change itself lies anywhere between `after` and `at`.
 */
const observationSchema = z.object({
  kind: z.enum(observationKinds),
  /** The service's own word, for display only; null where it took one back. */
  text: z.string().transform(observedText).nullable(),
  /** When it was seen. */
  at: momentSchema,
  /** When the answer before came; null where there was none, so that it may have been so for long. */
  after: momentSchema.nullable(),
});

/** The latest of them, as they are kept: also where a list or a database that somebody else wrote holds more. */
export const observationsSchema = z
  .array(z.unknown())
  .transform((all) => all.slice(-maxObservations))
  .pipe(z.array(observationSchema));

export type Observation = z.infer<typeof observationSchema>;
