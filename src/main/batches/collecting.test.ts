import { describe, expect, it } from 'vitest';
import { batchesOverJobs as setUp } from '../testing/batches-harness.ts';

describe('collecting', () => {
  it('brings every completed job home whose result is not here or on its way', async () => {
    const { gather, batches, say, setPhase, downloads } = setUp();
    const id = gather(['a', 'b', 'c', 'd', 'e', 'f']);
    for (const job of ['a', 'b', 'c', 'd', 'e']) say(job, 'completed');
    say('f', 'running');
    setPhase('a', 'done');
    setPhase('b', 'queued');
    setPhase('c', 'failed');
    setPhase('d', 'cancelled');
    expect(await batches.collect(id)).toBe(3);
    expect(downloads.sort()).toEqual(['c', 'd', 'e']);
    expect(await batches.collect(id)).toBe(0);
  });

  it('leaves a result alone that is here although another download of it failed', async () => {
    const { gather, batches, say, setPhase, downloads } = setUp();
    const id = gather(['a', 'b']);
    for (const job of ['a', 'b']) say(job, 'completed');
    setPhase('a', 'failed', '/home/ada/chair');
    setPhase('b', 'failed');
    expect(await batches.collect(id)).toBe(1);
    expect(downloads).toEqual(['b']);
  });

  it('has whatever else waits take its turn meanwhile, and leaves out what was removed by then', async () => {
    const { gather, batches, jobs, say, downloads } = setUp();
    const ids = Array.from({ length: 250 }, (_, index) => `job${index}`);
    const id = gather(ids);
    for (const job of ids) say(job, 'completed');
    const collecting = batches.collect(id);
    jobs.remove(ids.slice(0, 10));
    expect(await collecting).toBe(240);
    expect(downloads).toHaveLength(240);
  });

  it('goes on by itself in a batch that wants it, and in no other', () => {
    const { gather, say, downloads, batches } = setUp();
    gather(['a', 'b'], 'jobs.csv', true);
    gather(['c', 'd'], 'more.csv');
    say('a', 'running');
    say('a', 'completed');
    say('c', 'completed');
    expect(downloads).toEqual(['a']);
    say('a', 'completed');
    expect(downloads).toEqual(['a']);
    expect(batches.records().map(({ collects }) => collects)).toEqual([false, true]);
  });

  it('takes in what is completed already once it is wanted, and ends when it is not', () => {
    const { gather, say, downloads, batches, published } = setUp();
    const id = gather(['a', 'b', 'c']);
    say('a', 'completed');
    expect(batches.setCollects(id, true)).toBe(true);
    expect(published()).toMatchObject([{ collects: true }]);
    expect(downloads).toEqual(['a']);
    batches.setCollects(id, false);
    say('b', 'completed');
    expect(downloads).toEqual(['a']);
    expect(batches.setCollects('other', true)).toBe(false);
  });

  it('takes in what was completed when it was given', () => {
    const { add, gather, say, downloads } = setUp();
    add(['a']);
    say('a', 'completed');
    gather(['a', 'b'], 'jobs.csv', true);
    expect(downloads).toEqual(['a']);
  });

  it('leaves to the person what was cancelled or has failed', () => {
    const { gather, say, setPhase, downloads, batches } = setUp();
    const id = gather(['a', 'b'], 'jobs.csv', true);
    setPhase('a', 'cancelled');
    setPhase('b', 'failed');
    say('a', 'completed');
    say('b', 'completed');
    batches.setCollects(id, true);
    expect(downloads).toEqual([]);
  });

  it('waits for a key', () => {
    const { gather, say, downloads, batches, state } = setUp();
    state.hasKey = false;
    gather(['a', 'b'], 'jobs.csv', true);
    say('a', 'completed');
    expect(downloads).toEqual([]);
    state.hasKey = true;
    batches.collectWanted();
    expect(downloads).toEqual(['a']);
  });

  it('starts nothing for what came by a link, whatever new batches are to do', () => {
    const { add, say, downloads, batches, state } = setUp();
    state.collects = true;
    add(['a', 'b']);
    say('a', 'completed');
    batches.gather(['a', 'b'], 'Link 12:00', 'link');
    say('b', 'completed');
    expect(downloads).toEqual([]);
    expect(batches.records()).toMatchObject([{ collects: false }]);
  });

  it('takes no job that a link names into a batch that collects', () => {
    const { gather, add, say, jobs, downloads, batches, batchesOf } = setUp();
    const collecting = gather(['a', 'b'], 'jobs.csv', true);
    jobs.remove(['b']);
    add(['b']);
    const { batch, isNew } = batches.gather(['a', 'b'], 'Link 12:00', 'link');
    say('b', 'completed');
    expect(isNew).toBe(true);
    expect(batchesOf('b')).toEqual([batch.id]);
    expect(batchesOf('a')).toEqual([collecting, batch.id]);
    expect(downloads).toEqual([]);
  });

  it('is for a link the batch that is there where every job of it belongs to it already', () => {
    const { gather, batches } = setUp();
    const id = gather(['a', 'b'], 'jobs.csv', true);
    expect(batches.gather(['b', 'a'], 'Link 12:00', 'link')).toMatchObject({ batch: { id }, isNew: false });
  });
});
