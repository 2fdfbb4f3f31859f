import { expect, it } from 'vitest';
import { parseJob } from '../../shared/job/job.ts';
import { compareJobs } from './compare-jobs.ts';
import { newWatchedJob } from './watched-job.ts';

const withReport = (id: string, report: unknown) => {
  const { job = null } = parseJob({ id, status: 'completed', filename: `${id}.glb`, report }) ?? {};
  return { ...newWatchedJob(id, 1, null, 0), job };
};

it('the values of reports stand side by side, entries of lists by their names', () => {
  const passes = (mass: number) => [
    { name: 'physics', duration_ms: 12, details: { mass_kg: mass } },
    { name: 'export', status: 'completed' },
  ];
  const chair = withReport('chair', { version: '2.4.0', passes: passes(1.5) });
  const lamp = withReport('lamp', { passes: passes(0.25), triangles: 900, ok: true });
  expect(compareJobs([chair, lamp])).toEqual({
    fields: [
      'version',
      'passes\nphysics\nduration_ms',
      'passes\nphysics\ndetails\nmass_kg',
      'passes\nexport\nstatus',
      'triangles',
      'ok',
    ],
    jobs: [
      {
        id: 'chair',
        name: 'chair.glb',
        values: {
          version: '2.4.0',
          'passes\nphysics\nduration_ms': 12,
          'passes\nphysics\ndetails\nmass_kg': 1.5,
          'passes\nexport\nstatus': 'completed',
        },
      },
      {
        id: 'lamp',
        name: 'lamp.glb',
        values: {
          'passes\nphysics\nduration_ms': 12,
          'passes\nphysics\ndetails\nmass_kg': 0.25,
          'passes\nexport\nstatus': 'completed',
          triangles: 900,
          ok: true,
        },
      },
    ],
    withoutReport: 0,
  });
});

it('prose and entries without a name are no values, and jobs without one are only counted', () => {
  const job = withReport('chair', { text: 'long '.repeat(40), list: [1, 2, { value: 3 }] });
  expect(compareJobs([job, withReport('lamp', null), withReport('mug', 'a sentence')])).toEqual({
    fields: [],
    jobs: [],
    withoutReport: 3,
  });
});

it('one without a report makes no value of the others differ', () => {
  const reports = ['2.4.0', '2.4.0'].map((version, at) => withReport(`job${at}`, { version }));
  expect(compareJobs([...reports, withReport('running', null)])).toMatchObject({
    jobs: [{ id: 'job0' }, { id: 'job1' }],
    withoutReport: 1,
  });
});

it('a report made to be endless gives no more than some values', () => {
  const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, at) => [`key${at}`, at]));
  expect(compareJobs([withReport('chair', many)]).fields).toHaveLength(200);
});
