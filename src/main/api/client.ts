import { createHash } from 'node:crypto';
import type { ResultFormat } from '../../shared/downloads.ts';
import type { AccountFacts } from '../../shared/account.ts';
import { plainTextRefusal, success, type ErrorCode } from '../../shared/errors.ts';
import { cleanJson } from '../../shared/job/clean-json.ts';
import { parseJob } from '../../shared/job/job.ts';
import { isTerminal } from '../../shared/job/job-status.ts';
import { wellFormedLine } from '../../shared/lib/text.ts';
import type { AddressCheck } from './address-check.ts';
import { badAnswer, wordsIn, type ApiFailure, type ApiOutcome } from './api-failure.ts';
import type { Fetch } from './net-fetch.ts';
import {
  readJobList,
  wholeEntries,
  type JobListPage,
  type JobListPlace,
  type PolledJob,
} from './job-list.ts';
import { createResultOpener } from './open-result.ts';
import { readAccount } from './read-account.ts';
import { createRequestJson, dataOf, fail, type RequestJsonOptions } from './request-json.ts';
import type { OpenResult } from './result-stream.ts';
import { apiReasons } from '../words/reasons.ts';

export type { ApiOutcome } from './api-failure.ts';
export type { PolledJob } from './job-list.ts';

export interface ClientOptions extends RequestJsonOptions {
  /** Results come through a `fetch` of their own, so that long downloads take no connection from the polls. */
  fetchResult: Fetch;
  /** Decides which addresses they may be handed on to. */
  checkAddress: AddressCheck;
  /** The key in use, asked for at every call; null where there is none. */
  key: () => string | null;
}

export interface RigydClient {
  /** `GET /conversions/:id`. An answer that is the same as the last one is the same object. */
  getJob(id: string, signal?: AbortSignal): Promise<ApiOutcome<PolledJob>>;
  /** `GET /conversions?page=&pageSize=`, or by cursor. Whether it is as fresh as `getJob` is not documented. Only wanted jobs are read. */
  listJobs(
    place: JobListPlace,
    pageSize: number,
    signal?: AbortSignal,
    isWanted?: (id: string) => boolean,
  ): Promise<ApiOutcome<JobListPage>>;
  /** `GET /me`. */
  getAccount(signal?: AbortSignal): Promise<ApiOutcome<AccountFacts>>;
  /**
   * Whether the service takes this key, by the contract's own call, `GET /conversions/:id`: only a refusal of both a job
   * that was answered before and one that cannot exist is one of the key. `/me` may refuse a good key, and prices may be
   * public.
   *
   * @param knownId a job that the service has answered for; null where there is none
   * @returns `unauthorized` where the key is refused, `forbidden` where it cannot be told
   */
  checkKey(key: string, knownId: string | null): Promise<ApiOutcome<null>>;
  openResult: OpenResult;
}

/** Most bytes that are read of an answer. */
const maxBytes = {
  /** A job is a few kilobytes, of which a megabyte is kept. It is requested every few seconds. */
  job: 2 * 1024 ** 2,
  /** A service may send all jobs of an account as one page. Where that is larger, its beginning is read. */
  list: 8 * 1024 ** 2,
  account: 64 * 1024,
};

