import { constants } from 'node:fs';
import { dirname } from 'node:path';
import { failed, type Outcome, success } from '../../shared/errors.ts';
import { type Clock, pause } from '../lib/clock.ts';
import { throttle } from '../lib/throttle.ts';
import type { OpenResult, ResultFailure, ResultStream } from '../api/result-stream.ts';
import type { EarlyUnpacking } from './early-unpacking.ts';
import type { FolderWork } from './folder-work.ts';
import { type PartNote, readPartNote, sizeOf } from './slot-notes.ts';
import { isTransient } from './retry-policy.ts';
import { receiveBody, stopFailure } from './receive-body.ts';
import type { ResultFormat } from '../../shared/downloads.ts';
import { workFiles } from '../files/folder-files.ts';
import { type FreeBytes, lackOfSpace } from '../files/disk-space.ts';
import { fileFailed } from '../files/file-failure.ts';
import { downloadReasons } from '../words/reasons.ts';

export interface TransferOptions extends AttemptOptions {
  /** Between 0 and 1. */
  random: () => number;
}

const progressEveryMs = 100;
/** How often in a row a broken transfer is taken up again without a new byte having come. */
const maxResumes = 5;
/** Half a kilobyte a second, over four minutes and all breaks in them. Whoever brings less gives way to another download. */
const minProgress = { bytes: 120 * 1024, ms: 240_000 };
const firstPauseMs = 1_000;
const maxPauseMs = 15_000;

/**
 * Receives a result into a file. A transfer that breaks is taken up where it stopped, as long as the service promises
 * the same bytes by a strong ETag; after a few tries in a row without a new byte, or minutes with hardly any, it fails,
 * and what came stays for the next time. Progress is reported at most ten times a second.
 *
 * @returns the size of the file in bytes
 */
export async function receiveResult(
  request: TransferRequest,
  options: TransferOptions,
): Promise<Outcome<number, ResultFailure>> {
  const { clock, random, signal, onProgress } = options;
  const throttled = throttle(clock, progressEveryMs, onProgress);
  let begun = false;
  let received = 0;
  let maxReceived = 0;
  let failures = 0;
  let mark = { at: clock.steady(), bytes: 0 };
  while (!signal.aborted) {
    const attempt = await attemptTransfer(request, {
      ...options,
      onProgress: (receivedBytes, totalBytes) => {
        received = receivedBytes;
        throttled(receivedBytes, totalBytes);
      },
    });
    throttled.flush();
    if (attempt.outcome.ok) return attempt.outcome;
    if (signal.aborted) break;

    begun ||= attempt.begun;
    const resumable = begun && (await readPartNote(request.archive)) !== null;
    const { code, retryAfterMs = null } = attempt.outcome.failure;
    if (!resumable || retryAfterMs !== null || !isTransient(code)) return attempt.outcome;
    // A service that ignores ranges starts over each time: only what was never received before counts as progress.
    failures = received > maxReceived ? 1 : failures + 1;
    maxReceived = Math.max(maxReceived, received);
    if (failures > maxResumes) return attempt.outcome;
    const now = clock.steady();
    if (now - mark.at >= minProgress.ms) {
      if (maxReceived - mark.bytes < minProgress.bytes) return attempt.outcome;
      mark = { at: now, bytes: maxReceived };
    }
    await pause(clock, pauseMs(failures, random()), signal);
  }
  return { ok: false, failure: stopFailure(signal) };
}

/** Doubles with each failure; the random part keeps many clients from coming back at the same moment. */
const pauseMs = (failures: number, random: number): number =>
  Math.min(maxPauseMs, firstPauseMs * 2 ** (failures - 1)) * (0.5 + random / 2);

interface TransferRequest {
  jobId: string;
  format: ResultFormat;
  /** The file to receive into; what an earlier transfer left there is gone on with. */
  archive: string;
}

interface AttemptOptions {
  openResult: OpenResult;
  clock: Clock;
  signal: AbortSignal;
  freeBytes: FreeBytes;
  work: Pick<FolderWork, 'writePartNote'>;
  /** Bytes a result may have at most. */
  maxBytes: number;
  /** Unpacks what has come so far. */
  early?: Pick<EarlyUnpacking, 'note' | 'giveUp'> | null;
  /** Bytes that may wait to be written while more are received; left out, none. */
  aheadBytes?: number;
  /** Bytes on disk, and bytes of the whole file where the service says so. */
  onProgress: (receivedBytes: number, totalBytes: number | null) => void;
}

interface Attempt {
  /** The size of the whole file in bytes, or why it is not whole. */
  outcome: Outcome<number, ResultFailure>;
  /** Whether the service began to send. */
  begun: boolean;
}

/** What lies on disk of the result that is asked for. */
interface Part extends PartNote {
  offset: number;
}

/** Milliseconds without a byte after which a connection counts as dead. */
const idleMs = 30_000;

/** A kilobyte a second, over two minutes. */
const slowest = { bytes: 120 * 1024, ms: 120_000 };

