import type { Bench, BenchContext, BenchRow, Target } from './lib/bench.ts';
import type { Freshness } from '../src/main/account/list-freshness.ts';
import { runLoop, runOurs, type Measured, type Scenario } from './poll-simulation.ts';

const loop = 'documentation’s loop';

const usual: Scenario = { jobs: 1_000, progress: 'shown', hasHistory: true, limit: null, list: null };

interface Simulated {
  name: string;
  scenario: Scenario;
  rounds: number;
  targets: Partial<Record<Figure, Target | null>>;
  /** What an earlier run has learned of the list. */
  verdict?: Freshness;
  reason?: string;
}

type Figure = 'requests' | 'end' | 'end p95' | 'start' | 'late refusals';

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * share)] ?? NaN;

const figures: Record<Figure, { words: string; unit: BenchRow['unit']; of: (run: Measured) => number }> = {
  requests: { words: 'requests a job', unit: 'requests', of: (run) => run.requestsPerJob },
  end: { words: 'end noticed, mean', unit: 's', of: (run) => mean(run.endNoticed) },
  'end p95': { words: 'end noticed, p95', unit: 's', of: (run) => quantile(run.endNoticed, 0.95) },
  start: { words: 'start of running noticed, mean', unit: 's', of: (run) => mean(run.startNoticed) },
  'late refusals': {
    words: '429 after the first minute',
    unit: 'requests',
    of: (run) => run.lateRefusals,
  },
};

const ours = (atMost: number): Target => ({ of: 'ours', atMost });
const noWorse: Target = { of: 'ratio', atMost: 1 };

const simulated: readonly Simulated[] = [
  {
    name: '1,000 jobs at once',
    scenario: usual,
    rounds: 5,
    targets: { requests: ours(13), end: ours(0.45), 'end p95': ours(1), start: ours(3.7) },
  },
  {
    name: '1,000 jobs, no earlier ones known',
    scenario: { ...usual, hasHistory: false },
    rounds: 3,
    targets: { requests: { of: 'ratio', atMost: 0.5 }, end: ours(0.8) },
  },
  {
    name: '1,000 jobs, progress absent',
    scenario: { ...usual, progress: 'absent' },
    rounds: 3,
    targets: { requests: noWorse, end: noWorse, 'end p95': noWorse },
  },
  {
    name: '1,000 jobs, progress stalling at 95 %',
    scenario: { ...usual, progress: 'stalling' },
    rounds: 3,
    targets: { requests: noWorse, end: noWorse, 'end p95': noWorse },
  },
  {
    name: '20 jobs',
    scenario: { ...usual, jobs: 20 },
    rounds: 40,
    targets: { requests: ours(15), end: ours(0.45) },
  },
  {
    name: '100 jobs',
    scenario: { ...usual, jobs: 100 },
    rounds: 15,
    targets: { requests: ours(15), end: ours(0.45) },
  },
  { name: '4,000 jobs', scenario: { ...usual, jobs: 4_000 }, rounds: 1, targets: { end: ours(1.5) } },
  {
    name: '1,000 jobs, list fresh',
    scenario: { ...usual, list: 'fresh' },
    verdict: 'fresh',
    rounds: 3,
    targets: { requests: ours(2), end: ours(0.8), start: null },
  },
  {
    name: '1,000 jobs, list fresh, which is to be found out',
    scenario: { ...usual, list: 'fresh' },
    rounds: 3,
    targets: { requests: null, end: ours(0.8) },
  },
  {
    name: '1,000 jobs, list 15 s behind',
    scenario: { ...usual, list: 'lagging' },
    rounds: 3,
    targets: { requests: ours(13), end: ours(0.45), 'end p95': ours(1), start: ours(3.7) },
  },
  {
    name: '1,000 jobs, list no fresher than the last answer for each',
    scenario: { ...usual, list: 'stored' },
    rounds: 3,
    targets: { requests: ours(13), end: ours(0.45), 'end p95': ours(1), start: ours(3.7) },
  },
  {
    name: '4,000 jobs, 50 requests/s, list fresh',
    scenario: { ...usual, jobs: 4_000, limit: 50, list: 'fresh' },
    rounds: 1,
    targets: { requests: null, end: ours(4), 'late refusals': ours(0) },
  },
  {
    name: '4,000 jobs, 50 requests/s, no list',
    scenario: { ...usual, jobs: 4_000, limit: 50 },
    rounds: 1,
    targets: { requests: null, end: ours(4), 'late refusals': ours(0) },
    reason:
      '4,000 first answers alone take 80 s at 50 requests/s; 3.1 requests a job are all that the limit leaves.',
  },
];

async function simulate(
  { name, scenario, rounds, targets, verdict, reason }: Simulated,
  { log }: BenchContext,
) {
  const runs: { ours: Measured; rival: Measured }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const seed = Math.floor(Math.random() * 2 ** 31);
    runs.push({ ours: await runOurs(scenario, seed, verdict), rival: await runLoop(scenario, seed) });
  }
  log(`simulated ${name}`);
  return (Object.keys(targets) as Figure[]).map((figure): BenchRow => {
    const { words, unit, of } = figures[figure];
    return {
      what: `${name}: ${words}`,
      unit,
      ours: runs.map((run) => of(run.ours)),
      rival: { name: loop, samples: runs.map((run) => of(run.rival)) },
      target: targets[figure] ?? null,
      ...(reason === undefined ? {} : { reason }),
    };
  });
}

export const bench: Bench = {
  name: 'polling',
  title: 'Jobs followed to their end',
  run: async (context) => {
    const rows: BenchRow[] = [];
    for (const one of simulated) rows.push(...(await simulate(one, context)));
    return rows;
  },
};
