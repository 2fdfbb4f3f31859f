import { describe, expect, it, vi } from 'vitest';
import { rowOf, useMachine } from '../testing/core-harness.ts';
import { listedService } from '../testing/listed-service.ts';

const machine = useMachine();

const serviceOf = (count: number) => listedService(machine(), count);

describe('an account’s list that proves as fresh as the jobs themselves', () => {
  it('takes the place of nearly all requests for them, also in the next run', async () => {
    const { start, client, ids, pass } = serviceOf(60);
    const askedIn = async (seconds: number): Promise<number> => {
      const before = client.asked.length;
      await pass(seconds);
      return client.asked.length - before;
    };
    const core = await start();
    expect(await askedIn(60)).toBeGreaterThan(100);
    const pages = client.pagesAsked.length;
    expect(await askedIn(20)).toBeLessThan(ids.length / 5);
    expect(client.pagesAsked.length - pages).toBeGreaterThan(5);
    await core.close();
    await start();
    expect(await askedIn(20)).toBeLessThan(ids.length / 5);
  });

  it('does so in smaller pages where the service refuses large ones, also in the next run', async () => {
    const { start, client, ids, over, pass } = serviceOf(60);
    client.state.maxPageSize = 25;
    const core = await start();
    await pass(60);
    client.pagesAsked.length = 0;
    const asked = client.asked.length;
    await pass(20);
    expect(client.asked.length - asked).toBeLessThan(ids.length / 5);
    expect(new Set(client.pagesAsked)).toEqual(new Set([1, 2, 3]));
    await core.close();
    const next = await start();
    await pass(2);
    const last = ids.at(-1) ?? '';
    over.add(last);
    // No answer for the job itself can tell.
    client.hold();
    await pass(6);
    expect(rowOf(next, last)).toMatchObject({ status: 'failed' });
  });

  it('brings the end of a job, which is news like any other', async () => {
    const { start, client, notified, ids, over, pass } = serviceOf(60);
    const core = await start();
    await pass(60);
    const [first = ''] = ids;
    over.add(first);
    // No answer for the job itself can tell.
    client.hold();
    await pass(6);
    expect(rowOf(core, first)).toMatchObject({ status: 'failed', error: 'Mesh is not watertight.' });
    // News is said once it is on the disk, which is a real one and knows nothing of the virtual clock.
    await vi.waitFor(() => expect(notified).toMatchObject([{ target: { kind: 'job', id: first } }]), 10_000);
  });

  it('waits for an answer that is on its way, which would take the end back', async () => {
    const { start, client, clock, ids, over, listedOver, pass } = serviceOf(60);
    const core = await start();
    await pass(60);
    const [first = ''] = ids;
    const release = client.hold();
    core.poller.pollNow([first]);
    await pass(0.5);
    listedOver.add(first);
    await pass(6);
    release();
    await clock.advance(0);
    over.add(first);
    await pass(10);
    const statuses = core.jobs.get(first)?.record.transitions.map(({ status }) => status);
    expect(statuses).toEqual(['running', 'failed']);
  });

  it('is not believed for long where it names ends that are none', async () => {
    const { start, ids, listedOver, pass } = serviceOf(60);
    const core = await start();
    await pass(60);
    const statusesOf = (some: readonly string[]) => new Set(some.map((id) => rowOf(core, id)?.status));
    for (const id of ids.slice(0, 30)) listedOver.add(id);
    await pass(20);
    expect(statusesOf(ids)).toEqual(new Set(['running']));
    for (const id of ids.slice(30)) listedOver.add(id);
    await pass(20);
    expect(statusesOf(ids)).toEqual(new Set(['running']));
  });
});
