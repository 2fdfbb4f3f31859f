import { z } from 'zod';
import { jobIdSchema } from '../../shared/contract-parts.ts';
import { cleanJson } from '../../shared/answer/clean-json.ts';
import { parseJob, type ParsedJob } from '../../shared/job.ts';

/** An answer about one job: what it says, and the very JSON it said it in. */
export interface PolledJob extends ParsedJob {
  raw: unknown;
}

/** One page of the account's jobs, in the order of the service. */
export interface JobListPage {
  jobs: PolledJob[];
  /** Entries without a usable job ID or a status, which cannot be used. */
  unreadable: number;
  /** Null where the service does not say. */
  pageCount: number | null;
  total: number | null;
}

const number = z.number().int().nonnegative().nullable().catch(null);
const metaSchema = z.object({ meta: z.object({ pageCount: number, total: number }) });
/** Entries of one page. More than any page holds; an endless one would hold up the app for as long as it is read. */
const longestPage = 10_000;

/**
 * Reads an answer of `GET /conversions`: `{ data: Job[], meta: { page, pageSize, pageCount, total } }`, or a bare list.
 * An entry that cannot be read is left out and counted.
 *
 * @returns null for anything that is no list
 */
export function readJobList(answer: unknown): JobListPage | null {
  const data = z.union([z.array(z.unknown()), z.object({ data: z.array(z.unknown()) })]).safeParse(answer);
  if (!data.success) return null;
  const entries = (Array.isArray(data.data) ? data.data : data.data.data).slice(0, longestPage);
  const jobs = entries.flatMap((entry) => {
    const raw = cleanJson(entry);
    const parsed = parseJob(raw);
    return parsed !== null && jobIdSchema.safeParse(parsed.job.id).success ? [{ ...parsed, raw }] : [];
  });
  const meta = metaSchema.safeParse(answer);
  const { pageCount, total } = meta.success ? meta.data.meta : { pageCount: null, total: null };
  return { jobs, unreadable: entries.length - jobs.length, pageCount, total };
}
