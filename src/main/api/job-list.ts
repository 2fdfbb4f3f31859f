import { z } from 'zod';
import { cleanJson } from '../../shared/job/clean-json.ts';
import { parseJob, type ParsedJob, jobIdSchema } from '../../shared/job/job.ts';
import { inSlices } from '../lib/in-slices.ts';

/** An answer about one job: what it says, and the very JSON it said it in. */
export interface PolledJob extends ParsedJob {
  raw: unknown;
}

/** Where a page of the list begins: pages count from 1; a cursor is what the page before named as the next one. */
export type JobListPlace = { page: number } | { cursor: string };

/** One page of the account's jobs, in the order of the service. */
export interface JobListPage {
  jobs: PolledJob[];
  /** Entries without a usable job ID or a status, which cannot be used. */
  unreadable: number;
  /** Null where the service does not say. */
  pageCount: number | null;
  total: number | null;
  /** Of the next page, where the service counts no pages; null on the last one. */
  nextCursor: string | null;
  /** The answer was too large to be read: these are the first of its jobs. */
  isCut?: boolean;
}

const number = z.number().int().nonnegative().nullable().catch(null);
const cursor = z
  .union([z.string().min(1).max(2_000), z.number().transform(String)])
  .nullable()
  .catch(null);
const counts = z.object({
  pageCount: number,
  total: number,
  nextCursor: cursor,
  next_cursor: cursor,
});
type Counts = z.infer<typeof counts>;
const nowhere: Counts = { pageCount: null, total: null, nextCursor: null, next_cursor: null };
/** The clients read `meta`; Strapi, which the service seems to be built with, has `meta.pagination`. */
const answerSchema = counts.extend({
  meta: counts.extend({ pagination: counts.catch(nowhere) }).catch({ ...nowhere, pagination: nowhere }),
  pagination: counts.catch(nowhere),
});

/** Entries of one page. More than any page holds, also where the service sends all jobs at once. */
const maxPageLength = 10_000;
/** Entries that are read in one go, as many as are asked for: each takes a millisecond where nothing in it is as documented. */
const entriesAtOnce = 100;

/**
 * Reads an answer of `GET /conversions`: `{ data: Job[], meta: { page, pageSize, pageCount, total } }`, or a bare list.
 * An entry that cannot be read is left out and counted. A long page is read bit by bit, so that nothing waits for it.
 *
 * @param isWanted which jobs are worth reading; the others are left out
 * @returns null for anything that is no list
 */
export async function readJobList(
  answer: unknown,
  isWanted: (id: string) => boolean = () => true,
): Promise<JobListPage | null> {
  const data = z.union([z.array(z.unknown()), z.object({ data: z.array(z.unknown()) })]).safeParse(answer);
  if (!data.success) return null;
  const sent = Array.isArray(data.data) ? data.data : data.data.data;
  const entries = sent.slice(0, maxPageLength).filter((entry) => {
    const id = idIn(entry);
    return id === null || isWanted(id);
  });
  const jobs: PolledJob[] = [];
  const read = (slice: readonly unknown[]): void => void jobs.push(...slice.flatMap(readEntry));
  await inSlices(entries, read, { size: entriesAtOnce });
  const page = { jobs, unreadable: entries.length - jobs.length, ...countsOf(answer) };
  return sent.length > maxPageLength ? { ...page, isCut: true } : page;
}

const idIn = (entry: unknown): string | null => {
  const id: unknown = Object(entry)['id'];
  return typeof id === 'string' ? id : null;
};

function readEntry(entry: unknown): PolledJob[] {
  const raw = cleanJson(entry);
  const parsed = parseJob(raw);
  return parsed !== null && jobIdSchema.safeParse(parsed.job.id).success ? [{ ...parsed, raw }] : [];
}

function countsOf(answer: unknown): Pick<JobListPage, 'pageCount' | 'total' | 'nextCursor'> {
  const parsed = answerSchema.safeParse(answer);
  if (!parsed.success) return { pageCount: null, total: null, nextCursor: null };
  const places = [parsed.data.meta, parsed.data.meta.pagination, parsed.data.pagination, parsed.data];
  const first = <T>(read: (place: Counts) => T | null): T | null =>
    places.map(read).find((value) => value !== null) ?? null;
  return {
    pageCount: first(({ pageCount }) => pageCount),
    total: first(({ total }) => total),
    nextCursor: first(({ nextCursor, next_cursor }) => nextCursor ?? next_cursor),
  };
}

const [quote, backslash] = ['"', '\\'].map((one) => one.charCodeAt(0));
const [openList, closeList, openObject, closeObject] = ['[', ']', '{', '}'].map((one) => one.charCodeAt(0));

/**
 * What came whole of a list of objects whose text was cut: valid JSON of the list, bare or as a value of an object, up to
 * its last entry that is complete. What stands behind the list is gone.
 *
 * @returns null where no entry came whole
 */
export function wholeEntries(text: string): string | null {
  const open: number[] = [];
  let isInString = false;
  let end = 0;
  let closing = '';
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (isInString) {
      if (unit === backslash) at += 1;
      else if (unit === quote) isInString = false;
    } else if (unit === quote) isInString = true;
    else if (unit === openList || unit === openObject) open.push(unit);
    else if (unit === closeList) open.pop();
    else if (unit === closeObject) {
      open.pop();
      if (open.length > 2 || open.at(-1) !== openList) continue;
      end = at + 1;
      closing = open.length === 1 ? ']' : ']}';
    }
  }
  return end === 0 ? null : text.slice(0, end) + closing;
}
