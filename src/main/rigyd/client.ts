import type { ResultFormat } from '../../shared/downloads.ts';
import { success, type Outcome } from '../../shared/errors.ts';
import { parseJob, type ParsedJob } from '../../shared/job.ts';
import type { Clock } from '../clock.ts';
import { badAnswer, failureOfException, failureOfResponse, type ApiFailure } from './api-failure.ts';
import type { Fetch } from './fetch.ts';
import { createResultOpener } from './open-result.ts';
import { readText } from './read-text.ts';
import type { OpenResult } from './result-stream.ts';
import { withoutKey } from './without-key.ts';

export interface ClientOptions {
  baseUrl: URL;
  fetch: Fetch;
  /** Results come through a `fetch` of their own, so that long downloads take no connection from the polls. */
  fetchResult: Fetch;
  /** The key in use, asked for at every call; null where there is none. */
  key: () => string | null;
  clock: Clock;
  /** Sent as `X-Rigyd-Client`, which the service stores with what a client submits. */
  clientName: string;
}

export type ApiOutcome<T> = Outcome<T, ApiFailure>;

/** An answer about one job: what it says, and the very JSON it said it in. */
export interface PolledJob extends ParsedJob {
  raw: unknown;
}

export interface RigydClient {
  /** `GET /conversions/:id`. */
  getJob(id: string, signal?: AbortSignal): Promise<ApiOutcome<PolledJob>>;
  /** Whether the service takes this key: `GET /me`, or the price list where `/me` is not known. */
  checkKey(key: string): Promise<ApiOutcome<null>>;
  openResult: OpenResult;
}

/** Milliseconds until a JSON answer must be there whole. */
const answerTimeoutMs = 20_000;
/** Bytes of a JSON answer that are read at most. */
const longestAnswer = 16 * 1024 * 1024;
/** Levels of lists and objects in an answer. Some thousands could neither be stored nor sent to the window. */
const deepestAnswer = 100;

/** The HTTP client of the Rigyd API. It sends the key to the API's origin only, and follows no redirect with it. */
export function createRigydClient(options: ClientOptions): RigydClient {
  const { baseUrl, clock } = options;

  async function requestJson(
    path: string,
    key: string | null,
    outer?: AbortSignal,
  ): Promise<ApiOutcome<unknown>> {
    if (key === null) return fail({ code: 'no-key', text: null, retryAfterMs: null });
    const timeout = new AbortController();
    const stopTimer = clock.setTimeout(() => timeout.abort(), answerTimeoutMs);
    try {
      const response = await options.fetch(`${baseUrl.href}${path}`, {
        headers: {
          Authorization: `Bearer ${key}`,
          Accept: 'application/json',
          'X-Rigyd-Client': options.clientName,
        },
        redirect: 'manual',
        signal: outer === undefined ? timeout.signal : AbortSignal.any([timeout.signal, outer]),
      });
      const text = await readText(response, longestAnswer);
      if (text === null) return fail(badAnswer('The answer is larger than 16 MB.'));
      const body = withoutKey(text, key);
      if (!response.ok) return fail(failureOfResponse(response.status, response.headers, body, clock.now()));
      return parseBody(body);
    } catch (error) {
      return fail(failureOfException(error, timeout.signal.aborted));
    } finally {
      stopTimer();
    }
  }

  return {
    async getJob(id, signal) {
      const answer = await requestJson(jobPath(id), options.key(), signal);
      if (!answer.ok) return answer;
      const raw = dataOf(answer.value);
      const parsed = parseJob(raw);
      if (parsed === null) return fail(badAnswer('The answer names no job ID or no status.'));
      return success({ ...parsed, raw });
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
      key: options.key,
      clock,
      clientName: options.clientName,
      url: (id: string, format: ResultFormat) => `${baseUrl.href}${jobPath(id)}/result?format=${format}`,
    }),
  };
}

/** An ID is opaque and goes into the path as it is; whatever could end the segment is escaped. */
const jobPath = (id: string): string => `/conversions/${encodeURIComponent(id)}`;

const fail = (failure: ApiFailure): { ok: false; failure: ApiFailure } => ({ ok: false, failure });

function parseBody(body: string): ApiOutcome<unknown> {
  try {
    const answer: unknown = JSON.parse(body);
    if (isDeeperThan(deepestAnswer, answer)) return fail(badAnswer('The answer is nested too deeply.'));
    return success(answer);
  } catch {
    const looksLikePage = /^\s*</.test(body);
    return fail(badAnswer(looksLikePage ? 'The answer is a web page.' : 'The answer is not JSON.'));
  }
}

const isDeeperThan = (levels: number, value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((inner) => isDeeperThan(levels - 1, inner)));

/** Answers are wrapped in `{ data }`; a bare object is taken as it is. */
function dataOf(answer: unknown): unknown {
  if (typeof answer === 'object' && answer !== null && 'data' in answer) return answer.data;
  return answer;
}
