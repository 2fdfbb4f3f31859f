import type { Verdict } from '../../asset/verdict/verdict.ts';

/** What main says to the process that judges: judge the result in this folder. It is asked for one at a time. */
export interface ToJudge {
  folder: string;
}

/** What that process says. `opened` and one of the last three answer what it was asked. */
export type FromJudge =
  | { kind: 'ready' }
  /** The folder was listed: it is there, and has something that can be judged. */
  | { kind: 'opened' }
  | { kind: 'judged'; verdict: Verdict }
  /** There is nothing to be judged: the folder is gone, or holds no asset. */
  | { kind: 'nothing' }
  | { kind: 'failed'; detail: string };