/** Appends to a file, never to one that a link leads to; Windows has no such flag. */
const appendingToFile =
  constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND | (constants.O_NOFOLLOW ?? 0);

/** Asks for a result once, and receives what is missing of it, or all where that is not possible. */
async function attemptTransfer(request: TransferRequest, options: AttemptOptions): Promise<Attempt> {
  try {
    const part = await readPart(request);
    if (part !== null && part.offset === part.totalBytes) {
      options.onProgress(part.offset, part.totalBytes);
      return { outcome: success(part.offset), begun: true };
    }
    const opened = await openRest(request, part, options);
    if (!opened.ok) return { outcome: opened, begun: false };
    return { outcome: await receive(request, opened.value, options), begun: true };
  } catch (error) {
    return { outcome: fileFailed(error), begun: true };
  }
}

async function readPart({ archive, format }: TransferRequest): Promise<Part | null> {
  const note = await readPartNote(archive);
  if (note === null || note.format !== format) return null;
  const offset = await sizeOf(archive);
  const isWhole = offset === note.totalBytes;
  const isPart = note.etag !== null && (note.totalBytes === null || offset <= note.totalBytes);
  return offset > 0 && (isWhole || isPart) ? { ...note, offset } : null;
}

/** Opens the rest of a part, or the whole result where the service does not send exactly that rest. */
async function openRest(
  { jobId, format }: TransferRequest,
  part: Part | null,
  { openResult, signal }: AttemptOptions,
): Promise<Outcome<ResultStream, ResultFailure>> {
  const { offset = 0, etag = null } = part ?? {};
  const resume = etag === null ? null : { offset, etag };
  let opened = await openResult(jobId, format, { signal, resume });
  if (opened.ok && resume !== null && goingOn(opened.value, part) === null) {
    await closeBody(opened.value);
    opened = await openResult(jobId, format, { signal, resume: null });
  }
  if (!opened.ok) return opened;
  const stream = goingOn(opened.value, part);
  if (stream !== null) return success(stream);
  await closeBody(opened.value);
  return failed('bad-answer', downloadReasons.noBeginning);
}

/**
 * A body as it can be written: from the start, or right behind what is there of the very same file; null where it is neither.
 * A part in answer to `If-Range` is of the same file (RFC 9110, 13.1.5). Where it names no ETag, the length of the whole is
 * to be the same as well; should it be another file all the same, the archive is damaged and comes again from the start.
 */
function goingOn(stream: ResultStream, part: Part | null): ResultStream | null {
  if (stream.offset === 0) return stream;
  if (part === null || stream.offset !== part.offset) return null;
  const { etag, totalBytes } = stream;
  const isSame = etag === null ? totalBytes !== null && totalBytes === part.totalBytes : etag === part.etag;
  return isSame ? { ...stream, etag: part.etag, totalBytes: totalBytes ?? part.totalBytes } : null;
}

/** Of a body that nobody wants nothing is to be said, not even that it broke. */
const closeBody = (stream: ResultStream): Promise<void> => stream.body.cancel().catch(() => undefined);

async function receive(
  { archive, format }: TransferRequest,
  stream: ResultStream,
  { clock, signal, freeBytes, work, early = null, maxBytes, aheadBytes = 0, onProgress }: AttemptOptions,
): Promise<Outcome<number>> {
  const { body, offset, totalBytes, etag } = stream;
  const file = await workFiles.open(archive, appendingToFile).catch(async (error: unknown) => {
    await closeBody(stream);
    throw error;
  });
  try {
    // What is unpacked of what came before is of another file.
    if (offset === 0) await early?.giveUp();
    // A run killed between these two must not find a new note beside old bytes.
    // A file that was ever cut to nothing, ext4 brings to the disk when it is closed, and whoever closes it waits for that.
    if (offset === 0 && (await file.stat()).size > 0) await file.truncate(0);
    await work.writePartNote(archive, etag === null ? null : { format, etag, totalBytes });
    onProgress(offset, totalBytes);
    const lack = await lackOfSpace(freeBytes, dirname(archive), (totalBytes ?? offset) - offset);
    if (lack !== null) return lack;

    let size = offset;
    const failure = await receiveBody(body, file, {
      clock,
      signal,
      idleMs,
      slowest,
      maxBytes: Math.min(totalBytes ?? maxBytes, maxBytes) - offset,
      aheadBytes,
      onBytes: (count) => {
        size += count;
        early?.note({ bytes: size, rest: (totalBytes ?? maxBytes) - size });
        onProgress(size, totalBytes);
      },
    });
    if (failure !== null) return { ok: false, failure };
    if (totalBytes !== null && size < totalBytes)
      return failed('truncated', downloadReasons.incomplete(size, totalBytes));
    await work.writePartNote(archive, { format, etag, totalBytes: size });
    return success(size);
  } finally {
    await closeBody(stream);
    await file.close();
  }
}
