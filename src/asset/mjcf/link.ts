import type { AssetFiles } from '../files.ts';
import { AssetError } from '../limits.ts';
import type { AssetBudget } from '../limits.ts';
import type { AssetScene } from '../scene.ts';
import { gatherFiles } from './gather-files.ts';
import type { AskMujoco, FromMujoco, TellMujoco, ToMujoco } from './protocol.ts';

/** Whoever runs MuJoCo, from outside: a worker, say. */
export interface MujocoEnd {
  post(message: ToMujoco): void;
  onMessage(listener: (message: FromMujoco) => void): void;
  /** Is called where it ended by itself. */
  onEnd(listener: (reason: string) => void): void;
  /** Whatever it is doing. */
  end(): void;
}

/** Calls back after so many milliseconds. @returns calls it off */
export type After = (milliseconds: number, call: () => void) => () => void;

/** Milliseconds that anything may take: a compile can go on for ever, and cannot be interrupted. */
export const maxMilliseconds = 30_000;
/** Those of a step: somebody looks at it, and waits. */
export const maxStepMilliseconds = 10_000;

/**
 * Asks whoever runs MuJoCo, and ends it where it does not answer in time. Answers come in the order of the questions.
 */
export class MujocoLink {
  readonly #end: MujocoEnd;
  readonly #after: After;
  readonly #waiting: ((answer: FromMujoco) => void)[] = [];
  #problem: AssetError | null = null;

  constructor(end: MujocoEnd, after: After) {
    this.#end = end;
    this.#after = after;
    end.onMessage((message) => this.#waiting.shift()?.(message));
    end.onEnd((reason) => this.#giveUp(new AssetError('too-large', `MuJoCo: ${reason}`)));
  }

  /**
   * Reads an MJCF file, all files that it names included.
   *
   * @throws {AssetError} as `readMjcf` does; `too-long` where there was no answer
   */
  async read(file: string, files: AssetFiles, budget: AssetBudget): Promise<AssetScene> {
    const gathered = await gatherFiles(file, files, budget);
    const answer = await this.ask({ kind: 'open', gathered });
    if (answer.kind === 'opened') return answer.scene;
    throw new AssetError('damaged', `MuJoCo: ${answer.kind}`);
  }

  /** @throws {AssetError} where it failed, took too long, or was ended */
  async ask(message: AskMujoco): Promise<Exclude<FromMujoco, { kind: 'failed' }>> {
    if (this.#problem !== null) throw this.#problem;
    const answer = await new Promise<FromMujoco>((resolve) => {
      const isStep = message.kind === 'advance' || message.kind === 'step';
      const callOff = this.#after(isStep ? maxStepMilliseconds : maxMilliseconds, () =>
        this.#giveUp(new AssetError('too-long', `MuJoCo: ${message.kind}`)),
      );
      this.#waiting.push((given) => {
        callOff();
        resolve(given);
      });
      this.#end.post(message);
    });
    if (answer.kind === 'failed') throw new AssetError(answer.code, answer.detail);
    return answer;
  }

  tell(message: TellMujoco): void {
    if (this.#problem === null) this.#end.post(message);
  }

  /** Ends it, whatever it is doing. */
  close(): void {
    this.#giveUp(new AssetError('missing', 'MuJoCo was ended'));
  }

  #giveUp(problem: AssetError): void {
    if (this.#problem !== null) return;
    this.#problem = problem;
    this.#end.end();
    for (const answer of this.#waiting.splice(0))
      answer({ kind: 'failed', code: problem.code, detail: problem.message });
  }
}
