import { describe, expect, it, vi } from 'vitest';
import { rowOf, useMachine } from '../testing/core-harness.ts';

const machine = useMachine();

/** Every field that the API documents for a job that has ended, so that nothing is left to be asked. */
const ended = {
  ...Object.fromEntries(
    [
      ...['stage', 'progress', 'filename', 'file_size_bytes', 'timing', 'job_type', 'credits_charged'],
      ...['parameters', 'report', 'input', 'preprocess', 'output', 'source_job', 'simulations'],
      ...['createdAt', 'updatedAt'],
    ].map((field) => [field, null]),
  ),
  status: 'failed',
  error: 'Mesh is not watertight.',
};

/** A service with so many jobs on their way, whose list says the same of each as the job itself. */
function serviceOf(count: number) {
  const { start, client, clock, notified } = machine();
  const startedAt = clock.now();
  const ids = Array.from({ length: count }, (_, index) => `job${String(index).padStart(20, '0')}`);
  const over = new Set<string>();
  /** Of which the list alone says that they are over. */
  const listedOver = new Set<string>();
  const say = (): void => {
    // In steps: what moves by less than a few points between two looks tells nothing of who knew it first.
    const progress = Math.min(95, 10 * Math.floor((clock.now() - startedAt) / 10_000));
    const jobOf = (id: string, isOver: boolean) =>
      isOver ? { id, ...ended } : { id, status: 'running', progress };
    for (const id of ids) client.say(id, jobOf(id, over.has(id)));
    client.state.listed = ids.map((id) => jobOf(id, over.has(id) || listedOver.has(id)));
  };
  /** Lets time pass, in which the jobs move on. */
  const pass = async (seconds: number): Promise<void> => {
    for (let half = 0; half < 2 * seconds; half += 1) {
      say();
      await clock.advance(500);
    }
  };
  say();
  return { start, client, clock, notified, ids, over, listedOver, pass };
}

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
