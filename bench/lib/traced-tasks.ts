import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Desk } from '../../e2e/support/desk.ts';

/** One task of a thread, in milliseconds: from its beginning to its end, and of the processor, which it may have to share. */
export interface Task {
  lasted: number;
  worked: number;
}

/** The task of each thread that lasted longest. */
export interface LongestTasks {
  page: Task;
  main: Task;
}

/**
 * The longest tasks while something is done, by Chromium's own record. Recording costs time itself, so that a task lasts longer
 * than without it.
 */
export async function longestTasksWhile(
  { app }: Pick<Desk, 'app'>,
  run: () => Promise<unknown>,
): Promise<LongestTasks> {
  await app.evaluate(({ contentTracing }) =>
    contentTracing.startRecording({ included_categories: ['toplevel', '__metadata'] }),
  );
  await run();
  const file = join(tmpdir(), `tasks-${process.pid}-${Date.now()}.json`);
  try {
    await app.evaluate(({ contentTracing }, path) => contentTracing.stopRecording(path), file);
    const { traceEvents } = JSON.parse(await readFile(file, 'utf8')) as { traceEvents: TraceEvent[] };
    return {
      page: longestOf(traceEvents, 'CrRendererMain'),
      main: longestOf(traceEvents, 'CrBrowserMain'),
    };
  } finally {
    await rm(file, { force: true });
  }
}

function longestOf(events: readonly TraceEvent[], thread: string): Task {
  const threadOf = ({ pid, tid }: TraceEvent): string => `${pid} ${tid}`;
  const threads = new Set(events.filter(({ args }) => args?.name === thread).map(threadOf));
  return events
    .filter((event) => event.name.endsWith('RunTask') && threads.has(threadOf(event)))
    .map(({ dur = 0, tdur = 0 }) => ({ lasted: dur / 1_000, worked: tdur / 1_000 }))
    .reduce((longest, task) => (task.lasted > longest.lasted ? task : longest), { lasted: 0, worked: 0 });
}

interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  /** Microseconds. */
  dur?: number;
  /** The same of the processor. */
  tdur?: number;
  args?: { name?: string };
}
