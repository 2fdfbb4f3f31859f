import type { Bench, BenchRow } from './lib/bench.ts';
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
    return contests.map(({ target }, at): BenchRow => {
      const samples = ours[at]?.map(({ memory }) => memory) ?? [];
      return { what: apps[at]?.name ?? '', unit: 'MB', ours: samples, rival, target, reason };
    });
  },
};

const reason =
  'Every row is in the page, which searches and sorts all of them; main has a brief of each job, and its record packed.';
