import type { Verdict } from '../../../asset/verdict/verdict.ts';
import { keptVerdict } from '../../testing/kept-verdict.ts';
import type { JudgeProcess, StartJudge } from '../judge-link.ts';
import type { FromJudge, ToJudge } from '../judge-protocol.ts';

const { rulesVersion, level, findings, notJudged, judged } = keptVerdict();
export const verdict: Verdict = { rulesVersion, level, findings, notJudged, judged };

/** A process that answers as a test says, and notes what it was asked. */
class FakeProcess implements JudgeProcess {
  readonly asked: ToJudge[] = [];
  isKilled = false;
  bytes: number | null = null;
  #listener: (message: FromJudge) => void = () => {};
  #onExit: () => void = () => {};

  post(message: ToJudge): void {
    this.asked.push(message);
  }

  onMessage(listener: (message: FromJudge) => void): void {
    this.#listener = listener;
  }

  onExit(listener: () => void): void {
    this.#onExit = listener;
  }

  kill(): void {
    this.isKilled = true;
    this.#onExit();
  }

  memory(): number | null {
    return this.bytes;
  }

  say(...messages: FromJudge[]): void {
    for (const message of messages) this.#listener(message);
  }

  /** It ends by itself. */
  crash(): void {
    this.#onExit();
  }
}

/** Starts processes that a test plays, and keeps them; the newest is `last`. */
export function fakeJudges() {
  const all: FakeProcess[] = [];
  const start: StartJudge = () => {
    const process = new FakeProcess();
    all.push(process);
    return process;
  };
  return {
    start,
    all,
    get last(): FakeProcess {
      const last = all.at(-1);
      if (last === undefined) throw new Error('No process was started.');
      return last;
    },
  };
}
