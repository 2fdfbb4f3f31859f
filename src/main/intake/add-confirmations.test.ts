import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { AddConfirmation } from '../../shared/intake.ts';
import { followLink } from '../shell/deep-link.ts';
import { until, useMachine } from '../testing/core-harness.ts';
import { AddConfirmations, maxUnconfirmed } from './add-confirmations.ts';
import { fileSource } from '../../shared/source.ts';
import { snapshotOf } from '../testing/snapshot-of.ts';

const machine = useMachine();
const list = (count: number): string =>
  Array.from({ length: count }, (_, index) => `j${index.toString(36).padStart(23, '0')}`).join('\n');

async function setUp() {
  const { start, pushed, clock } = machine();
  const core = await start();
  const asked = () => core.publisher.state.addConfirmation;
  const answer = async (isConfirmed: boolean): Promise<AddConfirmation | null> => {
    await until(() => asked() !== null);
    const confirmation = asked();
    core.addConfirmations.answer(confirmation?.number ?? 0, isConfirmed);
    return confirmation;
  };
  return { core, pushed, clock, asked, answer, rows: () => snapshotOf(core).rows };
}

describe('before many jobs are added', () => {
  it('the person is asked, and after a no nothing is', async () => {
    const { core, answer, asked, rows } = await setUp();
    const adding = core.addJobs(list(maxUnconfirmed + 1), 'jobs.txt');
    expect(await answer(false)).toMatchObject({
      by: 'person',
      jobs: maxUnconfirmed + 1,
      source: fileSource('jobs.txt'),
    });
    expect(await adding).toMatchObject({ added: [], batch: null, declined: maxUnconfirmed + 1 });
    expect(asked()).toBeNull();
    expect(rows()).toEqual([]);
    expect(core.batches.records()).toEqual([]);
  });

  it('the person is not asked about a few, nor about those that are in the list already', async () => {
    const { core, asked, rows } = await setUp();
    await core.addJobs(list(maxUnconfirmed), 'jobs.txt');
    await core.addJobs(list(maxUnconfirmed + 10), 'jobs.txt');
    expect(asked()).toBeNull();
    expect(rows()).toHaveLength(maxUnconfirmed + 10);
  });

  it('of an exported list the person is asked as well', async () => {
    const { core, answer, rows } = await setUp();
    const jobs = list(maxUnconfirmed + 1).split('\n');
    const entries = jobs.map((id) => ({ id }));
    const adding = core.addJobs(
      JSON.stringify({ format: 'rigyd-desk-jobs', version: 1, batches: [], jobs: entries }),
      'jobs.json',
    );
    expect(await answer(true)).toMatchObject({ jobs: maxUnconfirmed + 1, source: fileSource('jobs.json') });
    expect((await adding).added).toHaveLength(maxUnconfirmed + 1);
    expect(
      rows()
        .toSorted((a, b) => b.order - a.order)
        .map(({ id }) => id),
    ).toEqual(jobs);
  });

  it('after a yes the first stays on top and all are one batch, although they are added in slices', async () => {
    const { core, answer, rows } = await setUp();
    const adding = core.addJobs(list(maxUnconfirmed + 1), 'jobs.txt');
    await answer(true);
    const { batch } = await adding;
    const inOrder = rows().toSorted((a, b) => b.order - a.order);
    expect(inOrder.map(({ id }) => id).join('\n')).toBe(list(maxUnconfirmed + 1));
    expect(inOrder.every(({ batches }) => batches[0] === batch?.id)).toBe(true);
  });

  it('of a link the person is asked above 20', async () => {
    const { core, pushed, clock, answer, asked, rows } = await setUp();
    const link = (count: number): string => `rigyd-desk://watch?ids=${list(count).replaceAll('\n', ',')}`;
    await followLink(link(20), core);
    expect(asked()).toBeNull();
    const following = followLink(link(60), core);
    await clock.advance(1_000);
    expect(await answer(false)).toMatchObject({ by: 'link', jobs: 40, source: { kind: 'link' } });
    await following;
    expect(rows()).toHaveLength(20);
    expect(pushed.findLast(({ name }) => name === 'jobsAdded')?.payload).toMatchObject({ declined: 40 });
  });

  it('nothing more is added once the app ends', async () => {
    const { core, answer, rows } = await setUp();
    const adding = core.addJobs(list(maxUnconfirmed + 1), 'jobs.txt');
    await answer(true);
    await until(() => rows().length > 0);
    const closing = core.close();
    await expect(adding).rejects.toThrow('aborted');
    await closing;
    expect(rows().length).toBeLessThan(maxUnconfirmed);
  });
});

describe('confirmations', () => {
  function ask() {
    const shown: (number | undefined)[] = [];
    const ending = new AbortController();
    const confirmations = new AddConfirmations(
      (confirmation) => shown.push(confirmation?.jobs),
      ending.signal,
    );
    const answers: boolean[] = [];
    const asked: Promise<boolean>[] = [];
    for (const jobs of [6_000, 7_000])
      asked.push(confirmations.request({ by: 'person', jobs, leftOut: 0, source: fileSource('jobs.txt') }));
    for (const one of asked) one.then((answer) => answers.push(answer)).catch(() => undefined);
    return { confirmations, shown, answers, asked, ending };
  }

  it('are shown one after the other', async () => {
    const { confirmations, shown, answers } = ask();
    expect(shown).toEqual([6_000]);
    confirmations.answer(1, true);
    confirmations.answer(2, false);
    await Promise.resolve();
    expect(shown).toEqual([6_000, 7_000, undefined]);
    expect(answers).toEqual([true, false]);
  });

  it('leave nothing behind once they are answered', () => {
    const { confirmations, ending } = ask();
    expect(getEventListeners(ending.signal, 'abort')).toHaveLength(2);
    confirmations.answer(1, true);
    confirmations.answer(2, false);
    expect(getEventListeners(ending.signal, 'abort')).toEqual([]);
  });

  it('end with the app, without an answer', async () => {
    const { asked, ending } = ask();
    ending.abort();
    for (const one of asked) await expect(one).rejects.toThrow('aborted');
  });

  it('take one answer each: a second click does not answer the next', () => {
    const { confirmations, shown } = ask();
    confirmations.answer(1, true);
    confirmations.answer(1, true);
    expect(shown).toEqual([6_000, 7_000]);
  });
});
