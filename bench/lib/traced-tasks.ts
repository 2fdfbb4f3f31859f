import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { Desk } from '../../e2e/support/desk.ts';

/** One task of a thread: milliseconds by the clock, and those in which a core worked on it. */
export interface TracedTask {
  ms: number;
  cpuMs: number;
}

/** The longest task of each thread by the clock. */
export interface LongestTasks {
  page: TracedTask;
  main: TracedTask;
}

const traceSchema = z.object({
  traceEvents: z.array(
    z.object({
      name: z.string(),
      pid: z.number(),
      tid: z.number(),
      ph: z.string(),
      dur: z.number().optional(),
      tdur: z.number().optional(),
      args: z.record(z.string(), z.unknown()).optional(),
    }),
  ),
});

/**
 * Has Chromium record the tasks of all threads until the returned function is called. Recording costs time itself, so that
 * the times are not those of a run without it; how many of them were work is.
 */
export async function traceTasks({ app }: Pick<Desk, 'app'>): Promise<() => Promise<LongestTasks>> {
  await app.evaluate(({ contentTracing }) =>
    contentTracing.startRecording({ included_categories: ['toplevel', '__metadata'] }),
  );
  const file = join(tmpdir(), `tasks-${process.pid}-${Date.now()}.json`);
  return async () => {
    try {
      await app.evaluate(({ contentTracing }, path) => contentTracing.stopRecording(path), file);
      const { traceEvents } = traceSchema.parse(JSON.parse(await readFile(file, 'utf8')));
      const longestOf = (thread: string): TracedTask => {
        const threads = new Set(
          traceEvents
            .filter(({ name, args }) => name === 'thread_name' && args?.['name'] === thread)
            .map(({ pid, tid }) => `${pid}:${tid}`),
        );
        return traceEvents
          .filter(
            ({ ph, name, pid, tid }) =>
              ph === 'X' && name.endsWith('RunTask') && threads.has(`${pid}:${tid}`),
          )
          .map(({ dur = 0, tdur = 0 }) => ({ ms: dur / 1_000, cpuMs: tdur / 1_000 }))
          .reduce((longest, task) => (task.ms > longest.ms ? task : longest), { ms: 0, cpuMs: 0 });
      };
      return { page: longestOf('CrRendererMain'), main: longestOf('CrBrowserMain') };
    } finally {
      await rm(file, { force: true });
    }
  };
}
