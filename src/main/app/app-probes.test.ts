import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { jobs, rowOf, useMachine } from '../testing/core-harness.ts';

const machine = useMachine();
const minutes = 60_000;

/** Numbers in [0, 1) that are the same in each run, so that jobs do not march in step. */
function numbers(): () => number {
  let last = 7;
  return () => (last = (last * 16_807) % 2_147_483_647) / 2_147_483_647;
}

it.each([4, 30])(
  'results and new jobs of the list do not wait for jobs of which each question fails: %i',
  async (count) => {
    const { start, client, clock } = machine();
    const failing = Array.from({ length: count }, (_, index) => `job${String(index).padStart(20, '0')}`);
    const running = failing.map((id) => ({ id, status: 'running' }));
    client.state.listed = running;
    for (const job of running) client.say(job.id, job);
    client.say(jobs.chair, { status: 'completed' });
    const core = await start({ random: numbers() });
    await core.addJobs([jobs.chair, ...failing].join('\n'), 'jobs.txt');
    await clock.advance(minutes);
    for (const id of failing) client.say(id, 'service-down');
    await clock.advance(10 * minutes);

    core.downloads.start(jobs.chair, 'usd');
    client.say(jobs.lamp, { status: 'completed' });
    client.state.listed = [{ id: jobs.lamp, status: 'completed' }, ...running];
    const asked = client.asked.length;
    for (let passed = 0; passed < 10 * minutes; passed += 1_000) {
      await clock.advance(1_000);
      for (let turn = 0; turn < 10; turn += 1) await nextTurn();
    }
    expect(rowOf(core, jobs.chair)?.download?.phase).toBe('done');
    expect(rowOf(core, jobs.lamp)).toMatchObject({ status: 'completed', failure: null });
    expect(rowOf(core, jobs.lamp)?.fetchedAt).not.toBeNull();
    // Each of them once a minute, as any job that fails alone.
    expect(client.asked.length - asked).toBeLessThan(12 * count + 10);
  },
);

it.each(['retryNow', 'tryAgain'] as const)(
  'a person who does not want to wait wakes a download that waits for its next try: %s',
  async (how) => {
    const { start, client, clock } = machine();
    client.say(jobs.chair, { status: 'completed' });
    const core = await start();
    await core.addJobs(jobs.chair, 'pasted');
    await clock.advance(0);
    client.service.answerWith({ failure: 'not-completed' });
    core.downloads.start(jobs.chair, 'usd');
    await vi.waitUntil(() => (core.jobs.get(jobs.chair)?.record.download?.retryAt ?? null) !== null, {
      timeout: 5_000,
    });
    await core[how]();
    await vi.waitUntil(() => core.jobs.get(jobs.chair)?.record.download?.phase === 'done', {
      timeout: 5_000,
    });
    expect(client.service.calls).toHaveLength(2);
  },
);
