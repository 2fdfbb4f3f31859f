import { describe, expect, it } from 'vitest';
import type { AccountFacts } from '../shared/account.ts';
import { jobHandlers } from './ipc/handlers/jobs.ts';
import { listIntervals } from './account/job-listing.ts';
import { jobs, rowOf, sessionOf, useMachine } from './testing/desk-harness.ts';

const machine = useMachine();
const facts: AccountFacts = { email: null, username: null, plan: 'Studio', status: 'active', credits: 250 };
const many = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    id: `job${String(index).padStart(20, '0')}`,
    status: 'queued',
  }));

describe('the account’s jobs', () => {
  it('are found page by page, in the order of the service, and each once', async () => {
    const { start, client, clock } = machine();
    const listed = many(250);
    client.state.listed = listed;
    const desk = await start();
    await clock.advance(3 * listIntervals.pause);
    expect(client.pagesAsked.slice(0, 3)).toEqual([1, 2, 3]);
    const rows = desk.publisher.snapshot().rows.toSorted((a, b) => b.order - a.order);
    expect(rows.map(({ id }) => id)).toEqual(listed.map(({ id }) => id));
  });

  it('that come in while pages are read are neither missed nor doubled', async () => {
    const { start, client, clock } = machine();
    const listed = many(150);
    client.state.listed = listed;
    const desk = await start();
    client.state.listed = [{ id: jobs.chair, status: 'queued' }, ...listed];
    await clock.advance(3 * listIntervals.pause);
    expect(desk.publisher.snapshot().rows).toHaveLength(151);
    const top = desk.publisher.snapshot().rows.toSorted((a, b) => b.order - a.order)[0];
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
    const { start, client, createDesk } = machine();
    client.state.listed = [{ id: jobs.chair, status: 'queued' }];
    const before = createDesk();
    await before.start();
    before.preferences.change({ watchAccount: false });
    await before.close();
    const desk = await start();
    expect(rowOf(desk, jobs.chair)).toBeUndefined();
    expect(client.pagesAsked).toEqual([]);
  });

  it('never take the place of an answer: what is watched has to say itself that it ended', async () => {
    const { start, client, clock } = machine();
    client.say(jobs.chair, { status: 'running' });
    const desk = await start();
    await desk.addJobs(jobs.chair, 'pasted');
    await clock.advance(0);
    client.state.listed = [{ id: jobs.chair, status: 'completed' }];
    desk.account.refresh();
    await clock.advance(0);
    expect(rowOf(desk, jobs.chair)).toMatchObject({ status: 'running' });
  });

  it('are asked for again only after an hour by a service without a list', async () => {
    const { start, client, clock } = machine();
    await start();
    await clock.advance(listIntervals.unavailable - 1);
    expect(client.pagesAsked).toEqual([1]);
    await clock.advance(1);
    expect(client.pagesAsked).toEqual([1, 1]);
  });
});

describe('the balance', () => {
  it('is read every minute, and said once when it is low', async () => {
    const { start, client, clock } = machine();
    client.state.account = facts;
    const desk = await start();
    expect(desk.publisher.state.account.facts).toEqual(facts);
    expect(sessionOf(desk).key).toMatchObject({ verdict: 'accepted' });
    client.state.account = { ...facts, credits: 10 };
    await clock.advance(60_000);
    expect(desk.notices.has('credits-low')).toBe(true);
    desk.notices.remove('credits-low');
    await clock.advance(60_000);
    expect(desk.notices.has('credits-low')).toBe(false);
    client.state.account = { ...facts, credits: 11 };
    await clock.advance(60_000);
    client.state.account = { ...facts, credits: 9 };
    await clock.advance(60_000);
    expect(desk.notices.has('credits-low')).toBe(true);
  });

  it('is not asked for with a key that the service refuses', async () => {
    const { start, client, clock } = machine();
    client.state.failure = 'unauthorized';
    const desk = await start();
    expect(sessionOf(desk).key).toMatchObject({ verdict: 'rejected' });
    const reads = client.state.accountReads;
    await clock.advance(60 * 60_000);
    expect(client.state.accountReads).toBe(reads);
  });
});
