import { describe, expect, it } from 'vitest';
import type { AccountFacts } from '../../shared/account.ts';
import { isUnknownJob } from '../../shared/job/job-status.ts';
import { jobHandlers } from '../ipc/handlers/jobs.ts';
import { listIntervals } from '../account/job-listing.ts';
import { jobs, rowOf, sessionOf, useMachine } from '../testing/core-harness.ts';
import { snapshotOf } from '../testing/snapshot-of.ts';

const machine = useMachine();
const hour = 60 * 60_000;
const facts: AccountFacts = { email: null, username: null, plan: 'Studio', status: 'active', credits: 250 };
const many = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    id: `job${String(index).padStart(20, '0')}`,
    status: 'queued',
  }));

/** A failed job with every field that the API documents. */
const failedJob = {
  status: 'failed',
  error: 'Mesh is not watertight.',
  ...Object.fromEntries(
    [
      ...['stage', 'progress', 'filename', 'file_size_bytes', 'timing', 'job_type', 'credits_charged'],
      ...['parameters', 'report', 'input', 'preprocess', 'output', 'source_job', 'simulations'],
      ...['createdAt', 'updatedAt'],
    ].map((field) => [field, null]),
  ),
};

describe('the account’s jobs', () => {
  it('are found page by page, in the order of the service, and each once', async () => {
    const { start, client, clock } = machine();
    const listed = many(250);
    client.state.listed = listed;
    const core = await start();
    await clock.advance(3 * listIntervals.betweenPages);
    expect(client.pagesAsked.slice(0, 3)).toEqual([1, 2, 3]);
    const rows = snapshotOf(core).rows.toSorted((a, b) => b.order - a.order);
    expect(rows.map(({ id }) => id)).toEqual(listed.map(({ id }) => id));
  });

  it('that come in while pages are read are neither missed nor doubled', async () => {
    const { start, client, clock } = machine();
    const listed = many(150);
    client.state.listed = listed;
    const core = await start();
    client.state.listed = [{ id: jobs.chair, status: 'queued' }, ...listed];
    await clock.advance(3 * listIntervals.betweenPages);
    expect(snapshotOf(core).rows).toHaveLength(151);
    const top = snapshotOf(core).rows.toSorted((a, b) => b.order - a.order)[0];
    expect(top?.id).toBe(jobs.chair);
  });

  it('that were removed stay away in the next run', async () => {
    const { start, client, clock } = machine();
    client.state.listed = [{ id: jobs.chair, status: 'queued' }];
    const first = await start();
    await jobHandlers(first, { copyText: async () => {} }).removeJobs({ ids: [jobs.chair] });
    await first.close();
    const second = await start();
    await clock.advance(2 * listIntervals.news);
    expect(rowOf(second, jobs.chair)).toBeUndefined();
  });

  it('are not looked for where a person turned that off', async () => {
    const { start, client, createApp } = machine();
    client.state.listed = [{ id: jobs.chair, status: 'queued' }];
    const before = createApp();
    await before.start();
    before.preferences.change({ watchAccount: false });
    await before.close();
    const core = await start();
    expect(rowOf(core, jobs.chair)).toBeUndefined();
    expect(client.pagesAsked).toEqual([]);
  });

  it('never take the place of an answer: what is watched has to say itself that it ended', async () => {
    const { start, client, clock } = machine();
    client.say(jobs.chair, { status: 'running' });
    const core = await start();
    await core.addJobs(jobs.chair, 'pasted');
    await clock.advance(0);
    client.state.listed = [{ id: jobs.chair, status: 'completed' }];
    core.account.refresh();
    await clock.advance(0);
    expect(rowOf(core, jobs.chair)).toMatchObject({ status: 'running' });
  });

  it('say how jobs are that were just given, long before each was asked for', async () => {
    const { start, client, clock } = machine();
    const listed = many(1_000).map((job, index) => (index % 2 === 0 ? { ...job, status: 'running' } : job));
    client.state.listed = [];
    const core = await start();
    await clock.advance(1_000);
    client.hold();
    client.state.listed = listed;
    await core.addJobs(listed.map(({ id }) => id).join('\n'), 'jobs.txt');
    await clock.advance(10_000);
    const { rows } = snapshotOf(core);
    expect(rows.filter(({ status }) => status === 'running')).toHaveLength(500);
    expect(rows.filter(({ status }) => status === 'queued')).toHaveLength(500);
  });

  it('end the refusal of a job that was given before the service knew it, which is asked for at once', async () => {
    const { start, client, clock } = machine();
    client.state.listed = [];
    const core = await start();
    await core.addJobs(jobs.chair, 'pasted');
    await clock.advance(8 * 60_000);
    expect(rowOf(core, jobs.chair)?.failure).toMatchObject({ code: 'not-found' });
    client.state.listed = [{ id: jobs.chair, status: 'running' }];
    client.say(jobs.chair, { status: 'running' });
    const asked = client.asked.length;
    await clock.advance(listIntervals.news + 2_000);
    expect(rowOf(core, jobs.chair)).toMatchObject({ status: 'running', failure: null });
    expect(client.asked.length).toBeGreaterThan(asked);
    expect(rowOf(core, jobs.chair)?.fetchedAt).not.toBeNull();
  });

  it('that were just given, and are over by all that the list says, are asked for no more', async () => {
    const { start, client, clock } = machine();
    const whole = (id: string) => ({ ...failedJob, id });
    const listed = many(400).map(({ id }) => whole(id));
    client.state.listed = [];
    const core = await start();
    const goOn = client.hold();
    client.state.listed = listed;
    for (const { id } of listed) client.say(id, whole(id));
    await core.addJobs(listed.map(({ id }) => id).join('\n'), 'jobs.txt');
    await clock.advance(5_000);
    goOn();
    await clock.advance(120_000);
    const { rows } = snapshotOf(core);
    expect(rows.filter(({ status }) => status === 'failed')).toHaveLength(400);
    expect(client.asked.length).toBeLessThan(20);
  });

  it('are not gone through for a few that were given', async () => {
    const { start, client, clock } = machine();
    // Of those on their way, the list is read for their own sake.
    client.state.listed = many(250).map(({ id }) => ({ ...failedJob, id }));
    const core = await start();
    await clock.advance(5_000);
    const before = client.pagesAsked.length;
    await core.addJobs(jobs.chair, 'pasted');
    await clock.advance(5_000);
    expect(client.pagesAsked).toHaveLength(before);
  });

  it.each([
    ['leaves fields out', {}],
    ['says null in their place', { ...failedJob, error: null }],
  ])('that have ended are asked for singly where the list %s', async (_where, fields) => {
    const { start, client, clock } = machine();
    client.state.listed = [{ ...fields, id: jobs.chair, status: 'completed' }];
    client.say(jobs.chair, { status: 'completed', filename: 'chair.glb' });
    const core = await start();
    await clock.advance(0);
    expect(client.asked).toEqual([jobs.chair]);
    expect(rowOf(core, jobs.chair)).toMatchObject({ name: 'chair.glb' });
  });

  it('are asked for ever more rarely by a service without a list', async () => {
    const { start, client, clock } = machine();
    await start();
    await clock.advance(2 * hour);
    const before = client.pagesAsked.length;
    await clock.advance(hour);
    expect(client.pagesAsked.length - before).toBeLessThanOrEqual(7);
  });

  it.each([3, 150])(
    'and the account are there ten minutes after a start in the midst of %i minutes in which everything was refused',
    async (minutes) => {
      const { start, client, clock } = machine();
      const core = await start();
      await clock.advance(minutes * 60_000);
      Object.assign(client.state, { listed: many(3), account: facts });
      await clock.advance(11 * 60_000);
      expect(snapshotOf(core).rows).toHaveLength(3);
      expect(snapshotOf(core).account.facts).not.toBeNull();
    },
  );
});

