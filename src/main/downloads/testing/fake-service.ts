import type { ResultFormat } from '../../../shared/downloads.ts';
import { failed, success, type ErrorCode } from '../../../shared/errors.ts';
import type { OpenResult, ResumePoint } from '../../api/result-stream.ts';

/** How the service answers one question for a result, where it differs from sending all that was asked for. */
export interface Answer {
  /** Answer with this failure instead. */
  failure?: ErrorCode;
  /** With it, how long to wait before the next question. */
  retryAfterMs?: number;
  etag?: string | null;
  totalBytes?: number | null;
  /** Where the body begins, whatever was asked for. */
  offset?: number;
  /** How many bytes to send at most. */
  bytes?: number;
  /** What comes after them: a proper end, a broken connection, or nothing for ever. */
  then?: 'end' | 'break' | 'silence';
  /** Awaited before each piece. */
  beforePiece?: () => Promise<void>;
}

export interface Call {
  jobId: string;
  format: ResultFormat;
  resume: ResumePoint | null;
}

const pieceBytes = 1_000;

/** A service that holds one result and, unless told otherwise, sends it in pieces with length, ranges and strong ETag. */
export function createFakeService(content: Buffer) {
  const calls: Call[] = [];
  const answers: Answer[] = [];
  const answersFor = new Map<string, Answer[]>();
  const pollers = new Set<() => void>();
  const counts = { pieces: 0, silences: 0, closed: 0 };
  const count = (what: keyof typeof counts): void => {
    counts[what] += 1;
    for (const look of pollers) look();
  };

  const openResult: OpenResult = async (jobId, format, { signal, resume }) => {
    calls.push({ jobId, format, resume });
    if (signal.aborted) return failed('cancelled');
    const answer = answersFor.get(jobId)?.shift() ?? answers.shift() ?? {};
    if (answer.failure !== undefined) {
      const { failure: code, retryAfterMs } = answer;
      const failure = { code, text: `The service says ${code}.` };
      return { ok: false, failure: retryAfterMs === undefined ? failure : { ...failure, retryAfterMs } };
    }
    const { etag = '"v1"', offset = resume?.offset ?? 0, totalBytes = content.length, then = 'end' } = answer;
    const end = Math.min(content.length, offset + (answer.bytes ?? Infinity));
    return success({ body: bodyOf(offset, end, then, answer.beforePiece), offset, totalBytes, etag });
  };

  function bodyOf(start: number, end: number, then: Answer['then'], beforePiece?: () => Promise<void>) {
    let at = start;
    return new ReadableStream<Uint8Array>(
      {
        pull: async (controller) => {
          if (at < end) {
            await beforePiece?.();
            controller.enqueue(Uint8Array.from(content.subarray(at, Math.min(end, (at += pieceBytes)))));
            count('pieces');
          } else if (then === 'silence') {
            count('silences');
            await new Promise(() => undefined);
          } else if (then === 'break') {
            controller.error(new Error('net::ERR_CONNECTION_RESET'));
          } else {
            controller.close();
          }
        },
        cancel: () => count('closed'),
      },
      { highWaterMark: 0 },
    );
  }

  return {
    openResult,
    /** What was asked so far. */
    calls,
    counts,
    /** The next questions are answered like this, one after the other. */
    answerWith: (...next: Answer[]) => void answers.push(...next),
    /** The same for one job, where several ask at once and nobody knows which is first. */
    answerFor: (jobId: string, ...next: Answer[]) => void answersFor.set(jobId, next),
    /** Resolves when something has happened that often. */
    until: (what: keyof typeof counts, times = 1): Promise<void> =>
      new Promise((resolve) => {
        const look = (): void => {
          if (counts[what] < times) return;
          pollers.delete(look);
          resolve();
        };
        pollers.add(look);
        look();
      }),
  };
}