/** The HTTP client of the Rigyd API. It sends the key to the API's origin only, and follows no redirect with it. */
export function createRigydClient(options: ClientOptions): RigydClient {
  const { baseUrl, clock } = options;

  const requestJson = createRequestJson(options);
  const known = new KnownAnswers<PolledJob>();

  return {
    async getJob(id, signal) {
      const key = options.key();
      const last: { digest: string; answer: PolledJob | undefined } = { digest: '', answer: undefined };
      const isKnown = (body: string): boolean => {
        last.digest = digestOf(key ?? '', body);
        last.answer = known.find(id, last.digest);
        return last.answer !== undefined;
      };
      const answer = await requestJson(jobPath(id), key, maxBytes.job, signal, { isKnown });
      if (!answer.ok) return answer;
      if (last.answer !== undefined) return success(last.answer);
      const raw = cleanJson(dataOf(answer.value));
      const parsed = parseJob(raw);
      if (parsed === null) return fail(unreadable(answer.value));
      // A cache or a proxy that mixes answers up must not write one job's values into another.
      if (parsed.job.id !== id)
        return fail(badAnswer(apiReasons.anotherJob(wellFormedLine(parsed.job.id, 100))));
      const polled = { ...parsed, raw };
      // One that has ended is not asked for again and again.
      if (isTerminal(parsed.job.status)) known.forget(id);
      else known.keep(id, last.digest, polled);
      return success(polled);
    },

    async listJobs(place, pageSize, signal, isWanted) {
      const where = 'cursor' in place ? `cursor=${escaped(place.cursor)}` : `page=${place.page}`;
      const path = `/conversions?${where}&pageSize=${pageSize}`;
      let isCut = false;
      const beginningOf = (cut: string): string | null => {
        isCut = true;
        return wholeEntries(cut);
      };
      const answer = await requestJson(path, options.key(), maxBytes.list, signal, { beginningOf });
      if (!answer.ok) return answer;
      const list = await readJobList(answer.value, isWanted);
      if (list === null) return fail(badAnswer(apiReasons.noJobs));
      return success(isCut ? { ...list, isCut } : list);
    },

    async getAccount(signal) {
      const answer = await requestJson('/me', options.key(), maxBytes.account, signal);
      if (!answer.ok) return answer;
      const account = readAccount(dataOf(answer.value));
      return account === null ? fail(badAnswer(apiReasons.noAccount)) : success(account);
    },

    async checkKey(key, knownId) {
      let refusal: ApiFailure | null = null;
      for (const id of knownId === null ? [noJobsId] : [knownId, noJobsId]) {
        const answer = await requestJson(jobPath(id), key, maxBytes.job);
        if (answer.ok || aboutJobs.has(answer.failure.code) || isPlain404(answer.failure))
          return success(null);
        if (answer.failure.code !== 'unauthorized' && answer.failure.code !== 'forbidden') return answer;
        refusal = answer.failure;
      }
      return refusal === null ? success(null) : fail(refusal);
    },

    openResult: createResultOpener({
      fetch: options.fetchResult,
      turn: options.turn,
      checkAddress: options.checkAddress,
      key: options.key,
      clock,
      clientName: options.clientName,
      url: (id: string, format: ResultFormat) => `${baseUrl.href}${jobPath(id)}/result?format=${format}`,
    }),
  };
}

/** An ID that no job has: IDs are lower-case letters and digits. */
const noJobsId = 'rigyd-desk-key-check';

/** A service that says in plain text that it knows no such job has not refused the key; nor has a gateway. */
const isPlain404 = ({ text }: ApiFailure): boolean => text === plainTextRefusal(404);

/** What the service answers only to whom it knows: the key is good, whatever there is to say of the job. */
const aboutJobs: ReadonlySet<ErrorCode> = new Set([
  'not-found',
  'gone',
  'rejected',
  'not-ready',
  'payment-required',
  'answer-too-large',
]);

/** Why an answer that came with a 200 holds no job: the service may say so itself. */
function unreadable(answer: unknown): ApiFailure {
  const text = wordsIn(answer);
  return text === null ? badAnswer(apiReasons.noJob) : { code: 'rejected', text, retryAfterMs: null };
}

/** An ID is opaque and goes into the path as it is; whatever could end the segment is escaped. */
const jobPath = (id: string): string => `/conversions/${escaped(id)}`;

/** Half a surrogate, which cannot be sent, would make it throw. */
const escaped = (text: string): string => encodeURIComponent(text.toWellFormed());

/** Answers that are kept; beyond it the oldest are dropped. */
const maxKnown = 5_000;

/**
 * The last answer about each job, recognised by its bytes: one that is requested every few seconds is the same most of the
 * time, and need not be parsed again. As it comes back as the same object, callers can tell that nothing is new.
 */
export class KnownAnswers<T> {
  readonly #known = new Map<string, { digest: string; answer: T }>();

  find(id: string, digest: string): T | undefined {
    const known = this.#known.get(id);
    return known?.digest === digest ? known.answer : undefined;
  }

  keep(id: string, digest: string, answer: T): void {
    this.forget(id);
    this.#known.set(id, { digest, answer });
    const [oldest] = this.#known.keys();
    if (this.#known.size > maxKnown && oldest !== undefined) this.#known.delete(oldest);
  }

  forget(id: string): void {
    this.#known.delete(id);
  }
}

/** @param key that the answer was given to: with another key, other parts of the same bytes are taken out */
export const digestOf = (key: string, body: string): string =>
  createHash('sha256').update(`${key}\n${body}`).digest('base64url');
