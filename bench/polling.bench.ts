import { availableParallelism } from 'node:os';
import type { Bench, BenchContext, BenchRow, Target } from './lib/bench.ts';
import type { Freshness } from '../src/main/account/list-freshness.ts';
import { followWithApp, followWithLoop, type Followed } from './lib/followed-jobs.ts';
import { mean, runLoop, runOurs, usual, type Measured, type Scenario } from './poll-simulation.ts';

const loop = 'documentation’s loop';

interface Simulated {
  name: string;
  scenario: Scenario;
  rounds: number;
  targets: Partial<Record<Figure, Target | null>>;
  /** What an earlier run has learned of the list. */
  verdict?: Freshness;
  reason?: string;
}

type Figure = 'requests' | 'end' | 'end p95' | 'start' | 'late refusals' | 'list judged' | 'longest gap';

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
  'list judged': {
    words: 'what the list is worth known after',
    unit: 's',
    of: ({ verdicts }) => verdicts[0]?.after ?? NaN,
  },
  'longest gap': {
    words: 'longest time between two answers for a job',
    unit: 's',
    of: (run) => run.longestGap,
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
    name: '1,000 jobs, of which 5 % fail at any moment of their run',
    scenario: { ...usual, fails: 'at any moment' },
    rounds: 3,
    targets: { requests: ours(13), end: noWorse, 'end p95': noWorse, 'longest gap': ours(25) },
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
    verdict: 'fresh',
    rounds: 1,
    targets: { requests: null, end: ours(4), 'late refusals': ours(0) },
  },
  {
    name: '4,000 jobs, 50 requests/s, list fresh, which is to be found out',
    scenario: { ...usual, jobs: 4_000, limit: 50, list: 'fresh' },
    rounds: 3,
    targets: { requests: null, end: ours(4), 'list judged': ours(30), 'late refusals': ours(0) },
  },
  {
    name: '4,000 jobs, 50 requests/s, no list',
    scenario: { ...usual, jobs: 4_000, limit: 50 },
    rounds: 1,
    targets: { requests: null, end: ours(4), 'late refusals': ours(0) },
    reason:
      '4,000 first answers alone take 80 s at 50 requests/s, and a job is over after 110 s in the mean: it is asked for two or three times in all.',
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
      // The loop knows of no list.
      rival: figure === 'list judged' ? null : { name: loop, samples: runs.map((run) => of(run.rival)) },
      target: targets[figure] ?? null,
      ...(reason === undefined ? {} : { reason }),
    };
  });
}

/** Milliseconds for which the real app follows jobs: seven of ten end in them. */
const followMs = 150_000;

const served = { jobs: 1_000, answerMs: 120, protocol: 'http/1.1' } as const;

/** The built app, and the loop, against a server on this machine. */
async function follow({ log }: BenchContext): Promise<BenchRow[]> {
  const withList = await followWithApp({ ...served, hasList: true }, followMs);
  log('the app followed jobs with a list');
  const withoutList = await followWithApp({ ...served, hasList: false }, followMs);
  log('the app followed jobs without a list');
  const multiplexed = await followWithApp({ ...served, hasList: false, protocol: 'http/2' }, followMs);
  log('the app followed jobs over HTTP/2');
  const rival = await followWithLoop({ ...served, hasList: false }, followMs);
  const row = (what: string, unit: BenchRow['unit'], of: (run: Followed) => number) => ({
    rowOf: (name: string, run: Followed, target: Target | null, reason?: string): BenchRow => ({
      what: `the app, 1,000 jobs, 120 ms, ${name}: ${what}`,
      unit,
      ours: [of(run)],
      rival: { name: loop, samples: [of(rival)] },
      target,
      ...(reason === undefined ? {} : { reason }),
    }),
  });
  const end = row('end noticed, mean', 's', ({ endNoticed }) => endNoticed / 1_000);
  const requests = row('requests a job', 'requests', (run) => run.requests);
  const atOnce = row('most requests at once', 'requests', ({ mostAtOnce }) => mostAtOnce);
  const cpu = (name: string, { cpuPerRequest }: Followed): BenchRow => ({
    what: `the app, 1,000 jobs, 120 ms, ${name}: CPU of all processes for a request`,
    unit: 'ms',
    ours: [cpuPerRequest ?? NaN],
    rival: null,
    target: null,
  });
  const connections =
    'Six connections at 120 ms are 50 answers a second, which leaves 6 requests for a job; the loop opens hundreds of connections.';
  return [
    end.rowOf('HTTP/1.1', withList, ours(1)),
    requests.rowOf('HTTP/1.1', withList, ours(3)),
    end.rowOf('HTTP/1.1, no list', withoutList, ours(1), connections),
    requests.rowOf('HTTP/1.1, no list', withoutList, null),
    atOnce.rowOf('HTTP/1.1, no list', withoutList, ours(6)),
    end.rowOf('HTTP/2, no list', multiplexed, ours(1), processor(multiplexed)),
    atOnce.rowOf('HTTP/2, no list', multiplexed, { of: 'ours', atLeast: 7 }),
    cpu('HTTP/1.1', withList),
    cpu('HTTP/1.1, no list', withoutList),
    cpu('HTTP/2, no list', multiplexed),
  ];
}

/** Why answers come late that no connection holds up. */
const processor = ({ cpuPerRequest }: Followed): string =>
  `A request takes ${cpuPerRequest?.toFixed(1) ?? '?'} ms of CPU in all processes, on ${availableParallelism()} cores that the server uses as well.`;

export const bench: Bench = {
  name: 'polling',
  title: 'Jobs followed to their end',
  run: async (context) => {
    const rows: BenchRow[] = [];
    for (const one of simulated) rows.push(...(await simulate(one, context)));
    rows.push(...(await follow(context)));
    return rows;
  },
};
