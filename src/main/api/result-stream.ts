import type { ResultFormat } from '../../shared/downloads.ts';
import type { Failure, Outcome } from '../../shared/errors.ts';

/** An open answer of `GET /conversions/:id/result`, its body not yet read. */
export interface ResultStream {
  body: ReadableStream<Uint8Array>;
  /** Where in the whole file the body begins: 0, or the offset asked for if the service honoured it. */
  offset: number;
  /** Bytes of the whole file; null where the service did not say. */
  totalBytes: number | null;
  /** A strong ETag, fit for `If-Range`; null where there is none. */
  etag: string | null;
}

/** What is on disk already of a result, and the ETag it was served with. */
export interface ResumePoint {
  offset: number;
  etag: string;
}

/** Why a result could not be opened, and what is known of the host that said so. */
export interface ResultFailure extends Failure {
  /** Milliseconds that the host asked to wait before the next request, if it did. */
  retryAfterMs?: number | null;
  /** The origin that answered, or did not; missing where none was asked. */
  origin?: string;
  /** Whether the host sent another part of the file than the one asked for. */
  isAnotherPart?: boolean;
  /** The origin from which nothing comes to anybody at the moment, where that is why. */
  waitsFor?: string;
  /** With it, whether this request was sent to find out if something comes again. */
  hasProbed?: boolean;
}

/**
 * Opens the result of a completed job. Errors come as codes; aborting the signal ends the body as well. Each call
 * begins at the API, so that an address of the file host is always a fresh one.
 */
export type OpenResult = (
  jobId: string,
  format: ResultFormat,
  options: {
    signal: AbortSignal;
    resume: ResumePoint | null;
    /** Whether another origin than the API's may be asked now; left out, all may. */
    admit?: (origin: string) => boolean;
  },
) => Promise<Outcome<ResultStream, ResultFailure>>;
