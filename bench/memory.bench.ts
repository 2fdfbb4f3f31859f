import { summarize, type Bench, type BenchRow } from './lib/bench.ts';
import { appWith, bareWindow, startInTurns, type Contender } from './lib/starts.ts';

const rounds = 3;
/** Milliseconds until an app is quiet: what was made for the start is collected by then. */
const restMs = 20_000;
const contests: readonly { jobs: number; target: BenchRow['target'] }[] = [
  { jobs: 0, target: null },
  { jobs: 10_000, target: { of: 'ratio', atMost: 1.25 } },
  { jobs: 50_000, target: { of: 'ratio', atMost: 1.4 } },
];

export const bench: Bench = {
  name: 'memory',
  title: 'Memory of all processes (PSS), quiet',
  async run({ folder, log }) {
    const bare = bareWindow(folder);
    const apps: Contender[] = [];
    for (const { jobs } of contests) apps.push(await appWith(jobs, folder));
    const [bareStarts = [], ...ours] = await startInTurns([bare, ...apps], { rounds, restMs, log });
    const rival = { name: bare.name, samples: bareStarts.map(({ memory }) => memory) };
    const samplesOf = (at: number): number[] => ours[at]?.map(({ memory }) => memory) ?? [];
    const empty = summarize(samplesOf(0)).median;
    return contests.map(({ jobs, target }, at): BenchRow => {
      const samples = samplesOf(at);
      const row = { what: apps[at]?.name ?? '', unit: 'MB', ours: samples, rival, target } as const;
      if (target === null) return row;
      const perThousand = ((summarize(samples).median - empty) / jobs) * 1_000;
      const reason = `A thousand jobs take ${perThousand.toFixed(2)} MB, the app without any ${Math.round(empty)} MB.`;
      return { ...row, reason };
    });
  },
};
