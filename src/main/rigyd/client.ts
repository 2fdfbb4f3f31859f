import type { ResultFormat } from '../../shared/downloads.ts';
import type { AccountFacts } from '../../shared/account.ts';
import { success } from '../../shared/errors.ts';
import { cleanJson } from '../../shared/answer/clean-json.ts';
import { parseJob } from '../../shared/job.ts';
import type { AddressCheck } from './address-check.ts';
import { badAnswer, type ApiOutcome } from './api-failure.ts';
import type { Fetch } from './fetch.ts';
import { readJobList, type JobListPage, type PolledJob } from './job-list.ts';
import { createResultOpener } from './open-result.ts';
import { readAccount } from './read-account.ts';
import { createRequestJson, dataOf, fail, type RequestJsonOptions } from './request-json.ts';
import type { OpenResult } from './result-stream.ts';

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
  /** `GET /conversions/:id`. */
  getJob(id: string, signal?: AbortSignal): Promise<ApiOutcome<PolledJob>>;
  /** `GET /conversions?page=&pageSize=`, pages from 1 on. Whether it is as fresh as `getJob` is not documented. */
  listJobs(page: number, pageSize: number, signal?: AbortSignal): Promise<ApiOutcome<JobListPage>>;
  /** `GET /me`. */
  getAccount(signal?: AbortSignal): Promise<ApiOutcome<AccountFacts>>;
  /** Whether the service takes this key: `GET /me`, or the price list where `/me` is not known. */
  checkKey(key: string): Promise<ApiOutcome<null>>;
  openResult: OpenResult;
}

/** The HTTP client of the Rigyd API. It sends the key to the API's origin only, and follows no redirect with it. */
export function createRigydClient(options: ClientOptions): RigydClient {
  const { baseUrl, clock } = options;

  const requestJson = createRequestJson(options);

  return {
    async getJob(id, signal) {
      const answer = await requestJson(jobPath(id), options.key(), signal);
      if (!answer.ok) return answer;
      const raw = cleanJson(dataOf(answer.value));
      const parsed = parseJob(raw);
      if (parsed === null) return fail(badAnswer('The answer names no job ID or no status.'));
      return success({ ...parsed, raw });
    },

    async listJobs(page, pageSize, signal) {
      const answer = await requestJson(
        `/conversions?page=${page}&pageSize=${pageSize}`,
        options.key(),
        signal,
      );
      if (!answer.ok) return answer;
      const list = readJobList(answer.value);
      return list === null ? fail(badAnswer('The answer holds no list of jobs.')) : success(list);
    },

    async getAccount(signal) {
      const answer = await requestJson('/me', options.key(), signal);
      if (!answer.ok) return answer;
      const account = readAccount(dataOf(answer.value));
      return account === null ? fail(badAnswer('The answer holds no account.')) : success(account);
    },

    async checkKey(key) {
      const me = await requestJson('/me', key);
      if (me.ok) return success(null);
      if (me.failure.code !== 'not-found' && me.failure.code !== 'rejected') return me;
      const prices = await requestJson('/conversions/pricing', key);
      return prices.ok ? success(null) : prices;
    },

    openResult: createResultOpener({
      fetch: options.fetchResult,
      checkAddress: options.checkAddress,
      key: options.key,
      clock,
      clientName: options.clientName,
      url: (id: string, format: ResultFormat) => `${baseUrl.href}${jobPath(id)}/result?format=${format}`,
    }),
  };
}

/** An ID is opaque and goes into the path as it is; whatever could end the segment is escaped. */
const jobPath = (id: string): string => `/conversions/${encodeURIComponent(id)}`;
