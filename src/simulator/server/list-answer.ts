import type { Fault } from '../faults/faults.ts';
import type { WireJob } from '../jobs/wire.ts';
import type { AppContext } from './app-context.ts';
import { failed } from './errors.ts';
import type { World } from './world.ts';

type ListFault = Extract<Fault, { kind: 'list' }>;

const MAX_PAGE_SIZE = 100;
/** Jobs that an endless list says it has. */
const ENDLESS = 10_000_000;

/** Answers `/conversions?page=&pageSize=`: the account's jobs, newest first, or the list as a fault has it. */
export function answerList(world: World, c: AppContext): Response {
  const fault = c.get('faults')?.find((one) => one.kind === 'list');
  const most = fault?.maxPageSize ?? MAX_PAGE_SIZE;
  const asked = wholeNumber(c.req.query('pageSize'), 25);
  if (fault?.refuses === true && asked > most) return failed(c, 400, `pageSize must be at most ${most}`);
  const pageSize = Math.min(most, asked);
  const isByCursor = fault?.paging === 'cursor';
  const page = wholeNumber(c.req.query(isByCursor ? 'cursor' : 'page'), 1);
  const ids = world.book.ids();
  const total = fault?.endless === true ? ENDLESS : ids.length;
  const pageCount = Math.max(1, Math.ceil(total / pageSize));
  const data =
    fault?.endless === true
      ? endlessPage(world, page, pageSize)
      : ids.slice((page - 1) * pageSize, page * pageSize).flatMap((id) => world.book.job(id) ?? []);
  const meta = isByCursor
    ? { pageSize, nextCursor: page < pageCount ? String(page + 1) : null }
    : { page, pageSize, pageCount, total };
  return c.json({ data: data.map((job, at) => named(job, (page - 1) * pageSize + at, fault)), meta });
}

/** A full page of jobs that are all like the newest one and exist nowhere else. */
function endlessPage(world: World, page: number, pageSize: number): WireJob[] {
  const [newest] = world.book.ids();
  const like = newest === undefined ? undefined : world.book.job(newest);
  if (like === undefined) return [];
  return Array.from({ length: pageSize }, (_unused, at) => ({
    ...like,
    id: `endless${String((page - 1) * pageSize + at).padStart(17, '0')}`,
  }));
}

function named(job: WireJob, at: number, fault: ListFault | undefined): object {
  return fault?.ids === 'number' ? { ...job, id: at + 1 } : job;
}

/** A query value as a number from 1 on; anything else counts as left out. */
function wholeNumber(text: string | undefined, otherwise: number): number {
  return text !== undefined && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : otherwise;
}
