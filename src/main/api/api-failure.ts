import { plainTextRefusal, type ErrorCode, type Failure, type Outcome } from '../../shared/errors.ts';
import { wellFormed } from '../../shared/lib/text.ts';
import { apiReasons } from '../words/reasons.ts';

/** A failed call, with how long the service asked to wait before the next one (milliseconds), if it did. */
export interface ApiFailure extends Failure {
  retryAfterMs: number | null;
}

export type ApiOutcome<T> = Outcome<T, ApiFailure>;

const codeOfStatus: Record<number, ErrorCode> = {
  401: 'unauthorized',
  402: 'payment-required',
  403: 'forbidden',
  404: 'not-found',
  408: 'timeout',
  409: 'not-ready',
  410: 'gone',
  429: 'rate-limited',
};

/** Longest text of an error that is kept, in characters. */
const maxTextLength = 500;

/**
 * Turns an answer that is not a success into a code with the service's own text.
 *
 * @param clean takes out of the text what must not be kept
 */
export function failureOfResponse(
  status: number,
  headers: Headers,
  body: string,
  now: number,
  clean: (text: string) => string = (text) => text,
): ApiFailure {
  const code = codeOfStatus[status] ?? (status >= 500 ? 'service-down' : 'rejected');
  return {
    code: status < 400 ? 'bad-answer' : code,
    text: serviceText(body, clean) ?? `HTTP ${status}`,
    retryAfterMs: parseRetryAfter(headers.get('retry-after'), now),
  };
}

/** Turns what `fetch` threw into a code. A time-out is told apart from a missing connection by the signal's reason. */
export function failureOfException(error: unknown, timedOut: boolean): ApiFailure {
  if (timedOut) return { code: 'timeout', text: null, retryAfterMs: null };
  const text = error instanceof Error ? causeText(error) : String(error);
  return { code: codeOfException(text), text, retryAfterMs: null };
}

/** Chromium's errors of a host that could not be reached at all. Source: its `net_error_list.h`. */
const unreachable =
  /ERR_(INTERNET_DISCONNECTED|NETWORK_(IO_SUSPENDED|ACCESS_DENIED)|NAME_|DNS_|ADDRESS_|CONNECTION_(REFUSED|FAILED|TIMED_OUT)|PROXY_|TUNNEL_|SOCKS_)/;
const distrusted = /ERR_(CERT_|SSL_|BAD_SSL_)/;

function codeOfException(text: string): ErrorCode {
  if (distrusted.test(text)) return 'certificate';
  if (unreachable.test(text)) return 'offline';
  return /ERR_|aborted/i.test(text) ? 'connection-lost' : 'offline';
}

export const badAnswer = (text: string): ApiFailure => ({ code: 'bad-answer', text, retryAfterMs: null });

function causeText(error: Error): string {
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}

/**
 * The words of the service, in any of the shapes its clients have met: `{error}`, `{error: {message}}`,
 * `{data: {error}}`, `{message}`. Null for anything else, such as a proxy's HTML page.
 */
export function serviceText(body: string, clean = (text: string): string => text): string | null {
  try {
    return wordsIn(JSON.parse(body), clean);
  } catch {
    return null;
  }
}

/** {@link serviceText} of an answer that is parsed already. */
export function wordsIn(answer: unknown, clean = (text: string): string => text): string | null {
  const found =
    textAt(answer, 'error') ??
    textAt(answer, 'error', 'message') ??
    textAt(answer, 'data', 'error') ??
    textAt(answer, 'message');
  // What is to be taken out could be cut in two.
  return found === null ? null : wellFormed(clean(found).trim(), maxTextLength);
}

function textAt(value: unknown, ...path: string[]): string | null {
  let current = value;
  for (const key of path) {
    if (typeof current !== 'object' || current === null) return null;
    current = Reflect.get(current, key);
  }
  return typeof current === 'string' && current.trim() !== '' ? current : null;
}

/** Longest wait that is believed; a proxy's "come back tomorrow" must not silence the app for a day. */
const maxRetryAfterMs = 10 * 60_000;

/**
 * Reads `Retry-After` in either form (seconds, or an HTTP date) as milliseconds from now.
 *
 * @returns null where no wait is asked for: also for `0`, and for a date in the past, which it is as soon as this
 *   machine's clock is ahead. The caller's own backoff holds then.
 */
export function parseRetryAfter(header: string | null, now: number): number | null {
  if (header === null) return null;
  const seconds = /^\s*\d+\s*$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, maxRetryAfterMs) : null;
}

/**
 * What a refusal is that comes from a proxy or a gateway, and so says nothing of a job, a result or the key; null for any
 * other. It is a web page, or plain text where the API speaks JSON. Who asks to wait is obeyed, whoever it is; and a key may
 * be refused in any words.
 */
export function failureOfGateway(status: number, body: string): ApiFailure | null {
  if (status >= 500 || status === 408 || status === 429) return null;
  if (isPage(body)) return badAnswer(apiReasons.webPageWithStatus(status));
  const isPlainText = status >= 400 && status !== 401 && body.trim() !== '' && !/^\s*[[{"]/.test(body);
  return isPlainText ? badAnswer(plainTextRefusal(status)) : null;
}

/** Whether a body is the page of a proxy or a sign-in form. */
export const isPage = (body: string): boolean => /^\s*</.test(body);
