/**
 * `npm run bench`: what finding costs in a list of 5,000 jobs, beside the plain ways of doing the same, in one run.
 */
import { foldText, searchTerms } from '../src/renderer/jobs/search-text.ts';
import { matcherOf } from '../src/renderer/list/filter-rows.ts';
import { nameOf } from '../src/shared/job-name.ts';
import { keepOrder, nameKey, type RowOrder, sortRows } from '../src/renderer/list/sort-rows.ts';
import { jobRow } from '../src/renderer/testing/states.ts';
import { noFilter } from '../src/shared/saved-view.ts';
import type { JobRow } from '../src/shared/watched-job.ts';

const count = 5_000;
const rounds = 41;
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
const contests: { name: string; ours: (round: number) => unknown; plain: (round: number) => unknown }[] = [
  {
    name: 'a key typed: filter, search, sort by name',
    ours: (round) => findOurs(rows, `stuhle ${round % 10}`),
    plain: (round) => findPlain(rows, `stuhle ${round % 10}`),
  },
  {
    name: 'an update of 50 jobs: our stable order, or sorting all anew',
    ours: (round) => keepOrder(shown, patched(round), byName, 0),
    plain: (round) => findPlain(patched(round), ''),
  },
];

function timed(run: () => unknown): number {
  const begun = performance.now();
  run();
  return performance.now() - begun;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;

console.log(`${count.toLocaleString('en-US')} jobs, medians of ${rounds} rounds`);
for (const { name, ours, plain } of contests) {
  const times = { ours: [] as number[], plain: [] as number[] };
  // In turns, so that what else the machine does meets both.
  for (let round = -5; round < rounds; round += 1) {
    const [own, other] = [timed(() => ours(round + 5)), timed(() => plain(round + 5))];
    if (round < 0) continue;
    times.ours.push(own);
    times.plain.push(other);
  }
  const [own, other] = [median(times.ours), median(times.plain)];
  console.log(
    `${name}\n  ours ${own.toFixed(2)} ms, plain ${other.toFixed(2)} ms: ${(other / own).toFixed(1)} times`,
  );
}
