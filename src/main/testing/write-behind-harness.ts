import { success, type Outcome } from '../../shared/errors.ts';
import { WriteBehind } from '../store/write-behind.ts';
import { virtualClock } from './virtual-clock.ts';

/** Rows that are written behind, on a disk that fails and refuses as the test wants it. */
export function writeBehindTo({ ready = Promise.resolve<Outcome<null>>(success(null)) } = {}) {
  const clock = virtualClock();
  const written: Record<string, unknown>[] = [];
  const problems: (string | null)[] = [];
  const synced: boolean[] = [];
  const refused: string[][] = [];
  const disk = {
    error: null as unknown,
    pause: null as Promise<void> | null,
    /** Keys of rows that have no form on it. */
    refuses: [] as string[],
  };
  const rows = new WriteBehind({
    clock,
    ready,
    write: async (batch, { sync }) => {
      await disk.pause;
      if (disk.error !== null) throw disk.error;
      written.push(Object.fromEntries([...batch].filter(([key]) => !disk.refuses.includes(key))));
      synced.push(sync);
      return new Map(disk.refuses.filter((key) => batch.has(key)).map((key) => [key, new Error('too deep')]));
    },
    onProblem: (problem) => problems.push(problem?.message ?? null),
    onRefused: (rows) => refused.push([...rows.keys()]),
  });
  return { clock, rows, written, synced, problems, refused, disk };
}
