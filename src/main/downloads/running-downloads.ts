import type { Failure } from '../../shared/errors.ts';
import type { FolderCalls } from '../files/folder-calls.ts';

export interface RunningDownload {
  stop: AbortController;
  /** Whether its job was taken out of the list: then it ends once it has stopped. */
  isWithdrawn: boolean;
  /** The folder that it goes to. */
  target: string;
  /** Whether a call into that folder takes long. */
  isStalled: boolean;
}

/** Why a download waits for a folder into which a call takes long, and why no other to it is begun. */
export const slownessOf = (target: string): Failure => ({
  code: 'folder-silent',
  text: `Writing to ${target} takes long.`,
});

/** The downloads under way. One whose folder takes long goes on, and gives its place to one that goes to another folder. */
export class RunningDownloads extends Map<string, RunningDownload> {
  readonly #unsubscribe: (() => void)[];

  /** @param onChange told of a download whose folder takes long by now, or with null of one whose folder does not any more */
  constructor(
    folders: Pick<FolderCalls, 'isSlow' | 'onSlow' | 'onAnswer'>,
    onChange: (jobId: string, slowness: Failure | null) => void,
  ) {
    super();
    const look = (): void => {
      for (const [jobId, run] of [...this]) {
        if (run.isStalled === folders.isSlow(run.target)) continue;
        run.isStalled = !run.isStalled;
        onChange(jobId, run.isStalled ? slownessOf(run.target) : null);
      }
    };
    this.#unsubscribe = [folders.onSlow(look), folders.onAnswer(look)];
  }

  begin(jobId: string, target: string): RunningDownload {
    const run: RunningDownload = {
      stop: new AbortController(),
      isWithdrawn: false,
      target,
      isStalled: false,
    };
    this.set(jobId, run);
    return run;
  }

  /** How many places are taken. */
  get busy(): number {
    return [...this.values()].filter((run) => !run.isStalled).length;
  }

  stop(): void {
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
  }
}