describe('jobs that are refused when they are asked for alone, though the account’s list names them', () => {
  const minutes = 60_000;

  /** A batch of jobs that run, all refused but by the list once they were answered. */
  async function refusedSingly(count: number) {
    const app = machine();
    const listed = many(count).map((job) => ({ ...job, status: 'running', progress: 40 }));
    app.client.state.listed = listed;
    for (const job of listed) app.client.say(job.id, job);
    const core = await app.start();
    await core.addJobs(listed.map(({ id }) => id).join('\n'), 'jobs.txt');
    await app.clock.advance(minutes);
    for (const { id } of listed) app.client.say(id, 'forbidden');
    const rows = () => snapshotOf(core).rows;
    return {
      ...app,
      core,
      listed,
      rows,
      unknown: () =>
        rows()
          .filter(isUnknownJob)
          .map(({ id }) => id),
    };
  }

  it.each([12, 150])('are on their way as the list says, marked stale, and no news: %i', async (count) => {
    const { client, clock, listed, rows, unknown, notified } = await refusedSingly(count);
    for (let passed = 0; passed < 40; passed += 1) {
      await clock.advance(minutes);
      expect(unknown()).toEqual([]);
    }
    client.state.listed = listed.map((job) => ({ ...job, progress: 60 }));
    const [pages, asked] = [client.pagesAsked.length, client.asked.length];
    await clock.advance(5 * minutes);
    for (const row of rows())
      expect(row).toMatchObject({ status: 'running', progress: 60, failure: { code: 'forbidden' } });
    expect(notified).toEqual([]);
    expect(client.pagesAsked.length - pages).toBeLessThan(20);
    expect(client.asked.length - asked).toBeLessThanOrEqual(count);
  });

  it('are not unknown where the list is refused as well: that the balance is answered says nothing of jobs', async () => {
    const { client, clock, core, unknown } = await refusedSingly(12);
    client.state.account = facts;
    client.state.listed = null;
    core.account.refresh();
    await clock.advance(40 * minutes);
    expect(client.state.accountReads).toBeGreaterThan(30);
    expect(unknown()).toEqual([]);
  });

  it.each([
    ['after a restart', false],
    ['after a restart in which they are still refused', true],
  ])(
    'and ended by the word of the list are asked for until they are answered: %s',
    async (_when, isRefused) => {
      const { client, clock, core, listed, start } = await refusedSingly(1);
      const id = listed[0]?.id ?? '';
      await clock.advance(5 * minutes);
      client.state.listed = [{ id, status: 'completed' }];
      await clock.advance(2 * minutes);
      await core.close();
      const answer = { status: 'completed', output: { model: { url: 'https://assets.rigyd.com/a.usd' } } };
      if (!isRefused) client.say(id, answer);
      const second = await start();
      await clock.advance(hour);
      client.say(id, answer);
      await clock.advance(hour);
      expect(second.jobs.get(id)?.job?.output).not.toBeNull();
    },
  );

  it('are unknown once the list names them no more', async () => {
    const { client, clock, listed, unknown } = await refusedSingly(101);
    await clock.advance(10 * minutes);
    const gone = [listed[0], listed[100]].map((job) => job?.id);
    client.state.listed = listed.filter(({ id }) => !gone.includes(id));
    await clock.advance(70 * minutes);
    expect(unknown()).toEqual(gone);
  });

  it('have come to their end where the list says so, and their results are collected', async () => {
    const { client, clock, core, listed, rows, notified } = await refusedSingly(12);
    await clock.advance(minutes);
    const [batch] = core.batches.records();
    core.batches.setCollects(batch?.id ?? '', true);
    const whole = { ...failedJob, status: 'completed', error: null };
    // The list leaves fields out of the first one.
    client.state.listed = listed.map(({ id }, index) =>
      index === 0 ? { id, status: 'completed' } : { ...whole, id },
    );
    await clock.advance(minutes);
    expect(rows().map(({ status }) => status)).toEqual(listed.map(() => 'completed'));
    expect(notified.map(({ text }) => text).join()).toContain('12 completed');
    expect(rows().filter(({ download }) => download === null)).toEqual([]);
  });
});

