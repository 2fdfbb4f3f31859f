import { toError } from '../../shared/errors.ts';
import type { Verdict } from '../../asset/verdict/verdict.ts';
import type { JudgeFailure } from '../../shared/verdict.ts';
import { readJudgement } from '../jobs/verdict-record.ts';
import type { Clock } from '../lib/clock.ts';
import { judgeReasons } from '../words/reasons.ts';
import type { FromJudge, ToJudge } from './judge-protocol.ts';

/** A process that runs judge-entry.ts. */
export interface JudgeProcess {
  post(message: ToJudge): void;
  onMessage(listener: (message: FromJudge) => void): void;
  /** Told once, however it ends. */
  onExit(listener: () => void): void;
  kill(): void;
  /** Bytes of memory that it takes; null where that is not known. */
  memory(): number | null;
}

/** Starts one. @throws where it cannot be started */
export type StartJudge = () => JudgeProcess;

/** How judging a folder ended. */
export type Judged =
  | { kind: 'judged'; verdict: Verdict }
  /** There is nothing in the folder, or it does not answer. */
  | { kind: 'nothing' }
  | { kind: 'failed'; reason: JudgeFailure; detail: string | null }
  /** Nothing can be judged on this machine now: no process starts. */
  | { kind: 'unavailable'; error: Error };

export const judgeLimits = {
  /** Milliseconds for one result, its simulation included. */
  ms: 120_000,
  /** Bytes of the whole process. */
  bytes: 2 * 1024 ** 3,
  /** Milliseconds between two looks at its memory. */
  lookMs: 500,
  /** Milliseconds without work after which the process is ended. */
  idleMs: 20_000,
  /** Bytes from which on it is not used again: MuJoCo gives back none of its memory. */
  worn: 640 * 1024 ** 2,
} as const;

interface Question {
  isOpened: boolean;
  settle: (judged: Judged) => void;
}

/**
 * Has one process judge one result at a time. It is started when it is needed, ended where it takes too long or too much memory, and
 * when there is nothing to do for a while; the next question starts another.
 */
export class JudgeLink {
  readonly #start: StartJudge;
  readonly #clock: Clock;
  #process: JudgeProcess | null = null;
  #isReady = false;
  #question: Question | null = null;
  #stopIdle: () => void = () => {};

  constructor(start: StartJudge, clock: Clock) {
    this.#start = start;
    this.#clock = clock;
  }

  async judge(folder: string): Promise<Judged> {
    this.#stopIdle();
    try {
      this.#process ??= this.#begin();
    } catch (error) {
      return { kind: 'unavailable', error: toError(error) };
    }
    const process = this.#process;
    const judged = new Promise<Judged>((settle) => (this.#question = { isOpened: false, settle }));
    const stopTimer = this.#clock.setTimeout(() => this.#tooLate(), judgeLimits.ms);
    const stopLooks = this.#lookAtMemory(process);
    process.post({ folder });
    try {
      return await judged;
    } finally {
      this.#question = null;
      stopTimer();
      stopLooks();
      this.#rest();
    }
  }

  /** Ends the process; what it was asked is not answered any more. */
  close(): void {
    this.#stopIdle();
    const process = this.#process;
    this.#process = null;
    process?.kill();
  }

  #begin(): JudgeProcess {
    const process = this.#start();
    this.#isReady = false;
    process.onMessage((message) => {
      if (this.#process === process) this.#take(message);
    });
    process.onExit(() => {
      if (this.#process !== process) return;
      this.#process = null;
      const ended: Judged = this.#isReady
        ? { kind: 'failed', reason: 'crashed', detail: null }
        : { kind: 'unavailable', error: new Error(judgeReasons.didNotStart) };
      this.#question?.settle(ended);
    });
    return process;
  }

  #take(message: FromJudge): void {
    const question = this.#question;
    switch (message.kind) {
      case 'ready':
        this.#isReady = true;
        return;
      case 'opened':
        if (question !== null) question.isOpened = true;
        return;
      case 'nothing':
        return question?.settle({ kind: 'nothing' });
      case 'judged': {
        const verdict = readJudgement(message.verdict);
        if (verdict !== null) return question?.settle({ kind: 'judged', verdict });
        return this.#end({ kind: 'failed', reason: 'error', detail: null });
      }
      case 'failed':
        // Whatever went wrong may have left something behind.
        return this.#end({ kind: 'failed', reason: 'error', detail: message.detail });
    }
  }

  #tooLate(): void {
    if (!this.#isReady) this.#end({ kind: 'unavailable', error: new Error(judgeReasons.didNotStart) });
    // A folder on a share that went away says nothing about the result.
    else if (this.#question?.isOpened === true)
      this.#end({ kind: 'failed', reason: 'too-long', detail: null });
    else this.#end({ kind: 'nothing' });
  }

  #lookAtMemory(process: JudgeProcess): () => void {
    let stop = (): void => {};
    const look = (): void => {
      stop = this.#clock.setTimeout(() => {
        if ((process.memory() ?? 0) > judgeLimits.bytes)
          this.#end({ kind: 'failed', reason: 'too-much-memory', detail: null });
        else look();
      }, judgeLimits.lookMs);
    };
    look();
    return () => stop();
  }

  #end(judged: Judged): void {
    const question = this.#question;
    this.close();
    question?.settle(judged);
  }

  #rest(): void {
    if (this.#process === null) return;
    if ((this.#process.memory() ?? 0) > judgeLimits.worn) this.close();
    else this.#stopIdle = this.#clock.setTimeout(() => this.close(), judgeLimits.idleMs);
  }
}
