import { expect, it } from 'vitest';
import { readCsv } from '../../shared/lib/csv.ts';
import { newWatchedJob, withAnnotations } from '../jobs/watched-job.ts';
import { exportPieces } from './export-file.ts';

const fresh = (id: string) => newWatchedJob(id, 1, null, 1_000);
const review = { decision: 'rejected', reason: 'Wrong mass, "heavy"', at: Date.UTC(2026, 4, 6) } as const;
const jobs = [
  withAnnotations(fresh('chair0000000000000000001'), { review }),
  fresh('lamp00000000000000000002'),
];

it('what was decided about results leaves with a table', () => {
  const [titles = [], ...rows] = readCsv([...exportPieces('csv', jobs, [], 0)].join(''), {
    rows: 9,
    cells: 99,
  });
  const cells = rows.map((row) =>
    ['review', 'review_reason', 'reviewed_at'].map((title) => row[titles.indexOf(title)]),
  );
  expect(cells).toEqual([
    ['rejected', 'Wrong mass, "heavy"', '2026-05-06T00:00:00.000Z'],
    ['', '', ''],
  ]);
});

it('and with JSON as it is kept', () => {
  const written = JSON.parse([...exportPieces('json', jobs, [], 0)].join('')) as { jobs: object[] };
  expect(written.jobs.map((job) => Reflect.get(job, 'review') as unknown)).toEqual([review, null]);
});
