import type { ResultFormat } from '../../shared/downloads.ts';
import { failed, success, type Failure, type Outcome } from '../../shared/errors.ts';
import type { Clock } from '../clock.ts';
import { failureOfException, failureOfResponse } from './api-failure.ts';
import { isLoopback } from './base-url.ts';
import { readText } from './read-text.ts';
import type { Fetch } from './fetch.ts';
import type { OpenResult, ResultStream, ResumePoint } from './result-stream.ts';
import { withoutKey } from './without-key.ts';

export interface ResultOpenerOptions {
  fetch: Fetch;
  key: () => string | null;
  clock: Clock;
  clientName: string;
  url: (jobId: string, format: ResultFormat) => string;
}

/** Milliseconds until the headers of a result must be there; its body has a time-out of its own. */
const headersTimeoutMs = 60_000;
const mostRedirects = 5;
/** Bytes of the body of an error that are read at most. */
const longestErrorBody = 64 * 1024;

/**
 * Opens results (`GET /conversions/:id/result`). The service may stream the ZIP itself or send on to its file host, so
 * redirects are followed by hand: each hop is checked, and the key goes to the API's origin alone.
 */
export function createResultOpener(options: ResultOpenerOptions): OpenResult {
  async function open(
    first: URL,
    format: ResultFormat,
    signal: AbortSignal,
    resume: ResumePoint | null,
  ): Promise<Outcome<ResultStream>> {
    let url = first;
    for (let hop = 0; hop <= mostRedirects; hop += 1) {
      const response = await options.fetch(url.href, {
        headers: headersFor(url.origin === first.origin ? options.key() : null, resume),
        redirect: 'manual',
        signal,
      });
      const location = response.headers.get('location');
      if (response.status < 300 || response.status >= 400 || location === null)
        return readAnswer(response, format, resume);
      await response.body?.cancel();
      const next = nextHop(location, url, first);
      if (!next.ok) return next;
      url = next.value;
    }
    return failed('bad-answer', 'The service redirects in a circle.');
  }

  function headersFor(key: string | null, resume: ResumePoint | null): Record<string, string> {
    return {
      Accept: 'application/zip, application/octet-stream',
      // A compressed answer would carry the length of its compressed form, and nothing could be checked against it.
      'Accept-Encoding': 'identity',
      'X-Rigyd-Client': options.clientName,
      ...(key === null ? {} : { Authorization: `Bearer ${key}` }),
      ...(resume === null ? {} : { Range: `bytes=${resume.offset}-`, 'If-Range': resume.etag }),
    };
  }

  async function readAnswer(
    response: Response,
    format: ResultFormat,
    resume: ResumePoint | null,
  ): Promise<Outcome<ResultStream>> {
    if (response.status === 200 || response.status === 206 || response.status === 416)
      return readStream(response, resume);
    const text = (await readText(response, longestErrorBody)) ?? '';
    const body = withoutKey(text, options.key());
    const failure = failureOfResponse(response.status, response.headers, body, options.clock.now());
    return { ok: false, failure: refine(failure, format) };
  }

  return async (jobId, format, { signal, resume }) => {
    if (options.key() === null) return failed('no-key');
    const url = new URL(options.url(jobId, format));
    const timeout = new AbortController();
    const stopTimer = options.clock.setTimeout(() => timeout.abort(), headersTimeoutMs);
    const either = AbortSignal.any([signal, timeout.signal]);
    try {
      const answer = await open(url, format, either, resume);
      if (answer.ok || answer.failure.code !== 'bad-answer' || resume === null) return answer;
      return await open(url, format, either, null);
    } catch (error) {
      if (signal.aborted) return failed('cancelled');
      const { code, text } = failureOfException(error, timeout.signal.aborted);
      return failed(code, text);
    } finally {
      stopTimer();
    }
  };
}

/** The one 404 that means something else than "no such job". Source: the API's error texts. */
function refine(failure: Failure, format: ResultFormat): Failure {
  const { code, text } = failure;
  const noMjcf = code === 'not-found' && format === 'mjcf' && /mjcf/i.test(text ?? '');
  return { code: noMjcf ? 'mjcf-missing' : code === 'not-ready' ? 'not-completed' : code, text };
}

function nextHop(location: string, from: URL, first: URL): Outcome<URL> {
  let next: URL;
  try {
    next = new URL(location, from);
  } catch {
    return failed('bad-answer', 'The service redirects to something that is not a URL.');
  }
  const safe = next.protocol === 'https:' || (isLoopback(first) && isLoopback(next));
  return safe
    ? success(next)
    : failed('bad-answer', `The service redirects to ${next.protocol}//${next.host}.`);
}

async function readStream(response: Response, resume: ResumePoint | null): Promise<Outcome<ResultStream>> {
  const body = response.body ?? new Response('').body;
  if (body === null) return failed('bad-answer', 'The answer is empty.');
  const etag = strongEtag(response.headers.get('etag'));
  if (response.status === 200) {
    const type = response.headers.get('content-type') ?? '';
    if (!/text\/html|application\/json/i.test(type))
      return success({ body, offset: 0, totalBytes: announcedLength(response.headers), etag });
    await body.cancel();
    return failed('bad-answer', `Instead of a ZIP the service sent ${type}.`);
  }
  const range = contentRange(response.headers.get('content-range'));
  if (resume !== null && range !== null) {
    if (response.status === 206 && range.start === resume.offset && etag === resume.etag)
      return success({ body, offset: resume.offset, totalBytes: range.total, etag });
    if (response.status === 416 && range.total === resume.offset) {
      // All of it is here already; what is left to read is nothing.
      await body.cancel();
      const nothing = new Blob([]).stream();
      return success({ body: nothing, offset: resume.offset, totalBytes: range.total, etag: resume.etag });
    }
  }
  await body.cancel();
  return failed('bad-answer', 'The service answered with another part than the one asked for.');
}

/** Bytes of the body as announced; unknown where it travels compressed. */
function announcedLength(headers: Headers): number | null {
  const encoding = headers.get('content-encoding');
  if (encoding !== null && encoding !== 'identity') return null;
  const length = headers.get('content-length');
  return length !== null && /^\d+$/.test(length) ? Number(length) : null;
}

/** Only a strong ETag promises the same bytes (RFC 9110, 8.8.1). */
const strongEtag = (etag: string | null): string | null =>
  etag !== null && /^"[^"]*"$/.test(etag) ? etag : null;

/** Reads `bytes 100-199/200` and `bytes *\/200`; `start` is null in the second form. */
function contentRange(header: string | null): { start: number | null; total: number } | null {
  const match = /^bytes (?:(\d+)-\d+|\*)\/(\d+)$/.exec(header ?? '');
  if (match === null) return null;
  return { start: match[1] === undefined ? null : Number(match[1]), total: Number(match[2]) };
}
