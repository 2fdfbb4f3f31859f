import { expect, it } from 'vitest';
import { readCsv } from '../../shared/lib/csv.ts';
import { newWatchedJob, withVerdict } from '../jobs/watched-job.ts';
import { keptVerdict, noMass } from '../testing/kept-verdict.ts';
import { exportPieces } from './export-file.ts';

const fresh = (id: string) => newWatchedJob(id, 1, null, 1_000);
const jobs = [
  withVerdict(
    fresh('chair0000000000000000001'),
    keptVerdict({
      findings: [
        noMass,
        { ...noMass, kind: 'other' },
        { ...noMass, rule: 'units-not-authored', level: 'warning' },
        { ...noMass, rule: 'approximation-by-target', level: 'info' },
      ],
    }),
  ),
  fresh('lamp00000000000000000002'),
];

it('leaves with a table: the level, and the rules that found something', () => {
  const [titles = [], chair = [], lamp = []] = readCsv([...exportPieces('csv', jobs, [], 0)].join(''), {
    rows: 9,
    cells: 99,
  });
  const cells = (row: string[]) => [row[titles.indexOf('verdict')], row[titles.indexOf('findings')]];
  expect(cells(chair)).toEqual(['error', 'no-mass, units-not-authored']);
  expect(cells(lamp)).toEqual(['', '']);
});

it('leaves with JSON as it is kept', () => {
  const written = JSON.parse([...exportPieces('json', jobs, [], 0)].join('')) as { jobs: object[] };
  expect(written.jobs.map((job) => Reflect.get(job, 'verdict') as unknown)).toEqual([
    jobs[0]?.record.verdict,
    null,
  ]);
});
