import { z } from 'zod';
import { groupings, maxExceptions, maxGroupKeyLength, notGrouped, type ListGroups } from './grouping.ts';
import { jobIdSchema } from './job/job.ts';
import { firstView, type LastView } from './last-view.ts';
import { jobFilterSchema, jobSortSchema } from './saved-view-schema.ts';

const listGroupsSchema = z.strictObject({
  by: z.enum(groupings),
  areFolded: z.boolean(),
  except: z.array(z.string().max(maxGroupKeyLength)).max(maxExceptions),
}) satisfies z.ZodType<ListGroups>;

export const lastViewSchema = z.strictObject({
  filter: jobFilterSchema,
  sort: jobSortSchema,
  groups: listGroupsSchema,
  scroll: z.strictObject({ id: jobIdSchema, above: z.number().min(-1_000).max(1_000) }).nullable(),
  openId: jobIdSchema.nullable(),
}) satisfies z.ZodType<LastView>;

const { filter, sort, groups, scroll, openId } = lastViewSchema.shape;
const storedSchema = z
  .object({
    filter: filter.catch(firstView.filter),
    sort: sort.catch(firstView.sort),
    // Earlier versions had none.
    groups: groups.catch(notGrouped),
    scroll: scroll.catch(null),
    openId: openId.catch(null),
  })
  .catch(firstView);

/** Reads what was stored. What is missing or cannot be read is as on the first start, alone. */
export const readLastView = (stored: unknown): LastView => storedSchema.parse(stored);
