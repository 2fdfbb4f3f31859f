/**
 * What the app costs while nothing happens, shown and hidden, beside a bare window that is left alone at the same time. Nothing
 * is joined to either: for Playwright, a hidden page draws on.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { electronLaunch } from '../scripts/electron/launch-options.mjs';
import { inProject } from '../scripts/lib/project.mjs';
import type { Bench, BenchRow } from './lib/bench.ts';
import { cpuNanoseconds, endApp, processTree } from './lib/processes.ts';
import { writeStoredList } from './lib/stored-list.ts';

const rounds = 3;
const jobs = 10_000;
/** Milliseconds until an app has done all that its start brings with it, and that each round measures. */
const [restMs, windowMs] = [30_000, 60_000];

type View = 'shown' | 'hidden';

function open(appPath: string, folder: string, view: View): ChildProcess {
  const { executablePath, args, env } = electronLaunch({
    appPath,
    args: [`--user-data-dir=${folder}`],
    env: {
      ...process.env,
      HOME: folder,
      XDG_CONFIG_HOME: undefined,
      RIGYD_API_URL: 'http://127.0.0.1:9/api',
    },
  });
  const hiding = view === 'hidden' ? ['-r', inProject('bench/lib/hide-window.cjs')] : [];
  return spawn(executablePath, [...hiding, ...args], { env, stdio: 'ignore' });
}

/** Per cent of a core that an app uses in so many milliseconds. */
async function usageOf(app: ChildProcess): Promise<number> {
  const pids = processTree(app.pid ?? 0);
  const before = cpuNanoseconds(pids);
  await pause(windowMs);
  return ((cpuNanoseconds(pids) - before) / 1e6 / windowMs) * 100;
}

export const bench: Bench = {
  name: 'idle',
  title: `${jobs.toLocaleString('en-US')} jobs, all over, and nothing to do`,
  async run({ folder, log }) {
    const contenders = await Promise.all(
      (['shown', 'hidden'] as const).flatMap((view) =>
        (['ours', 'bare'] as const).map(async (who) => {
          const home = await mkdtemp(join(folder, `${who} ${view} `));
          if (who === 'ours') await writeStoredList(home, { jobs });
          const path = who === 'ours' ? inProject() : inProject('bench/lib/bare-window');
          return { view, who, app: open(path, home, view), samples: [] as number[] };
        }),
      ),
    );
    try {
      await pause(restMs);
      for (let round = 1; round <= rounds; round += 1) {
        // All at the same time, so that what else the machine does meets all.
        await Promise.all(contenders.map(async ({ app, samples }) => samples.push(await usageOf(app))));
        const said = contenders.map(
          ({ who, view, samples }) => `${who} ${view} ${samples.at(-1)?.toFixed(3)}`,
        );
        log(`${round} of ${rounds}: ${said.join(', ')} %`);
      }
    } finally {
      await Promise.all(contenders.map(({ app }) => endApp(app)));
    }
    const samplesOf = (who: string, view: View): number[] =>
      contenders.find((one) => one.who === who && one.view === view)?.samples ?? [];
    const row = (view: View, atMost: number): BenchRow => ({
      what: `${view}: CPU of all processes, of one core`,
      unit: '%',
      ours: samplesOf('ours', view),
      rival: { name: 'bare window', samples: samplesOf('bare', view) },
      target: { of: 'ours', atMost },
    });
    return [row('shown', 0.1), row('hidden', 0.05)];
  },
};
