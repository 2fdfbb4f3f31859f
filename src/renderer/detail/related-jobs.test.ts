import { describe, expect, it } from 'vitest';
import { relatedJobs } from './related-jobs.ts';

const nobody = { id: null, status: null };

describe('relatedJobs', () => {
  it('keeps a place for a source and for simulations where there are none', () => {
    const places = [
      { role: 'Source job', ...nobody },
      { role: 'Simulations', ...nobody },
    ];
    expect(relatedJobs({ source_job: null, simulations: [] })).toEqual(places);
    expect(relatedJobs({ source_job: null, simulations: null })).toEqual(places);
  });

  it('names the source of a simulation and the simulations of a source', () => {
    const related = relatedJobs({
      source_job: { id: 'abc123', status: 'completed' },
      simulations: [{ id: 'sim_xyz', status: 'running' }, { id: 'sim_abc' }],
    });
    expect(related).toEqual([
      { role: 'Source job', id: 'abc123', status: 'Completed' },
      { role: 'Simulation', id: 'sim_xyz', status: 'Running' },
      { role: 'Simulation', id: 'sim_abc', status: null },
    ]);
  });

  it('knows no job by what is not an ID', () => {
    const simulations = [null, {}, { id: '', status: 7 }, { id: 7 }];
    expect(relatedJobs({ source_job: null, simulations }).slice(1)).toEqual(
      simulations.map(() => ({ role: 'Simulation', ...nobody })),
    );
  });
});
