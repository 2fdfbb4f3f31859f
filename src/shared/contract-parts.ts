import { z } from 'zod';
import { isWellFormedLine, wellFormedLine } from './lib/well-formed.ts';

/**
 * An ID is opaque, but one that is empty or of dots alone would climb out of its place in a URL, and one with half a
 * surrogate or a control character has no place there or on disk.
 */
export const jobIdSchema = z.string().max(256).regex(/[^.]/).refine(isWellFormedLine);
/** Each once: what is done with one of them may be slow, and is asked for once. */
export const jobIds = z
  .array(jobIdSchema)
  .min(1)
  .max(1_000_000)
  .overwrite((ids) => [...new Set(ids)]);

/** Marks the type of a result without a value of it. */
export const returns = <T>(): T | undefined => undefined;

/** For `overwrite`: a name or a tag that a person typed or pasted, as it is kept. */
export const oneLine = (text: string): string => wellFormedLine(text);
