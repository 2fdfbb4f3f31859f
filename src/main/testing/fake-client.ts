import type { AccountFacts } from '../../shared/account.ts';
import { parseJob } from '../../shared/job/job.ts';
import { success, type ErrorCode } from '../../shared/errors.ts';
import { createFakeService } from '../downloads/testing/fake-service.ts';
import { makeZip } from '../downloads/testing/zips.ts';
import type { ApiOutcome, PolledJob, RigydClient } from '../api/client.ts';
import { readJobList } from '../api/job-list.ts';

/** The result of every job. */
export const resultFiles = { 'chair.usd': '#usda 1.0', 'textures/wood.png': 'PNG'.repeat(900) };
const result = await makeZip(resultFiles, { compress: false });

/** What a service says of a job, or why it says nothing. */
type Answer = { status: string; [field: string]: unknown } | ErrorCode;

/** A client whose service answers what the test says, at once; jobs it was not told of are not found. */
export function createFakeClient() {
  const answers = new Map<string, Answer>();
  const service = createFakeService(result);
  const asked: string[] = [];
  const pagesAsked: number[] = [];
  const checks: (string | null)[] = [];
  const keysUsed = new Set<string | null>();
  const state = {
    /** Instead of any answer. */
    failure: null as ErrorCode | null,
    /** What `/me` says of the account. */
    account: null as AccountFacts | null,
    /** The account's own jobs, newest first; null where the service has no list. */
    listed: null as { id: string; status: string; [field: string]: unknown }[] | null,
    /** Larger pages are refused. */
    maxPageSize: Infinity,
    keyFailure: null as ErrorCode | null,
    /** Why `/me` alone is not answered. */
    accountFailure: 'not-found' as ErrorCode,
    accountReads: 0,
    /** Awaited before each answer about a job. */
    hold: null as Promise<void> | null,
  };
  const fail = (code: ErrorCode) => ({
    ok: false as const,
    failure: { code, text: `${code}!`, retryAfterMs: null },
  });

  function answerFor(id: string): ApiOutcome<PolledJob> {
    const answer = state.failure ?? answers.get(id) ?? 'not-found';
    if (typeof answer === 'string') return fail(answer);
    const raw = { id, ...answer };
    const parsed = parseJob(raw);
    return parsed === null ? fail('bad-answer') : success({ ...parsed, raw });
  }

  const createClient = (key: () => string | null): RigydClient => ({
    getJob: async (id) => {
      asked.push(id);
      keysUsed.add(key());
      await state.hold;
      return answerFor(id);
    },
    listJobs: async (place, pageSize) => {
      const page = 'page' in place ? place.page : 0;
      pagesAsked.push(page);
      if (state.failure !== null || state.listed === null) return fail(state.failure ?? 'not-found');
      if (pageSize > state.maxPageSize) return fail('rejected');
      const total = state.listed.length;
      const data = state.listed.slice((page - 1) * pageSize, page * pageSize);
      const meta = { page, pageSize, pageCount: Math.max(1, Math.ceil(total / pageSize)), total };
      const list = await readJobList({ data, meta });
      return list === null ? fail('bad-answer') : success(list);
    },
    getAccount: async () => {
      state.accountReads += 1;
      if (state.failure !== null || state.account === null)
        return fail(state.failure ?? state.accountFailure);
      return success(state.account);
    },
    checkKey: async () => {
      checks.push(key());
      const refusal = state.keyFailure ?? (state.failure === 'unauthorized' ? state.failure : null);
      return refusal === null ? success(null) : fail(refusal);
    },
    openResult: service.openResult,
  });

  return {
    createClient,
    service,
    state,
    /** The IDs asked for so far, in order. */
    asked,
    /** The pages of the list asked for so far, in order. */
    pagesAsked,
    keysUsed,
    /** The keys in use when the service was asked whether it takes one. */
    checks,
    say: (id: string, answer: Answer) => void answers.set(id, answer),
    /** Holds up all answers until the returned function is called. */
    hold: (): (() => void) => {
      let goOn: () => void = () => {};
      state.hold = new Promise((resolve) => (goOn = resolve));
      return () => {
        state.hold = null;
        goOn();
      };
    },
  };
}