describe('the balance', () => {
  it('is read every minute, and said once when it is low', async () => {
    const { start, client, clock } = machine();
    client.state.account = facts;
    const core = await start();
    expect(core.publisher.state.account.facts).toEqual(facts);
    expect(sessionOf(core).key).toMatchObject({ verdict: 'accepted' });
    client.state.account = { ...facts, credits: 10 };
    await clock.advance(60_000);
    expect(core.banners.has('credits-low')).toBe(true);
    core.banners.remove('credits-low');
    await clock.advance(60_000);
    expect(core.banners.has('credits-low')).toBe(false);
    client.state.account = { ...facts, credits: 11 };
    await clock.advance(60_000);
    client.state.account = { ...facts, credits: 9 };
    await clock.advance(60_000);
    expect(core.banners.has('credits-low')).toBe(true);
  });

  it.each(['unauthorized', 'forbidden'] as const)(
    'says nothing of the key where the service answers %s for it alone',
    async (code) => {
      const { start, client, clock } = machine();
      client.state.accountFailure = code;
      client.say(jobs.chair, { status: 'running' });
      const core = await start();
      await core.addJobs(jobs.chair, 'pasted');
      await clock.advance(60_000);
      expect(sessionOf(core).key).toMatchObject({ verdict: 'accepted' });
      expect(client.asked.length).toBeGreaterThan(10);
      expect(core.publisher.state.account.failure?.code).toBe(code);
    },
  );

  it('is not asked for with a key that the service refuses', async () => {
    const { start, client, clock } = machine();
    client.state.failure = 'unauthorized';
    const core = await start();
    expect(sessionOf(core).key).toMatchObject({ verdict: 'rejected' });
    const reads = client.state.accountReads;
    await clock.advance(60 * 60_000);
    expect(client.state.accountReads).toBe(reads);
  });
});
