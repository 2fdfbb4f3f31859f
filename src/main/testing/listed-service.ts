import type { ErrorCode } from '../../shared/errors.ts';
import type { useMachine } from './core-harness.ts';

/** Every field that the API documents for a job but its ID, so that nothing is left to be asked. */
export const noField = Object.fromEntries(
  [
    ...['stage', 'progress', 'error', 'filename', 'file_size_bytes', 'timing', 'job_type', 'credits_charged'],
    ...['parameters', 'report', 'input', 'preprocess', 'output', 'source_job', 'simulations'],
    ...['createdAt', 'updatedAt'],
  ].map((field) => [field, null]),
);

type Fields = { status: string; [field: string]: unknown };

/** A job that has ended, with all its fields. */
export const ended: Fields = { ...noField, status: 'failed', error: 'Mesh is not watertight.' };

/**
 * A service with so many jobs on their way, whose list says the same of each as the job itself, unless a test has it differ.
 *
 * @param listed how many of the jobs the list names at first
 */
export function listedService(
  { start, client, clock, notified }: ReturnType<ReturnType<typeof useMachine>>,
  count: number,
  listed = count,
) {
  const startedAt = clock.now();
  const ids = Array.from({ length: count }, (_, index) => `job${String(index).padStart(20, '0')}`);
  const over = new Set<string>();
  /** Of which the list alone says that they are over. */
  const listedOver = new Set<string>();
  /** Jobs whose own requests fail, and why. */
  const failing = new Map<string, ErrorCode>();
  const says = {
    /** Of the jobs, in their order. */
    listed,
    /** What only an answer for a job on its way tells. */
    more: {},
    /** What the list says of a job on its way besides its progress. */
    inList: {},
    /** What the list says of a job that is over. */
    endInList: ended,
  };
  const say = (): void => {
    // In steps: what moves by less than a few points between two looks tells nothing of who knew it first.
    const progress = Math.min(95, 10 * Math.floor((clock.now() - startedAt) / 10_000));
    const running = { status: 'running', progress };
    for (const id of ids)
      client.say(id, failing.get(id) ?? (over.has(id) ? ended : { ...running, ...says.more }));
    client.state.listed = ids.slice(0, says.listed).map((id) => {
      const isOver = over.has(id) || listedOver.has(id);
      return { id, ...(isOver ? says.endInList : { ...says.inList, ...running }) };
    });
  };
  /** Lets time pass, in which the jobs move on. */
  const pass = async (seconds: number): Promise<void> => {
    for (let half = 0; half < 2 * seconds; half += 1) {
      say();
      await clock.advance(500);
    }
  };
  say();
  return { start, client, clock, notified, ids, over, listedOver, failing, says, pass };
}
