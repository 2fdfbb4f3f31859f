import { describe, expect, it } from 'vitest';
import type { JobRow } from '../../shared/watched-job.ts';
import { jobRow } from '../testing/states.ts';
import { relatedJobs } from './related-jobs.ts';

const row = (id: string, values: Partial<JobRow> = {}): JobRow => jobRow({ id, ...values });
const completed = { label: 'Completed', tone: 'done' };

function related(job: Partial<Parameters<typeof relatedJobs>[0]>, watched: JobRow[] = []) {
  const rowOf = (id: string) => watched.find((one) => one.id === id);
  return relatedJobs({ id: 'abc123', source_job: null, simulations: null, ...job }, rowOf, watched);
}

describe('relatedJobs', () => {
  it('are none where there is neither a source nor a simulation', () => {
    expect(related({ simulations: [] })).toEqual([]);
    expect(related({ simulations: null })).toEqual([]);
  });

  it('names the source of a simulation and the simulations of a source', () => {
    const jobs = related({
      source_job: { id: 'src', status: 'completed', filename: 'chair.glb' },
      simulations: [{ id: 'sim_xyz', status: 'running' }, { id: 'sim_abc' }],
    });
    expect(jobs).toEqual([
      { role: 'source', id: 'src', name: 'chair.glb', status: completed, isWatched: false },
      {
        ...{ role: 'simulation', id: 'sim_xyz', name: null, isWatched: false },
        status: { label: 'Running', tone: 'active' },
      },
      { role: 'simulation', id: 'sim_abc', name: null, status: null, isWatched: false },
    ]);
  });

  it('prefers the list if a related job is watched', () => {
    const sim = row('sim_xyz', { status: 'completed', name: 'chair.usd' });
    const [simulation] = related({ simulations: [{ id: 'sim_xyz', status: 'running' }] }, [sim]);
    expect(simulation).toMatchObject({ name: 'chair.usd', status: completed, isWatched: true });
  });

  it('finds watched simulations of a source that is no longer polled', () => {
    const sims = ['sim_1', 'sim_2'].map((id) => row(id, { sourceJobId: 'abc123' }));
    const others = [row('x', { sourceJobId: 'other' }), row('y')];
    const jobs = related({ simulations: [{ id: 'sim_1' }] }, [...sims, ...others]);
    expect(jobs.map(({ id }) => id)).toEqual(['sim_1', 'sim_2']);
  });

  it('knows no job by what is not an ID', () => {
    const simulations = [null, {}, { id: '', status: 7, filename: 7 }, { id: true }];
    expect(related({ simulations })).toEqual([]);
  });
});
