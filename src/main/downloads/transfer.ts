import type { Outcome } from '../../shared/errors.ts';
import { pause, type Clock } from '../lib/clock.ts';
import type { ResultFailure } from '../api/result-stream.ts';
import { readPartNote } from './part-note.ts';
import { isTransient } from './retry-policy.ts';
import { stopFailure } from './stopping.ts';
import { attemptTransfer, type AttemptOptions, type TransferRequest } from './transfer-attempt.ts';

export interface TransferOptions extends AttemptOptions {
  /** Between 0 and 1. */
  random: () => number;
}

const progressEveryMs = 100;
/** How often in a row a broken transfer is taken up again without a new byte having come. */
const maxResumes = 5;
/** Half a kilobyte a second, over four minutes and all breaks in them. Whoever brings less gives way to another download. */
const leastProgress = { bytes: 120 * 1024, ms: 240_000 };
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
  const throttled = throttle(clock, onProgress);
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
    if (now - mark.at >= leastProgress.ms) {
      if (maxReceived - mark.bytes < leastProgress.bytes) return attempt.outcome;
      mark = { at: now, bytes: maxReceived };
    }
    await pause(clock, pauseMs(failures, random()), signal);
  }
  return { ok: false, failure: stopFailure(signal) };
}

/** Doubles with each failure; the random part keeps many clients from coming back at the same moment. */
const pauseMs = (failures: number, random: number): number =>
  Math.min(maxPauseMs, firstPauseMs * 2 ** (failures - 1)) * (0.5 + random / 2);

/** Passes on the first call and then one each `progressEveryMs`; `flush` passes on the last one held back. */
function throttle(clock: Clock, report: AttemptOptions['onProgress']) {
  let lastAt = -Infinity;
  let held: Parameters<typeof report> | null = null;
  const flush = (): void => {
    if (held === null) return;
    lastAt = clock.steady();
    report(...held);
    held = null;
  };
  const call: AttemptOptions['onProgress'] = (...progress) => {
    held = progress;
    if (clock.steady() - lastAt >= progressEveryMs) flush();
  };
  return Object.assign(call, { flush });
}
