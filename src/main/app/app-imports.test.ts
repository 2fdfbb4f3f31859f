import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { jobs, rowOf, until, useMachine } from '../testing/core-harness.ts';
import { removeJobs } from '../jobs/watch-list.ts';
import { fileSource } from '../../shared/source.ts';

const machine = useMachine();
const all = Object.values(jobs);
const pass = async (seconds: number): Promise<void> => {
  for (let second = 0; second < seconds; second += 1) await machine().clock.advance(1_000);
};

/** A list that was exported while its jobs ran, long ago. */
const batch = { id: 'b1', name: 'Chairs', createdAt: 1_600_000_000_000, expected: 3 };
const exported = {
  source: fileSource('old.json'),
  text: JSON.stringify({
    format: 'rigyd-desk-jobs',
    version: 1,
    batches: [batch],
    jobs: all.map((id) => ({
      id,
      addedAt: batch.createdAt,
      raw: { id, status: 'running' },
      transitions: [{ status: 'running', at: batch.createdAt, after: null }],
      batches: [batch.name],
      batchIds: [batch.id],
    })),
  }),
};
const ended = { status: 'completed', timing: { completed_at: '2024-05-01T12:00:00Z' } };

it('what ended before a list was imported is no news, in a batch or alone, also after a restart', async () => {
  const { start, client, clock, notified } = machine();
  for (const id of all) client.say(id, 'offline');
  const alone = { ...exported, text: exported.text.replaceAll(batch.name, '') };
  for (const [folder, list] of Object.entries({ exported, alone })) {
    const storeFolder = `${machine().folder}/${folder}`;
    const before = await start({ storeFolder });
    await before.addInputs([list]);
    expect(rowOf(before, jobs.chair)).toMatchObject({ status: 'running', fetchedAt: null });
    await before.close();
    for (const id of all) client.say(id, ended);
    const core = await start({ storeFolder });
    await pass(200);
    expect(rowOf(core, jobs.chair)).toMatchObject({ status: 'completed' });
    expect(core.notifications.log.unread).toBe(0);
    await core.close();
  }
  await clock.advance(0);
  expect(notified).toEqual([]);
});

it('a batch is not told again because a list brings back a job of it that ended meanwhile', async () => {
  const { start, client, notified } = machine();
  for (const id of all) client.say(id, { status: 'running' });
  const core = await start();
  await core.addInputs([exported]);
  await pass(10);
  await removeJobs(core, [jobs.table]);
  for (const id of all) client.say(id, { status: 'completed' });
  await pass(60);
  await until(() => notified.length > 0);
  client.say(jobs.table, ended);
  await core.addInputs([exported]);
  await pass(200);
  expect(rowOf(core, jobs.table)).toMatchObject({ status: 'completed' });
  expect(notified.map(({ title, text }) => `${title}: ${text}`)).toEqual(['Chairs: 2 completed.']);
});

it('the end of an imported job is news where the service said since that it was on its way', async () => {
  const { start, client, notified } = machine();
  for (const id of all) client.say(id, ended);
  client.say(jobs.chair, { status: 'running' });
  const core = await start();
  await core.addInputs([exported]);
  await pass(30);
  client.say(jobs.chair, { status: 'failed' });
  await pass(30);
  await until(() => notified.length > 0);
  expect(notified.map(({ title, text }) => [title, text])).toEqual([['Chairs', '2 completed, 1 failed.']]);
});

it('what a damaged database lost is no news when it is asked for anew', async () => {
  const { start, client, notified, storeFolder } = machine();
  for (const id of all) client.say(id, { status: 'running' });
  const before = await start();
  await before.addJobs(all.join('\n'), 'pasted');
  await pass(10);
  const endedSince = new Date(machine().clock.now()).toISOString();
  for (const id of all) client.say(id, { status: 'completed', timing: { completed_at: endedSince } });
  await before.close();
  await rm(join(storeFolder, 'jobs'), { recursive: true });
  const core = await start();
  await pass(200);
  expect(rowOf(core, jobs.chair)).toMatchObject({ status: 'completed' });
  expect(core.notifications.log.unread).toBe(0);
  expect(notified).toEqual([]);
});

it('a job that ended between being added and its first answer is told of', async () => {
  const { start, client, notified } = machine();
  for (const id of all) client.say(id, 'not-found');
  const core = await start();
  await core.addJobs(all.join('\n'), 'pasted');
  await pass(5);
  const now = new Date(machine().clock.now()).toISOString();
  for (const id of all) client.say(id, { status: 'completed', timing: { completed_at: now } });
  await pass(60);
  await until(() => notified.length > 0);
  expect(notified.map(({ text }) => text)).toEqual(['3 completed.']);
});

it('of a list that is imported again and again, where its batch collects, the end of each job is told once', async () => {
  const { start, client, notified } = machine();
  for (const id of all) client.say(id, { status: 'running' });
  const core = await start();
  await core.addInputs([exported]);
  await pass(10);
  core.batches.setCollects(batch.id, true);
  await removeJobs(core, [jobs.table]);
  for (let again = 0; again < 3; again += 1) await core.addInputs([exported]);
  await pass(30);
  expect(rowOf(core, jobs.table)).toMatchObject({ status: 'running' });
  for (const id of all) client.say(id, { status: 'failed' });
  await pass(120);
  await until(() => notified.length > 1);
  expect(notified.map(({ title, text }) => `${title}: ${text}`).sort()).toEqual([
    'Chairs (2): 0 completed, 1 failed.',
    'Chairs: 0 completed, 2 failed.',
  ]);
});
