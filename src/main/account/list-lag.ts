/** What one look told of a job, of the list or of an answer for the job itself. */
export interface Position {
  /** How far the job has come by its status, counted up. */
  step: number;
  /** 0 to 100; null where it is not running, or says none. */
  progress: number | null;
}

/** Milliseconds that the list is behind: at least and at most, as far as it is known. */
export interface LagBounds {
  least: number;
  most: number;
}

/** Differences of progress that say something of their spread. */
const minCompared = 12;
/** What the list must have gone on by before its pace is known. */
const minMoved = { points: 50, steps: 5 };
/** How far the bounds lie from the mean, in standard errors. */
const standardErrors = 3;
/** Events that happen with a chance of one in twenty at most where none were seen (Poisson). */
const unseen = 3;
/** With each further look the earlier ones count so much less: a service may change. */
const memory = { moves: 0.999, progress: 0.98, steps: 0.995 };

/** How far something moved, and in how many milliseconds. */
interface Moved {
  moved: number;
  ms: number;
}

/**
 * By how much the list is behind, from two things: how fast the list goes on by itself, and how much further an answer for
 * the job is right after it. The second divided by the first is a time. It is taken twice, by progress and by changes of
 * the status: a service may tell of neither for a while. A list that does not go on by itself has no known lag.
 */
export class ListLag {
  /** By how many points of progress, and by how many steps, the list went on. */
  #points: Moved = { moved: 0, ms: 0 };
  #steps: Moved = { moved: 0, ms: 0 };
  /** Differences of progress between the list and the answer right after it. */
  #progress = { count: 0, sum: 0, squares: 0, ms: 0 };
  /** Answers right after the list, and those that were a step further. */
  #status = { count: 0, further: 0 };

  /** So far the list went on since it, or an answer for the job, said something last. */
  noteMove(before: Position, after: Position, ms: number): void {
    this.#steps = faded(this.#steps, after.step - before.step, ms);
    if (before.progress === null || after.progress === null) return;
    this.#points = faded(this.#points, after.progress - before.progress, ms);
  }

  /**
   * The list said `listed`, and an answer for the job right after it said `single`.
   *
   * @param apartMs from the one to the other
   * @param isChosen it was compared because the list had just shown it a step further, so that another step is unlikely
   */
  noteComparison(listed: Position, single: Position, apartMs: number, isChosen: boolean): void {
    if (!isChosen) {
      const { count, further } = this.#status;
      const isFurther = single.step > listed.step ? 1 : 0;
      this.#status = { count: count * memory.steps + 1, further: further * memory.steps + isFurther };
    }
    if (listed.progress === null || single.progress === null) return;
    const difference = single.progress - listed.progress;
    const { count, sum, squares, ms } = this.#progress;
    this.#progress = {
      count: count * memory.progress + 1,
      sum: sum * memory.progress + difference,
      squares: squares * memory.progress + difference ** 2,
      ms: ms * memory.progress + apartMs,
    };
  }

  get bounds(): LagBounds {
    const byProgress = this.#byProgress();
    return { least: byProgress.least, most: Math.min(byProgress.most, this.#mostBySteps()) };
  }

  #byProgress(): LagBounds {
    const { count, sum, squares, ms } = this.#progress;
    const pace = this.#points.moved / this.#points.ms;
    if (count < minCompared || this.#points.moved < minMoved.points)
      return { least: -Infinity, most: Infinity };
    const mean = sum / count;
    const error = Math.sqrt(Math.max(0, squares - count * mean ** 2) / (count - 1) / count);
    const at = (difference: number): number => difference / pace - ms / count;
    return { least: at(mean - standardErrors * error), most: at(mean + standardErrors * error) };
  }

  #mostBySteps(): number {
    const { count, further } = this.#status;
    const pace = this.#steps.moved / this.#steps.ms;
    if (count === 0 || this.#steps.moved < minMoved.steps) return Infinity;
    return (further + 2 * Math.sqrt(further) + unseen) / count / pace;
  }
}

/** What was seen to move in some time, with more of it. */
const faded = ({ moved, ms }: Moved, more: number, inMs: number): Moved => ({
  moved: moved * memory.moves + more,
  ms: ms * memory.moves + inMs,
});
