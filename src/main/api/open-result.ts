import type { ResultFormat } from '../../shared/downloads.ts';
import { failed, success, type Outcome } from '../../shared/errors.ts';
import { wellFormedLine } from '../../shared/lib/text.ts';
import type { Clock } from '../lib/clock.ts';
import type { AddressCheck } from './address-check.ts';
import {
  badAnswer,
  failureOfException,
  failureOfGateway,
  failureOfResponse,
  serviceText,
  type ApiFailure,
} from './api-failure.ts';
import { followRedirects, type FinalAnswer } from './follow-redirects.ts';
import type { Fetch } from './net-fetch.ts';
import { announcedLength, peek, readText } from './response-body.ts';
import type { OpenResult, ResultFailure, ResultStream, ResumePoint } from './result-stream.ts';
import { failureWithoutKey, holdsKey, withoutKey } from '../lib/without-key.ts';
import { apiReasons, downloadReasons } from '../words/reasons.ts';

export interface ResultOpenerOptions {
  fetch: Fetch;
  /** Resolves when another request to the API may be sent. The caller waits for that of the first. */
  turn: (signal: AbortSignal) => Promise<void>;
  /** Decides which addresses a redirect may lead to. */
  checkAddress: AddressCheck;
  key: () => string | null;
  clock: Clock;
  clientName: string;
  url: (jobId: string, format: ResultFormat) => string;
}

/** Milliseconds until the headers of a result must be there; its body has a timeout of its own. */
const headersTimeoutMs = 60_000;
const maxRedirects = 5;
/** Bytes that are read of the body of an error. */
const maxErrorBodyLength = 64 * 1024;

/** What Chromium reports for a body that is compressed although the request forbade it. */
const compressedAnyway = /ERR_CONTENT_DECODING/;

/** Characters of a content type that are shown. */
const maxTypeLength = 100;

interface ResultRequest {
  first: URL;
  /** The same for all hops, so that it is known what no answer may hold. */
  key: string;
  format: ResultFormat;
  signal: AbortSignal;
  resume: ResumePoint | null;
  admit: (origin: string) => boolean;
  /** Whether the body may be compressed on its way. Its length cannot be checked then. */
  takesCompressed: boolean;
}

type Opened = Outcome<ResultStream, ResultFailure>;

/**
 * Opens results (`GET /conversions/:id/result`). The service may stream the ZIP itself or redirect to its file host. Each hop
 * is checked, and the key goes to the API's origin alone. A refusal of the file host says nothing of the key: its address
 * counts as expired.
 */
