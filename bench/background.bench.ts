/** Results of before are judged and have their pictures drawn while a person has the list before them: what they notice of it. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Desk } from '../e2e/support/desk.ts';
import { stateOf } from '../e2e/support/state.ts';
import { thumbnailKinds } from '../src/shared/thumbnails.ts';
import { medianMs, type Bench, type BenchContext, type BenchRow } from './lib/bench.ts';
import { paceWhile, wheel, type Pace } from './lib/frames.ts';
import { cpuSeconds, memoryByKind, memoryMb, processTree } from './lib/processes.ts';
import { ResultFolders } from './lib/result-folders.ts';
import { nameOf, writeStoredList } from './lib/stored-list.ts';
import { longestTasksWhile, type LongestTasks } from './lib/traced-tasks.ts';

const results = 400;
/** Milliseconds of a turn, with the work and without it. The process that judges is kept for longer than a turn without. */
const [turnMs, offMs] = [60_000, 10_000];
/** Milliseconds until what a change of the settings brings with it is over, and what is no longer needed is collected. */
const [settleMs, restMs] = [1_500, 25_000];

/** Which jobs have a verdict, and pictures. */
interface Done {
  judged: number;
  drawn: number;
}

const setWork = (desk: Desk, isOn: boolean): Promise<unknown> =>
  desk.page.evaluate((on) => window.rigyd.changeSettings({ judgeResults: on, showThumbnails: on }), isOn);

async function doneSoFar(desk: Desk): Promise<Done> {
  const { rows } = await stateOf(desk.page);
  const pictures = await readdir(join(desk.userData, 'thumbnails')).catch(() => []);
  return {
    judged: rows.filter(({ verdict }) => verdict !== null).length,
    drawn: Math.floor(pictures.length / thumbnailKinds.length),
  };
}

/** The app with so many results on this disk that nobody has looked at yet, doing nothing about it. */
async function openList({ folder }: BenchContext): Promise<Desk> {
  const desk = await Desk.create({ RIGYD_API_URL: 'http://127.0.0.1:9/api' });
  const folders = new ResultFolders(join(folder, 'results'));
  for (let at = 0; at < results; at += 1) await folders.add(nameOf(at));
  await writeStoredList(desk.userData, { jobs: results, resultOf: (name) => folders.folderOf(name) });
  await desk.start();
  await setWork(desk, false);
  await desk.row(nameOf(results - 1)).waitFor();
  await pause(restMs);
  return desk;
}

interface Turn {
  still: Pace;
  turned: Pace;
}

/** How the window keeps up for a turn, in the midst of which a person turns the wheel. */
async function turn({ page }: Desk, ms: number): Promise<Turn> {
  const still = await paceWhile(page, () => pause(ms));
  const turned = await paceWhile(page, () => wheel(page));
  await page.keyboard.press('Home');
  return { still, turned };
}

interface Measured {
  ours: Turn[];
  idle: Turn[];
  tasks: LongestTasks[];
  idleTasks: LongestTasks[];
  /** Seconds with the work on, and of CPU of all processes in them. */
  seconds: number;
  cpu: number;
  /** Megabytes of all processes: before, and when all is done and was left alone. */
  before: number;
  after: number;
}

async function measure(context: BenchContext, desk: Desk): Promise<Measured> {
  const pid = desk.app.process().pid ?? 0;
  const memory = (): number => memoryMb(processTree(pid));
  const measured: Measured = {
    ours: [],
    idle: [],
    tasks: [],
    idleTasks: [],
    seconds: 0,
    cpu: 0,
    before: memory(),
    after: 0,
  };
  const kindsBefore = memoryByKind(processTree(pid));
  let done = await doneSoFar(desk);
  while (Math.min(done.judged, done.drawn) < results) {
    const before = done;
    const [began, cpu] = [performance.now(), cpuSeconds(processTree(pid))];
    await setWork(desk, true);
    measured.ours.push(await turn(desk, turnMs));
    measured.tasks.push(await longestTasksWhile(desk, () => pause(offMs)));
    measured.seconds += (performance.now() - began) / 1_000;
    measured.cpu += cpuSeconds(processTree(pid)) - cpu;
    done = await doneSoFar(desk);
    await setWork(desk, false);
    await pause(settleMs);
    measured.idle.push(await turn(desk, offMs));
    measured.idleTasks.push(await longestTasksWhile(desk, () => pause(offMs / 4)));
    context.log(
      `${done.judged} judged, ${done.drawn} drawn: ${JSON.stringify([measured.ours, measured.idle, measured.tasks, measured.idleTasks].map((all) => all.at(-1)))}`,
    );
    if (done.judged === before.judged && done.drawn === before.drawn)
      throw new Error(`Nothing goes on: ${JSON.stringify(done)}`);
  }
  await setWork(desk, true);
  await pause(restMs);
  measured.after = memory();
  context.log(`memory: ${JSON.stringify([kindsBefore, memoryByKind(processTree(pid))])}`);
  return measured;
}

export const bench: Bench = {
  name: 'background',
  title: `${results} results judged and drawn while the list is shown`,
  async run(context) {
    const desk = await openList(context);
    try {
      const { ours, idle, tasks, idleTasks, seconds, cpu, before, after } = await measure(context, desk);
      const beside = (
        what: string,
        samples: readonly number[],
        without: readonly number[],
        target: BenchRow['target'],
        unit: BenchRow['unit'] = 'ms',
      ): BenchRow => ({
        what,
        unit,
        ours: samples,
        rival: { name: 'the same list, nothing judged or drawn', samples: without },
        target,
        reason: `All processes together had ${Math.round((100 * cpu) / seconds)} per cent of a core in that time.`,
      });
      const of = (turns: readonly Turn[], what: keyof Turn, figure: keyof Pace): number[] =>
        turns.map((one) => one[what][figure]);
      const lasted = (some: readonly LongestTasks[], thread: keyof LongestTasks): number[] =>
        some.map((one) => one[thread].lasted);
      const work = (thread: keyof LongestTasks): string =>
        `It worked for ${medianMs(tasks.map((one) => one[thread].worked))}; the rest is waiting for the processor.`;
      const atMost50 = { of: 'ours', atMost: 50 } as const;
      return [
        beside(
          `frames later than 50 ms, in ${turnMs / 1_000} s`,
          of(ours, 'still', 'lateFrames'),
          of(idle, 'still', 'lateFrames').map((count) => (count * turnMs) / offMs),
          { of: 'ours', atMost: 0 },
          'frames',
        ),
        beside('worst frame', of(ours, 'still', 'worstFrame'), of(idle, 'still', 'worstFrame'), atMost50),
        beside('p99 frame', of(ours, 'still', 'p99Frame'), of(idle, 'still', 'p99Frame'), null),
        beside(
          'worst frame while the wheel turns',
          of(ours, 'turned', 'worstFrame'),
          of(idle, 'turned', 'worstFrame'),
          atMost50,
        ),
        {
          ...beside('longest task of the page', lasted(tasks, 'page'), lasted(idleTasks, 'page'), atMost50),
          reason: work('page'),
        },
        {
          ...beside('longest task of main', lasted(tasks, 'main'), lasted(idleTasks, 'main'), atMost50),
          reason: work('main'),
        },
        {
          what: `until all ${results} are judged and drawn`,
          unit: 's',
          ours: [seconds],
          rival: null,
          target: null,
        },
        {
          what: 'memory once all is done, more than before',
          unit: 'MB',
          ours: [after - before],
          rival: null,
          target: null,
        },
      ];
    } finally {
      await desk.remove();
    }
  },
};
