/** A long text dropped onto the window: until its jobs are listed, and how long window and main are busy with nothing else. */
import { setTimeout } from 'node:timers/promises';
import type { JSHandle } from '@playwright/test';
import { startSimulator, createClock } from '../src/simulator/index.ts';
import { Desk } from '../e2e/support/desk.ts';
import { watchBlocks } from './lib/blocks.ts';
import { longestTasksWhile, type LongestTasks, type Task } from './lib/traced-tasks.ts';
import { medianMs, type Bench, type BenchContext, type BenchRow } from './lib/bench.ts';
import { cpuSeconds, processTree } from './lib/processes.ts';

const rounds = 5;
/** Until an app has done all that its start brings with it. */
const restMs = 7_000;
/** Until a bench gives up. */
const patienceMs = 120_000;
/** A confirmation that nobody expects takes no click in its first second, so this time is not the app's. */
const deafMs = 1_100;

interface Drop {
  what: string;
  lines: number;
  ids: number;
}

const drops: readonly Drop[] = [
  { what: '100,000 lines with 10,000 IDs', lines: 100_000, ids: 10_000 },
  { what: '21 MB of lines with 100,000 IDs', lines: 580_000, ids: 100_000 },
];

/** What the window draws for the first job of a list: the list, its toolbar and the views in place of the welcome. */
const first: Drop = { what: 'one ID', lines: 1, ids: 1 };

/** New jobs that are added without a confirmation. */
const maxUnconfirmed = 5_000;

/** Lines of a log, every so many with the ID of a job. */
function logText({ lines, ids }: Drop): string {
  const every = lines / ids;
  return Array.from({ length: lines }, (_, at) =>
    at % every < 1
      ? `2026-11-27 03:14:15 job ${idOf(Math.floor(at / every))} was`
      : `2026-11-27 03:14:15 worker 7 is idle`,
  ).join('\n');
}

const idOf = (index: number): string => `cm4${(index + 36 ** 5).toString(36)}`.padEnd(24, 'q0');

/** Milliseconds, see {@link bench}. */
interface Dropped {
  listed: number;
  page: number;
  main: number;
  /** Milliseconds of CPU of all processes. */
  cpu: number;
}

const dropOnce = (drop: Drop, log: BenchContext['log']): Promise<Dropped> =>
  inFreshApp(async (desk) => {
    const blocks = await watchBlocks(desk);
    const transfer = await textOn(desk, drop);
    await blocks.reset();
    const processes = processTree(desk.app.process().pid ?? 0);
    const cpuBefore = cpuSeconds(processes);
    const listed = await dropAndList(desk, drop, transfer);
    const cpu = Math.round(1_000 * (cpuSeconds(processes) - cpuBefore));
    const { page, main } = await blocks.longest();
    log(`${drop.what}: listed ${Math.round(listed)} ms, page ${page} ms, main ${main} ms, CPU ${cpu} ms`);
    return { listed, page, main, cpu };
  });

/** The same once more, recorded by Chromium: how much of the longest tasks is work. */
const traceOnce = (drop: Drop, log: BenchContext['log']): Promise<LongestTasks> =>
  inFreshApp(async (desk) => {
    const transfer = await textOn(desk, drop);
    const longest = await longestTasksWhile(desk, () => dropAndList(desk, drop, transfer));
    log(`${drop.what}, recorded: page ${describe(longest.page)}, main ${describe(longest.main)}`);
    return longest;
  });

const describe = ({ lasted, worked }: Task): string =>
  `${Math.round(lasted)} ms, ${Math.round(worked)} of them CPU`;

/** Starts an app with an empty list, waits until it rests, and removes it in the end. */
async function inFreshApp<Result>(use: (desk: Desk) => Promise<Result>): Promise<Result> {
  const simulator = await startSimulator({ clock: createClock({ paused: true }) });
  const desk = await Desk.create({ RIGYD_API_URL: simulator.baseUrl, RIGYD_API_KEY: simulator.key });
  try {
    await desk.start();
    await setTimeout(restMs);
    return await use(desk);
  } finally {
    await desk.remove();
    await simulator.close();
  }
}

const textOn = ({ page }: Desk, drop: Drop): Promise<JSHandle<DataTransfer>> =>
  page.evaluateHandle((text) => {
    const data = new DataTransfer();
    data.setData('text/plain', text);
    return data;
  }, logText(drop));

/** @returns milliseconds until all jobs are listed, without the wait for the confirmation */
async function dropAndList(desk: Desk, drop: Drop, dataTransfer: JSHandle<DataTransfer>): Promise<number> {
  const dropped = performance.now();
  await desk.page.dispatchEvent('body', 'drop', { dataTransfer });
  const waitedMs = drop.ids > maxUnconfirmed ? await confirm(desk) : 0;
  await desk.page.waitForFunction(
    (count) => document.querySelector('[role=grid]')?.getAttribute('aria-rowcount') === String(count + 1),
    drop.ids,
    { timeout: patienceMs, polling: 'raf' },
  );
  return performance.now() - dropped - waitedMs;
}

/** Answers the confirmation as soon as it takes a click. @returns milliseconds that the app waited for that */
async function confirm({ page }: Desk): Promise<number> {
  // A locator looks only twice a second, and waits with its click until the button has stood still.
  await page.waitForFunction(() => document.querySelector('dialog footer') !== null, null, {
    timeout: patienceMs,
    polling: 'raf',
  });
  const asked = performance.now();
  await setTimeout(deafMs);
  await page.getByRole('button', { name: /^Watch/ }).dispatchEvent('click');
  return performance.now() - asked;
}

export const bench: Bench = {
  name: 'adding',
  title: 'A long text dropped',
  run: async ({ log }) => {
    const rows: BenchRow[] = [];
    for (const drop of drops) {
      const samples: Dropped[] = [];
      const ofFirst: Dropped[] = [];
      for (let round = 0; round < rounds; round += 1) {
        samples.push(await dropOnce(drop, log));
        ofFirst.push(await dropOnce(first, log));
      }
      const traced = await traceOnce(drop, log);
      const medianOf = (some: readonly Dropped[], figure: 'page' | 'main' | 'cpu'): string =>
        medianMs(some.map((one) => one[figure]));
      const reason =
        `All processes work for ${medianOf(samples, 'cpu')} of CPU meanwhile. One ID alone blocks the page for ` +
        `${medianOf(ofFirst, 'page')}, and main for ${medianOf(ofFirst, 'main')}. ` +
        `Recorded once, the longest task of the page takes ${describe(traced.page)}, that of main ${describe(traced.main)}.`;
      const row = (figure: keyof Dropped, what: string, atMost: number | null): BenchRow => ({
        what: `${drop.what}: ${what}`,
        unit: 'ms',
        ours: samples.map((sample) => sample[figure]),
        rival: { name: first.what, samples: ofFirst.map((sample) => sample[figure]) },
        target: atMost === null ? null : { of: 'ours', atMost },
        reason,
      });
      rows.push(
        row('listed', 'all listed', drop.ids <= 10_000 ? 1_000 : null),
        row('page', 'longest block of the page', 50),
        row('main', 'longest block of main', 50),
      );
    }
    return rows;
  },
};
