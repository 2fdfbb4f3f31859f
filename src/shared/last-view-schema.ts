import { z } from 'zod';
import { jobIdSchema } from './job/job.ts';
import { firstView, type LastView } from './last-view.ts';
import { jobFilterSchema, jobSortSchema } from './saved-view-schema.ts';

export const lastViewSchema = z.strictObject({
  filter: jobFilterSchema,
  sort: jobSortSchema,
  scroll: z.strictObject({ id: jobIdSchema, above: z.number().min(0).max(1_000) }).nullable(),
  openId: jobIdSchema.nullable(),
}) satisfies z.ZodType<LastView>;

const { filter, sort, scroll, openId } = lastViewSchema.shape;
const storedSchema = z
  .object({
    filter: filter.catch(firstView.filter),
    sort: sort.catch(firstView.sort),
    scroll: scroll.catch(null),
    openId: openId.catch(null),
  })
  .catch(firstView);

/** Reads what was stored. What is missing or cannot be read is as on the first start, alone. */
export const readLastView = (stored: unknown): LastView => storedSchema.parse(stored);
