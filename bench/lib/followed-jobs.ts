import { setTimeout as pause } from 'node:timers/promises';
import { Desk } from '../../e2e/support/desk.ts';
import { startJobServer, type JobServer, type JobServerOptions } from './job-server.ts';
import { cpuSeconds, processTree } from './processes.ts';

/** What came of following jobs for a while. */
export interface Followed {
  /** Milliseconds from the end of a job to the answer that told of it, on average. */
  endNoticed: number;
  /** For each job. */
  requests: number;
  pages: number;
  mostAtOnce: number;
  /** Milliseconds of CPU in all processes for each request; null where that was not measured. */
  cpuPerRequest: number | null;
}

/** Until all jobs are listed. */
const patienceMs = 60_000;
/** Milliseconds between two requests for a job in the loop of the API page. */
const loopMs = 3_000;

const average = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function resultOf(server: JobServer, before: number, cpu: number | null): Followed {
  const { all, pages } = server.requests;
  return {
    endNoticed: average(server.delays()),
    requests: all / server.ids.length,
    pages: pages / server.ids.length,
    mostAtOnce: server.mostAtOnce,
    cpuPerRequest: cpu === null ? null : (1_000 * cpu) / (all - before),
  };
}

/** The app follows the jobs for so many milliseconds. */
export async function followWithApp(options: JobServerOptions, ms: number): Promise<Followed> {
  const server = await startJobServer(options);
  const desk = await Desk.create({ RIGYD_API_URL: server.url, RIGYD_API_KEY: 'rk_bench_0123456789abcdef' });
  try {
    await desk.start({ args: server.arguments });
    server.begin();
    // Those in the account's list come by themselves.
    if (!options.hasList) await drop(desk, server.ids);
    await desk.page.waitForFunction(
      (count) => document.querySelector('[role=grid]')?.getAttribute('aria-rowcount') === String(count + 1),
      server.ids.length,
      { timeout: patienceMs },
    );
    const pids = processTree(desk.app.process().pid ?? 0);
    const [before, cpuBefore] = [server.requests.all, cpuSeconds(pids)];
    await pause(ms);
    return resultOf(server, before, cpuSeconds(pids) - cpuBefore);
  } finally {
    await desk.remove();
    server.close();
  }
}

async function drop(desk: Desk, ids: readonly string[]): Promise<void> {
  const transfer = await desk.page.evaluateHandle((text) => {
    const data = new DataTransfer();
    data.setData('text/plain', text);
    return data;
  }, ids.join('\n'));
  await desk.page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
}

/** The loop of the API page, in parallel for every job. */
export async function followWithLoop(options: JobServerOptions, ms: number): Promise<Followed> {
  const server = await startJobServer(options);
  let isOver = false;
  const follow = async (id: string): Promise<void> => {
    while (!isOver) {
      const response = await fetch(`${server.url}/conversions/${id}`);
      const { data } = (await response.json()) as { data: { status: string } };
      if (data.status === 'completed' || data.status === 'failed') return;
      await pause(loopMs);
    }
  };
  server.begin();
  for (const id of server.ids) void follow(id);
  await pause(ms);
  const result = resultOf(server, 0, null);
  isOver = true;
  // What is on its way comes to its end.
  await pause(2 * loopMs);
  server.close();
  return result;
}