export function createResultOpener(options: ResultOpenerOptions): OpenResult {
  async function open(request: ResultRequest): Promise<Opened> {
    const { first, signal } = request;
    const isApi = (url: URL): boolean => url.origin === first.origin;
    const circle = failed('bad-answer', apiReasons.redirectLoop).failure;
    const answered = await followRedirects<ResultFailure>(first, {
      maxRedirects,
      tooMany: { ...circle, origin: first.origin },
      async request(url, hop) {
        if (hop > 0 && isApi(url)) await options.turn(signal);
        try {
          const headers = headersFor(isApi(url), request);
          return success(await options.fetch(url.href, { headers, redirect: 'manual', signal }));
        } catch (error) {
          return { ok: false, failure: failureAt(url, error, signal) };
        }
      },
      async check(location, from) {
        const next = await nextHop(location, from, request);
        if (!next.ok || isApi(next.value) || request.admit(next.value.origin)) return next;
        return { ok: false, failure: { code: 'offline', text: null, origin: next.value.origin } };
      },
    });
    return answered.ok ? readAnswer(answered.value, request) : answered;
  }

  async function nextHop(
    location: string,
    from: URL,
    { first, key, signal }: ResultRequest,
  ): Promise<Outcome<URL, ResultFailure>> {
    try {
      // The key goes to the API's origin alone, even where the service has put it into the address; looking up the host
      // would send it to a name server.
      const url = URL.canParse(location, from.href) ? new URL(location, from) : null;
      if (url !== null && url.origin !== first.origin && holdsKey(url.href, key))
        return failed('address-refused');
      return await options.checkAddress(location, from, signal);
    } catch (error) {
      const { origin } = new URL(location, from);
      return { ok: false, failure: { ...failureOfException(error, signal.aborted), origin } };
    }
  }

  function headersFor(
    isApi: boolean,
    { key, resume, takesCompressed }: ResultRequest,
  ): Record<string, string> {
    return {
      Accept: 'application/zip, application/octet-stream',
      ...(takesCompressed ? {} : { 'Accept-Encoding': 'identity' }),
      'X-Rigyd-Client': options.clientName,
      ...(isApi ? { Authorization: `Bearer ${key}` } : {}),
      ...(resume === null ? {} : { Range: `bytes=${resume.offset}-`, 'If-Range': resume.etag }),
    };
  }

  async function readAnswer(
    { response, url }: FinalAnswer,
    { first, key, format, signal, resume }: ResultRequest,
  ): Promise<Opened> {
    const { status, headers } = response;
    const clean = (words: string): string => withoutKey(words, key);
    if (status === 200 || status === 206 || status === 416) {
      try {
        const opened = await readStream(response, resume, clean);
        return opened.ok ? opened : { ok: false, failure: { ...opened.failure, origin: url.origin } };
      } catch (error) {
        return { ok: false, failure: failureAt(url, error, signal) };
      }
    }
    // The status says enough where its words break off.
    const body = await readText(response, maxErrorBodyLength, (beginning) => beginning);
    const text = body.isWhole ? body.text : '';
    const failure = failureOfResponse(status, headers, text, options.clock.now(), clean);
    const refined =
      url.origin === first.origin
        ? refine(failure, status, format, body.text)
        : ofFileHost(failure, status, url);
    return { ok: false, failure: { ...refined, origin: url.origin } };
  }

  /** Requests all of it instead where the service sends another part than requested, and compressed where it insists. */
  async function openWithFallback(request: ResultRequest): Promise<Opened> {
    try {
      const answer = await open(request);
      if (answer.ok || answer.failure.isAnotherPart !== true || request.resume === null) return answer;
      await options.turn(request.signal);
      return await open({ ...request, resume: null });
    } catch (error) {
      if (request.takesCompressed) throw error;
      await options.turn(request.signal);
      return openWithFallback({ ...request, resume: null, takesCompressed: true });
    }
  }

  return async (jobId, format, { signal, resume, admit = () => true }) => {
    const key = options.key();
    if (key === null) return failed('no-key');
    const timeout = new AbortController();
    const stopTimer = options.clock.setTimeout(() => timeout.abort(), headersTimeoutMs);
    const either = AbortSignal.any([signal, timeout.signal]);
    try {
      const opened = await openWithFallback({
        first: new URL(options.url(jobId, format)),
        key,
        format,
        signal: either,
        resume,
        admit,
        takesCompressed: false,
      });
      if (opened.ok) return opened;
      return signal.aborted ? failed('cancelled') : withoutKeyIn(opened.failure, key);
    } catch (error) {
      if (signal.aborted) return failed('cancelled');
      return withoutKeyIn(failureOfException(error, timeout.signal.aborted), key);
    } finally {
      stopTimer();
    }
  };
}

const withoutKeyIn = (failure: ResultFailure, key: string): Opened => ({
  ok: false,
  failure: failureWithoutKey(failure, key),
});

/** An answer of the API in the light of what was asked for. Source: the API's error texts. */
function refine(failure: ApiFailure, status: number, format: ResultFormat, body: string): ApiFailure {
  const { code, text } = failure;
  const gateway = failureOfGateway(status, body);
  if (gateway !== null) return gateway;
  if (refusals.has(status) && body.trim() === '') return badAnswer(`HTTP ${status}, without a reason`);
  if (code === 'not-found' && format !== 'usd' && /mjcf/i.test(text ?? ''))
    return { ...failure, code: 'mjcf-missing' };
  return status === 202 || code === 'not-ready' ? { ...failure, code: 'not-completed' } : failure;
}

/** Without a body they may as well be a firewall's. */
const refusals: ReadonlySet<number> = new Set([403, 410]);

