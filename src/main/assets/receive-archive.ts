import type { ResultFormat } from '../../shared/downloads.ts';
import { failed, success, type Outcome } from '../../shared/errors.ts';
import type { OpenResult, ResultFailure, ResultStream } from '../api/result-stream.ts';
import { receiveBody } from '../downloads/receive-body.ts';
import { lackOfSpace, type FreeBytes } from '../files/disk-space.ts';
import type { OpenFile } from '../files/folder-files.ts';
import type { Clock } from '../lib/clock.ts';
import { downloadReasons } from '../words/reasons.ts';
import { largeFailure, type WriteFetched } from './fetched-files.ts';

export interface ReceiveArchiveOptions {
  /** Opens results when it is their turn. */
  openResult: OpenResult;
  clock: Clock;
  freeBytes: FreeBytes;
  /** Where archives are kept. */
  folder: string;
}

/** Milliseconds without a byte after which a connection counts as dead; and a kilobyte a second, over two minutes. */
const idleMs = 30_000;
const slowest = { bytes: 120 * 1024, ms: 120_000 };

/**
 * Receives the ZIP of a result, or its USD part alone where the service made no MJCF package. One that is larger than it may be
 * is given up before its first byte where the service says how large it is.
 */
export const receiveArchive =
  (jobId: string, options: ReceiveArchiveOptions): WriteFetched =>
  async (file, fetching) => {
    const opened = await openFirst(jobId, ['all', 'usd'], options.openResult, fetching.signal);
    return opened.ok ? receive(opened.value, file, options, fetching) : opened;
  };

async function openFirst(
  jobId: string,
  [format = 'usd', ...others]: readonly ResultFormat[],
  openResult: OpenResult,
  signal: AbortSignal,
): Promise<Outcome<ResultStream, ResultFailure>> {
  const opened = await openResult(jobId, format, { signal, resume: null });
  const isMissing = !opened.ok && opened.failure.code === 'mjcf-missing' && others.length > 0;
  return isMissing ? openFirst(jobId, others, openResult, signal) : opened;
}

async function receive(
  { body, totalBytes }: ResultStream,
  file: OpenFile,
  { clock, freeBytes, folder }: ReceiveArchiveOptions,
  { maxBytes, signal, onBytes }: Parameters<WriteFetched>[1],
): Promise<Outcome<null>> {
  const lack = totalBytes === null ? null : await lackOfSpace(freeBytes, folder, totalBytes);
  if (lack !== null || (totalBytes ?? 0) > maxBytes) {
    await body.cancel().catch(() => undefined);
    return lack ?? { ok: false, failure: largeFailure(totalBytes) };
  }
  let received = 0;
  const over = new AbortController();
  onBytes(0, totalBytes);
  const failure = await receiveBody(body, file, {
    clock,
    signal: AbortSignal.any([signal, over.signal]),
    idleMs,
    slowest,
    maxBytes: totalBytes ?? Number.MAX_SAFE_INTEGER,
    onBytes: (count) => {
      onBytes((received += count), totalBytes);
      if (received > maxBytes) over.abort();
    },
  });
  if (over.signal.aborted) return { ok: false, failure: largeFailure(null) };
  if (failure !== null) return { ok: false, failure };
  if (totalBytes !== null && received < totalBytes)
    return failed('truncated', downloadReasons.incomplete(received, totalBytes));
  return success(null);
}
