import { z } from 'zod';
import { reviewStandings } from './review.ts';
import {
  addedSince,
  maxReasonLength,
  sortColumns,
  statusGroups,
  verdictChoices,
  type JobFilter,
  type JobSort,
  type SavedView,
} from './saved-view.ts';

// Apart from what the window uses of views, so that it is there without zod.

export const jobFilterSchema = z.strictObject({
  query: z.string().max(500),
  statuses: z.array(z.enum(statusGroups)).max(statusGroups.length),
  types: z.array(z.string().max(100)).max(50),
  batch: z.string().max(100).nullable(),
  since: z.enum(addedSince),
  archived: z.boolean(),
  // Views of earlier versions have none.
  reason: z.string().max(maxReasonLength).nullable().default(null),
  verdicts: z.array(z.enum(verdictChoices)).max(verdictChoices.length).default([]),
  reviews: z.array(z.enum(reviewStandings)).max(reviewStandings.length).default([]),
}) satisfies z.ZodType<JobFilter>;

export const jobSortSchema = z.strictObject({
  column: z.enum(sortColumns),
  descending: z.boolean(),
}) satisfies z.ZodType<JobSort>;

export const savedViewSchema = z.strictObject({
  id: z.string().min(1).max(100),
  name: z.string().min(1).max(60),
  filter: jobFilterSchema,
  sort: jobSortSchema,
}) satisfies z.ZodType<SavedView>;
