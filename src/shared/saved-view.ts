import { z } from 'zod';

/** Groups of statuses that people look for; `unknown` are IDs that the service does not know. */
export const statusGroups = ['waiting', 'active', 'stuck', 'done', 'failed', 'unknown'] as const;
export type StatusGroup = (typeof statusGroups)[number];

/** Which jobs the list shows. An empty list of choices means any. */
export const jobFilterSchema = z.strictObject({
  query: z.string().max(500),
  statuses: z.array(z.enum(statusGroups)).max(statusGroups.length),
  types: z.array(z.string().max(100)).max(50),
  /** ID of a batch. */
  batch: z.string().max(100).nullable(),
  /** By the time of adding. */
  since: z.enum(['any', 'hour', 'today', 'week', 'month']),
  archived: z.boolean(),
});
export type JobFilter = z.infer<typeof jobFilterSchema>;

export const noFilter: JobFilter = {
  query: '',
  statuses: [],
  types: [],
  batch: null,
  since: 'any',
  archived: false,
};

export const sortColumns = ['added', 'name', 'status', 'type', 'time', 'size', 'completed'] as const;
export const jobSortSchema = z.strictObject({
  column: z.enum(sortColumns),
  descending: z.boolean(),
});
export type JobSort = z.infer<typeof jobSortSchema>;

/** What was added last is on top. */
export const newestOnTop: JobSort = { column: 'added', descending: true };

/** A filter and an order that a person gave a name. */
export const savedViewSchema = z.strictObject({
  id: z.string().min(1).max(100),
  name: z.string().min(1).max(60),
  filter: jobFilterSchema,
  sort: jobSortSchema,
});
export type SavedView = z.infer<typeof savedViewSchema>;
