import { describe, expect, it } from 'vitest';
import { stoppedClock } from '../testing.ts';
import { createJobBook } from './job-book.ts';
import { timelineOf } from './timeline.ts';

function book(seed = 'seed') {
  const clock = stoppedClock();
  return { clock, jobs: createJobBook(seed, clock, () => 'http://assets') };
}

describe('createJobBook', () => {
  it('lists jobs newest first, whatever order they were added in', () => {
    const { clock, jobs } = book();
    const old = jobs.add({ ageMs: 60_000 });
    const first = jobs.add();
    const second = jobs.add();
    expect(jobs.ids()).toEqual([second, first, old]);
    clock.advance(1);
    const third = jobs.add();
    expect(jobs.ids()[0]).toBe(third);
  });

  it('takes a given id once', () => {
    const { jobs } = book();
    expect(jobs.add({ id: 'abc123' })).toBe('abc123');
    expect(() => jobs.add({ id: 'abc123' })).toThrow('already');
  });

  it('refuses a spec with a misspelt field', () => {
    const { jobs } = book();
    const misspelt: object = { filname: 'chair.glb' };
    expect(() => jobs.add(misspelt)).toThrow('filname');
  });

  it('holds a job at a phase while the clock runs, and lets it walk on from there', () => {
    const { clock, jobs } = book();
    const id = jobs.add({ filename: 'gear.glb', durations: { running: 100_000 } });
    jobs.setPhase(id, 'running', 42);
    clock.advance(500_000);
    expect(jobs.job(id)).toMatchObject({ status: 'running', progress: 42 });
    jobs.release(id);
    expect(jobs.job(id)).toMatchObject({ status: 'running', progress: 42 });
    clock.advance(10_000);
    expect(jobs.job(id)).toMatchObject({ status: 'running', progress: 52 });
  });

  it('keeps the creation time of a job that is moved', () => {
    const { jobs } = book();
    const id = jobs.add();
    const before = jobs.job(id)?.createdAt;
    jobs.setPhase(id, 'completed');
    expect(jobs.job(id)?.createdAt).toBe(before);
  });

  it('says so when a job is not there', () => {
    const { jobs } = book();
    expect(() => jobs.setPhase('nobody', 'running')).toThrow('no job nobody');
    expect(() => jobs.release('nobody')).toThrow('no job nobody');
    expect([jobs.job('nobody'), jobs.status('nobody'), jobs.spec('nobody')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('links a simulation to its source and back', () => {
    const { jobs } = book();
    const source = jobs.add({ filename: 'mug.glb' });
    const simulation = jobs.add({ type: 'simulate_usd', filename: 'mug.usd', sourceId: source });
    expect(jobs.job(simulation)?.source_job).toMatchObject({ id: source, filename: 'mug.glb' });
    expect(jobs.job(source)?.simulations).toMatchObject([{ id: simulation, status: 'submitting' }]);
  });

  it('does without the link when the source is unknown', () => {
    const { jobs } = book();
    const id = jobs.add({ type: 'simulate_usd', filename: 'mug.usd', sourceId: 'gone' });
    expect(jobs.job(id)?.source_job).toBeNull();
  });
});

describe('addMany', () => {
  it('brings jobs of every kind and in every phase', () => {
    const { jobs } = book();
    const ids = jobs.addMany(200);
    const specs = ids.flatMap((id) => jobs.spec(id) ?? []);
    expect(new Set(specs.map((spec) => spec.type)).size).toBe(5);
    expect([...new Set(ids.map((id) => jobs.status(id)))]).toEqual(
      expect.arrayContaining(['submitting', 'running', 'completed', 'failed']),
    );
    expect(new Set(specs.map((spec) => spec.hasMjcf))).toEqual(new Set([true, false]));
  });

  it('starts simulations only from jobs that were finished by then', () => {
    const { jobs } = book();
    const specs = jobs.addMany(100).flatMap((id) => jobs.spec(id) ?? []);
    const simulations = specs.filter((spec) => spec.type === 'simulate_usd');
    expect(simulations.length).toBeGreaterThan(3);
    expect(new Set(simulations.map((spec) => spec.sourceId)).size).toBe(simulations.length);
    for (const { sourceId, submittedAt } of simulations) {
      const source = jobs.spec(sourceId ?? '');
      expect(source && timelineOf(source).outcome).toBe('completed');
      expect(source && source.submittedAt + timelineOf(source).end).toBeLessThanOrEqual(submittedAt);
    }
  });

  it('has something finished, something failing and something new among eight', () => {
    const { jobs } = book();
    const ids = jobs.addMany(8);
    expect(jobs.status(ids[0] ?? '')).toBe('completed');
    expect(ids.filter((id) => jobs.spec(id)?.failure !== null)).toHaveLength(1);
    expect(jobs.status(ids.at(-1) ?? '')).toBe('submitting');
  });

  it('depends on the seed alone', () => {
    const all = (seed: string): unknown => {
      const { jobs } = book(seed);
      return jobs.addMany(12).map((id) => jobs.job(id));
    };
    expect(all('one')).toEqual(all('one'));
    expect(all('one')).not.toEqual(all('two'));
  });
});
