import { z } from 'zod';
import {
  levels,
  maxPlaces,
  notJudgedReasons,
  parts,
  ruleIds,
  units,
  type Evidence,
  type Finding,
  type NotJudged,
  type Place,
  type Verdict,
} from '../../asset/verdict/verdict.ts';
import { momentSchema } from '../../shared/lib/timestamp.ts';
import { wellFormed } from '../../shared/lib/text.ts';
import { judgeFailures, type KeptVerdict } from '../../shared/verdict.ts';

/** Places of one finding that are kept: nobody clicks through more, and thousands of verdicts are on disk. */
const maxKeptPlaces = 12;

/** UTF-16 units of a path, or of the words of another program: both come from the asset. */
const maxKeptText = 400;

const text = z.string().transform((value) => wellFormed(value, maxKeptText));
const places = z
  .array(z.object({ part: z.enum(parts), path: text }))
  .transform((all) => all.slice(0, maxKeptPlaces)) satisfies z.ZodType<Place[]>;

const evidence = z.record(
  z.string().max(60),
  z.union([z.object({ value: z.number(), unit: z.enum(units) }), z.object({ text })]),
) satisfies z.ZodType<Evidence>;

const findingSchema = z.object({
  rule: z.enum(ruleIds),
  kind: z.string().max(60),
  level: z.enum(levels),
  part: z.enum(parts).nullable(),
  evidence,
  places,
  count: z.number().int().nonnegative(),
}) satisfies z.ZodType<Finding>;

const notJudgedSchema = z.object({
  rule: z.enum(ruleIds),
  reason: z.enum(notJudgedReasons),
  detail: text.nullable(),
  places,
}) satisfies z.ZodType<NotJudged>;

/** What rules said, cut to what is kept: it comes from a process that read what may be anybody's file. */
const judgementSchema = z.object({
  rulesVersion: z.string().max(60),
  level: z.enum(levels).nullable(),
  findings: z.array(findingSchema).max(maxPlaces * ruleIds.length),
  notJudged: z.array(notJudgedSchema).max(maxPlaces * ruleIds.length),
  judged: z.array(z.enum(ruleIds)),
}) satisfies z.ZodType<Verdict>;

/** A verdict as it is kept. What a version with other rules wrote may not be read; then the result is judged anew. */
export const verdictSchema = judgementSchema.extend({
  at: momentSchema,
  copyOf: momentSchema.nullable(),
  failure: z.object({ reason: z.enum(judgeFailures), detail: text.nullable() }).nullable(),
}) satisfies z.ZodType<KeptVerdict>;

/** Reads what the process that judges says; null for anything else. */
export const readJudgement = (said: unknown): Verdict | null => judgementSchema.safeParse(said).data ?? null;
