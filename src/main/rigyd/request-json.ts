import { parseLenientJson } from '../../shared/answer/lenient-json.ts';
import { success } from '../../shared/errors.ts';
import type { Clock } from '../clock.ts';
import {
  badAnswer,
  failureOfException,
  failureOfResponse,
  type ApiFailure,
  type ApiOutcome,
} from './api-failure.ts';
import type { Fetch } from './fetch.ts';
import { readText } from './read-text.ts';
import { withoutKey } from './without-key.ts';

export interface RequestJsonOptions {
  baseUrl: URL;
  fetch: Fetch;
  clock: Clock;
  /** Sent as `X-Rigyd-Client`, which the service stores with what a client submits. */
  clientName: string;
}

/**
 * Asks for one path below the base URL with a key, and reads the JSON that comes back.
 *
 * @param key null where there is none: then nothing is asked
 */
export type RequestJson = (
  path: string,
  key: string | null,
  outer?: AbortSignal,
) => Promise<ApiOutcome<unknown>>;

/** Milliseconds until a JSON answer must be there whole. */
const answerTimeoutMs = 20_000;
/** Bytes of a JSON answer that are read at most. */
const longestAnswer = 16 * 1024 * 1024;

/** The one way in which a question reaches the API: bounded in time and size, its answer without the key. */
export function createRequestJson({ baseUrl, fetch, clock, clientName }: RequestJsonOptions): RequestJson {
  return async (path, key, outer) => {
    if (key === null) return fail({ code: 'no-key', text: null, retryAfterMs: null });
    const timeout = new AbortController();
    const stopTimer = clock.setTimeout(() => timeout.abort(), answerTimeoutMs);
    try {
      const response = await fetch(`${baseUrl.href}${path}`, {
        headers: {
          Authorization: `Bearer ${key}`,
          Accept: 'application/json',
          'X-Rigyd-Client': clientName,
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
  };
}

export const fail = (failure: ApiFailure): { ok: false; failure: ApiFailure } => ({ ok: false, failure });

/** Answers are wrapped in `{ data }`; a bare value is taken as it is. */
export function dataOf(answer: unknown): unknown {
  if (typeof answer === 'object' && answer !== null && 'data' in answer) return answer.data;
  return answer;
}

function parseBody(body: string): ApiOutcome<unknown> {
  try {
    return success(parseLenientJson(body));
  } catch {
    const looksLikePage = /^\s*</.test(body);
    return fail(badAnswer(looksLikePage ? 'The answer is a web page.' : 'The answer is not JSON.'));
  }
}