/** File hosts answer a signed address that has expired with any of 400, 401, 403, 404 and 410, and a page of their own. */
function ofFileHost(failure: ApiFailure, status: number, url: URL): ApiFailure {
  const isRefusal =
    status >= 400 && status < 500 && failure.code !== 'timeout' && failure.code !== 'rate-limited';
  return {
    ...failure,
    code: isRefusal ? 'link-expired' : failure.code,
    text: downloadReasons.hostStatus(url.host, status),
  };
}

/** Why a host gave no answer. @throws `error` where it compressed one although it must not, which is worth another request */
function failureAt(url: URL, error: unknown, signal: AbortSignal): ResultFailure {
  if (error instanceof Error && compressedAnyway.test(error.message)) throw error;
  return { ...failureOfException(error, signal.aborted), origin: url.origin };
}

type Clean = (words: string) => string;

async function readStream(response: Response, resume: ResumePoint | null, clean: Clean): Promise<Opened> {
  const body = response.body ?? new Response('').body;
  if (body === null) return failed('bad-answer', downloadReasons.empty);
  const etag = strongEtag(response.headers.get('etag'), clean);
  if (response.status === 200) return readWhole(body, response.headers, etag, clean);
  const range = contentRange(response.headers.get('content-range'));
  if (resume !== null && range !== null) {
    // Without an ETag, whoever has the part decides whether it is of the same file.
    const isOfAnother = response.headers.has('etag') && etag !== resume.etag;
    if (response.status === 206 && range.start === resume.offset && !isOfAnother)
      return success({ body, offset: resume.offset, totalBytes: range.total, etag });
    if (response.status === 416 && range.total === resume.offset) {
      // All of it is here already; what is left to read is nothing.
      await body.cancel();
      const nothing = new Blob([]).stream();
      return success({ body: nothing, offset: resume.offset, totalBytes: range.total, etag: resume.etag });
    }
  }
  await body.cancel();
  const { failure } = failed('bad-answer', downloadReasons.anotherPart);
  return { ok: false, failure: { ...failure, isAnotherPart: true } };
}

/** A ZIP may be called anything, but a page or a message must not be saved as one: the first bytes tell. */
async function readWhole(
  body: ReadableStream<Uint8Array>,
  headers: Headers,
  etag: string | null,
  clean: Clean,
): Promise<Opened> {
  const type = headers.get('content-type') ?? '';
  const stream = { offset: 0, totalBytes: announcedLength(headers), etag };
  if (calledZip.test(type)) return success({ body, ...stream });
  const peeked = await peek(body, zipStart.length);
  const start = new TextDecoder('latin1').decode(peeked.start);
  if (start.startsWith(zipStart)) return success({ body: peeked.body, ...stream });
  await peeked.body.cancel();
  const words = serviceText(new TextDecoder().decode(peeked.start), clean);
  const shownType = wellFormedLine(clean(type), maxTypeLength);
  return failed('bad-answer', downloadReasons.notZip(shownType, words));
}

/** The types of a ZIP, or of any file. With another type, or none, the first bytes decide: it may be a proxy's page. */
const calledZip = /zip|octet-stream/i;

/** Source: the ZIP format's own signature of a first entry, and of an archive without any. */
const zipStart = 'PK';

/** Only a strong ETag promises the same bytes (RFC 9110, 8.8.1). It is kept on disk and sent to every hop: never the key. */
const strongEtag = (etag: string | null, clean: Clean): string | null =>
  etag !== null && /^"[^"]*"$/.test(etag) && clean(etag) === etag ? etag : null;

/** Reads `bytes 100-199/200`, `bytes 100-199/*` and `bytes *\/200`; what a `*` stands for is null. */
function contentRange(header: string | null): { start: number | null; total: number | null } | null {
  const [, start, total] = /^bytes (?:(\d+)-\d+|\*)\/(\d+|\*)$/.exec(header ?? '') ?? [];
  if (total === undefined) return null;
  return { start: start === undefined ? null : Number(start), total: total === '*' ? null : Number(total) };
}
