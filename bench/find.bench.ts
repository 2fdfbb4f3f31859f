/** What finding costs in a list of 5,000 jobs, beside the plain ways of doing the same. */
import { foldText, searchTerms } from '../src/renderer/jobs/search-text.ts';
import { matcherOf } from '../src/renderer/list/filter-rows.ts';
import { nameOf } from '../src/shared/job-name.ts';
import { keepOrder, nameKey, type RowOrder, sortRows } from '../src/renderer/list/sort-rows.ts';
import { jobRow } from '../src/renderer/testing/states.ts';
import { noFilter } from '../src/shared/saved-view.ts';
import type { JobRow } from '../src/shared/watched-job.ts';
import type { Bench } from './lib/bench.ts';

const count = 5_000;
const rounds = 41;
/** Rounds that are not counted: the code is compiled in them. */
const warmUps = 5;
const statuses = ['queued', 'preprocessing', 'running', 'completed', 'failed'];
const byName: RowOrder = { keyOf: nameKey, descending: false };
const context = { now: 0, isStuck: () => false };

const rows: JobRow[] = Array.from({ length: count }, (_, at) =>
  jobRow({
    id: `job${(at * 7919).toString(36)}`,
    order: count - at,
    name: `${at % 3 === 0 ? 'Stühle' : 'gear'} ${(at * 31) % count}.glb`,
    status: statuses[at % statuses.length] ?? null,
    error: at % 5 === 4 ? 'Mesh is not watertight.' : null,
    batches: [`batch ${at % 40}`],
    tags: at % 2 === 0 ? ['fair'] : [],
  }),
);

/** The rows after an update of fifty of them, as a patch leaves them. */
const patched = (round: number): JobRow[] =>
  rows.map((row, at) => (at % 100 === round % 100 ? { ...row, progress: round } : row));

function findOurs(source: readonly JobRow[], query: string): JobRow[] {
  const matches = matcherOf({ ...noFilter, query }, context);
  return sortRows(source.filter(matches), byName, 0);
}

/** Folds every text anew, and compares names as the language does. */
function findPlain(source: readonly JobRow[], query: string): JobRow[] {
  const terms = searchTerms(query);
  return source
    .filter((row) => {
      const fields = [row.name, row.id, row.error, row.note, ...row.tags];
      const text = fields.map((field) => foldText(field ?? '')).join('\n');
      return !row.archived && terms.every((term) => text.includes(term));
    })
    .sort((a, b) => nameOf(a).localeCompare(nameOf(b), undefined, { numeric: true }));
}

const shown = sortRows(rows, byName, 0);
const contests: {
  what: string;
  rival: string;
  ours: (round: number) => unknown;
  plain: (round: number) => unknown;
}[] = [
  {
    what: 'a key typed: filter, search, sort by name',
    rival: 'folding every text anew',
    ours: (round) => findOurs(rows, `stuhle ${round % 10}`),
    plain: (round) => findPlain(rows, `stuhle ${round % 10}`),
  },
  {
    what: 'an update of 50 jobs: rows stay in order',
    rival: 'sorting all anew',
    ours: (round) => keepOrder(shown, patched(round), byName, 0),
    plain: (round) => findPlain(patched(round), ''),
  },
];

function timed(run: () => unknown): number {
  const begun = performance.now();
  run();
  return performance.now() - begun;
}

export const bench: Bench = {
  name: 'find',
  title: `Finding in ${count.toLocaleString('en-US')} jobs`,
  run: () =>
    Promise.resolve(
      contests.map(({ what, rival, ours, plain }) => {
        const samples: { ours: number[]; plain: number[] } = { ours: [], plain: [] };
        for (let round = -warmUps; round < rounds; round += 1) {
          const own = timed(() => ours(round + warmUps));
          const other = timed(() => plain(round + warmUps));
          if (round < 0) continue;
          samples.ours.push(own);
          samples.plain.push(other);
        }
        return {
          what,
          unit: 'ms' as const,
          ours: samples.ours,
          rival: { name: rival, samples: samples.plain },
          target: { of: 'ratio' as const, atMost: 0.5 },
        };
      }),
    ),
};
