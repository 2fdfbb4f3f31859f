import { success } from '../../shared/errors.ts';
import type { Clock } from '../lib/clock.ts';
import {
  badAnswer,
  failureOfException,
  failureOfGateway,
  failureOfResponse,
  isPage,
  type ApiFailure,
  type ApiOutcome,
} from './api-failure.ts';
import { followRedirects, type FinalAnswer } from './follow-redirects.ts';
import type { Fetch } from './net-fetch.ts';
import { readText } from './response-body.ts';
import { failureWithoutKey, jsonWithoutKey, mayHoldKey, withoutKey } from '../lib/without-key.ts';
import { apiReasons } from '../words/reasons.ts';

export interface RequestJsonOptions {
  baseUrl: URL;
  fetch: Fetch;
  /** Resolves when another request may be sent. The caller waits for that of the first; each redirect waits for its own. */
  turn: (signal: AbortSignal) => Promise<void>;
  clock: Clock;
  /** Sent as `X-Rigyd-Client`, which the service stores with what a client submits. */
  clientName: string;
}

/**
 * Requests one path below the base URL with a key, and reads the JSON of the answer.
 *
 * @param key null where there is none: then nothing is sent
 * @param maxBytes of the answer that are read: parsing blocks the app
 */
export type RequestJson = (
  path: string,
  key: string | null,
  maxBytes: number,
  outer?: AbortSignal,
  reading?: Reading,
) => Promise<ApiOutcome<unknown>>;

export interface Reading {
  /** Whether the text of an answer need not be parsed: then null comes back. */
  isKnown?: (body: string) => boolean;
  /** JSON of what can be read of an answer that is too large, by its beginning; null for nothing. */
  beginningOf?: (cut: string) => string | null;
}

/** Milliseconds until a JSON answer must be there whole. */
const answerTimeoutMs = 20_000;
/** A service moves a path once or twice; more is a circle. */
const maxRedirects = 3;
/** The statuses that say that a path has moved; any other is an answer. */
const redirects: ReadonlySet<number> = new Set([301, 302, 307, 308]);

/** The only way in which JSON is requested from the API: bounded in time and size, its answer without the key. */
export function createRequestJson({
  baseUrl,
  fetch,
  turn,
  clock,
  clientName,
}: RequestJsonOptions): RequestJson {
  const open = (key: string, first: URL, signal: AbortSignal): Promise<ApiOutcome<FinalAnswer>> =>
    followRedirects(first, {
      maxRedirects,
      tooMany: badAnswer(apiReasons.redirectLoop),
      statuses: redirects,
      async request(url, hop) {
        if (hop > 0) await turn(signal);
        const headers = {
          Authorization: `Bearer ${key}`,
          Accept: 'application/json',
          'X-Rigyd-Client': clientName,
        };
        return success(await fetch(url.href, { headers, redirect: 'manual', signal }));
      },
      async check(location, from) {
        const next = URL.canParse(location, from.href) ? new URL(location, from) : null;
        // The key goes to the API's origin alone.
        if (next?.origin === first.origin) return success(next);
        return fail(badAnswer(apiReasons.redirects(next?.origin ?? null)));
      },
    });

  async function read(
    response: Response,
    key: string,
    maxBytes: number,
    { isKnown, beginningOf }: Reading,
  ): Promise<ApiOutcome<unknown>> {
    const { text: body, isWhole } = await readText(response, maxBytes);
    if (!isWhole) {
      const beginning = response.ok ? (beginningOf?.(body) ?? null) : null;
      if (beginning !== null) return readJson(beginning, key);
      const text = apiReasons.tooLarge(maxBytes);
      // With a 200 it is the service's own, about what was asked for: no trouble of the service.
      return fail(response.ok ? { code: 'answer-too-large', text, retryAfterMs: null } : badAnswer(text));
    }
    if (response.ok) return isKnown?.(body) === true ? success(null) : readJson(body, key);
    const { status, headers } = response;
    const gateway = failureOfGateway(status, body);
    if (gateway !== null) return fail(gateway);
    return fail(failureOfResponse(status, headers, body, clock.now(), (text) => withoutKey(text, key)));
  }

  return async (path, key, maxBytes, outer, reading = {}) => {
    if (key === null) return fail({ code: 'no-key', text: null, retryAfterMs: null });
    const timeout = new AbortController();
    const stopTimer = clock.setTimeout(() => timeout.abort(), answerTimeoutMs);
    const signal = outer === undefined ? timeout.signal : AbortSignal.any([timeout.signal, outer]);
    try {
      const opened = await open(key, new URL(`${baseUrl.href}${path}`), signal);
      const answer = opened.ok ? await read(opened.value.response, key, maxBytes, reading) : opened;
      return answer.ok ? answer : fail(failureWithoutKey(answer.failure, key));
    } catch (error) {
      return fail(failureWithoutKey(failureOfException(error, timeout.signal.aborted), key));
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

function readJson(body: string, key: string): ApiOutcome<unknown> {
  try {
    const answer = parseLenientJson(body);
    return success(mayHoldKey(body, key) ? jsonWithoutKey(answer, key) : answer);
  } catch {
    return fail(badAnswer(isPage(body) ? apiReasons.webPage : apiReasons.notJson));
  }
}

/** What begins or ends a string, what does not although it looks so, and the numbers that JSON does not have. */
const tokens = /\\[^]|"|-?\b(?:NaN|Infinity)\b/g;

/**
 * Reads JSON, also where it holds `NaN` and `Infinity`, which Python writes: they become null, and the rest is read.
 *
 * @throws SyntaxError for anything else that is not JSON
 */
export function parseLenientJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!/\b(?:NaN|Infinity)\b/.test(text)) throw error;
    return JSON.parse(withNullNumbers(text));
  }
}

function withNullNumbers(text: string): string {
  let isInString = false;
  return text.replaceAll(tokens, (token) => {
    if (token === '"') isInString = !isInString;
    return isInString || token === '"' || token.startsWith('\\') ? token : 'null';
  });
}
