import { medianMs, type Bench, type BenchRow } from './lib/bench.ts';
import { appWith, bareWindow, startInTurns, type Contender } from './lib/starts.ts';
import type { Start } from './lib/watched-start.ts';

const rounds = 9;
/** Milliseconds after the rows are there in which a long task or the work behind them still counts. */
const restMs = 2_000;
const sizes = [0, 1_000, 10_000, 50_000];
const [paintTarget, usableTarget] = [1.15, 1.7];

export const bench: Bench = {
  name: 'start',
  title: 'Start, from the spawned process',
  async run({ folder, log }) {
    const bare = bareWindow(folder);
    const apps: Contender[] = [];
    for (const jobs of sizes) apps.push(await appWith(jobs, folder));
    const [bareStarts = [], ...ours] = await startInTurns([bare, ...apps], { rounds, restMs, log });
    const rivalOf = (value: (start: Start) => number): BenchRow['rival'] => ({
      name: bare.name,
      samples: bareStarts.map(value),
    });
    return apps.flatMap(({ name }, at): BenchRow[] => {
      const starts = ours[at] ?? [];
      const painted = rivalOf((start) => start.painted);
      return [
        {
          what: `first contentful paint, ${name}`,
          unit: 'ms',
          ours: starts.map((start) => start.painted),
          rival: painted,
          target: { of: 'ratio', atMost: paintTarget },
          reason: `Main has worked for ${of('mainCpuAtPaint', starts)} of CPU when that is seen, that of the bare window for ${of('mainCpuAtPaint', bareStarts)}.`,
        },
        {
          what: `${at === 0 ? 'welcome' : 'newest rows'} usable, ${name}`,
          unit: 'ms',
          ours: starts.map((start) => start.usable),
          rival: painted,
          target: { of: 'ratio', atMost: usableTarget },
          reason: `By then main has worked for ${of('mainCpuAtUsable', starts)} of CPU and all else for ${of('otherCpuAtUsable', starts)}; of the bare window, for ${of('mainCpuAtUsable', bareStarts)} and ${of('otherCpuAtUsable', bareStarts)}.`,
        },
        {
          what: `longest task of the page, ${name}`,
          unit: 'ms',
          ours: starts.map((start) => start.longestTask),
          rival: null,
          target: null,
        },
        {
          what: `CPU of all processes, ${name}`,
          unit: 's',
          ours: starts.map((start) => start.cpu),
          rival: rivalOf((start) => start.cpu),
          target: null,
        },
      ];
    });
  },
};

const of = (figure: keyof Start, starts: readonly Start[]): string =>
  medianMs(starts.map((start) => start[figure]));
