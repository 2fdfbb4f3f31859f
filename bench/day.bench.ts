import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { changeFaults } from '../e2e/support/soak/trouble.ts';
import { Desk } from '../e2e/support/desk.ts';
import { startSimulator } from '../src/simulator/index.ts';
import { seededRandom } from '../src/simulator/random.ts';
import type { Bench } from './lib/bench.ts';
import { memoryMb, processTree } from './lib/processes.ts';

const hours = 24;
const jobsAnHour = 42;
/** Real milliseconds of an hour. The app's own times are not compressed: what it does by the clock it does more rarely. */
const hourMs = Number(process.env['RIGYD_BENCH_HOUR_MS'] ?? 10_000);
/** Simulated seconds per real one: a job takes some five seconds. */
const speed = 20;
/** Milliseconds until a job's end is known after the faults are gone, and the app has rested and given memory back. */
const settleMs = 40_000;
/** The hour that later ones are compared with: the app has done everything once by then. */
const firstHour = 2;

export const bench: Bench = {
  name: 'day',
  title: `A day of ${(hours * jobsAnHour).toLocaleString('en-US')} jobs with faults, an hour in ${hourMs / 1_000} s`,
  async run({ log }) {
    const random = seededRandom('a day', 'day');
    const simulator = await startSimulator({ speed });
    const desk = await Desk.create({ RIGYD_API_URL: simulator.baseUrl, RIGYD_API_KEY: simulator.key });
    const memory: number[] = [];
    const database: number[] = [];
    const measure = async (): Promise<void> => {
      memory.push(memoryMb(processTree(desk.app.process().pid ?? 0)));
      database.push(await megabytesIn(join(desk.userData, 'store')));
    };
    try {
      await desk.start();
      for (let hour = 1; hour <= hours; hour += 1) {
        const text = simulator.addJobs(jobsAnHour).join('\n');
        await desk.page.evaluate(
          (ids) => window.rigyd.addJobs({ texts: [{ text: ids, source: { kind: 'pasted' } }] }),
          text,
        );
        changeFaults(simulator, random);
        await pause(hourMs);
        await measure();
        log(`hour ${hour}: ${memory.at(-1)?.toFixed(0)} MB, on disk ${database.at(-1)?.toFixed(1)} MB`);
      }
      simulator.faults.clear();
      await pause(settleMs);
      await measure();
      log(`quiet: ${memory.at(-1)?.toFixed(0)} MB, on disk ${database.at(-1)?.toFixed(1)} MB`);
    } finally {
      await desk.remove();
      await simulator.close();
    }
    const early = memory.slice(firstHour - 1, firstHour + 1);
    return [
      {
        what: 'memory in the last two hours',
        unit: 'MB',
        ours: memory.slice(hours - 2, hours),
        rival: { name: `in hours ${firstHour} and ${firstHour + 1}`, samples: early },
        target: { of: 'ratio', atMost: 1.15 },
      },
      {
        what: 'memory, quiet after the day',
        unit: 'MB',
        ours: memory.slice(-1),
        rival: { name: `in hours ${firstHour} and ${firstHour + 1}`, samples: early },
        target: { of: 'ratio', atMost: 1.1 },
      },
      {
        what: 'database and backup after the day',
        unit: 'MB',
        ours: database.slice(-1),
        rival: null,
        // Four kilobytes a job, and what LevelDB keeps until it has room for nothing else.
        target: { of: 'ours', atMost: 12 },
      },
    ];
  },
};

async function megabytesIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = entries
    .filter((entry) => entry.isFile())
    .map((entry) => stat(join(entry.parentPath, entry.name)).then(({ size }) => size));
  // A file may be gone between the two.
  const known = await Promise.allSettled(sizes);
  return known.reduce((sum, one) => sum + (one.status === 'fulfilled' ? one.value : 0), 0) / 1e6;
}
