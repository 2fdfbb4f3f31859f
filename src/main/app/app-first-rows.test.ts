import { ClassicLevel } from 'classic-level';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createHandlers } from '../ipc/handlers.ts';
import type { Desktop } from '../ipc/desktop.ts';
import { jobKey } from '../jobs/row-keys.ts';
import { fromText } from '../../shared/packed-rows.ts';
import { rowOf, useMachine, type TestApp } from '../testing/core-harness.ts';

const machine = useMachine();
const ids = Array.from({ length: 500 }, (_, at) => `job${String(at).padStart(21, '0')}`);

const handlersOf = (core: TestApp) => createHandlers(core, {} as Desktop);
const databaseFolder = (): string => join(machine().storeFolder, 'jobs');

/** An app that left 500 jobs on disk; the first is the newest. */
async function leaveJobs(change: (core: TestApp) => Promise<unknown> = async () => {}): Promise<void> {
  const core = await machine().start({ environmentKey: undefined });
  await core.addJobs(ids.join('\n'), 'pasted');
  await change(core);
  await core.close();
}

async function shownFirst(core: TestApp) {
  const snapshot = await handlersOf(core).getSnapshot(undefined as never);
  if (!snapshot.ok) throw new Error(snapshot.failure.code);
  const { rows, loaded } = fromText(snapshot.value);
  return { shown: rows.map(([id]) => id), loaded };
}

it('shows the newest rows before it has read the others, and then all', async () => {
  await leaveJobs();
  const core = machine().createApp();
  const started = core.start();
  expect(await shownFirst(core)).toEqual({ shown: ids.slice(0, 200), loaded: false });
  await started;
  expect(core.jobs.size).toBe(ids.length);
  expect(core.publisher.state.loaded).toBe(true);
});

it('has the settings with them, so that the window has its theme at once', async () => {
  await leaveJobs(async (core) => {
    core.preferences.change({ theme: 'dark' });
    await core.flush();
  });
  const core = machine().createApp();
  const started = core.start();
  await core.reading.first;
  expect(core.publisher.state).toMatchObject({ loaded: false, settings: { theme: 'dark' } });
  await started;
});

it('makes no change to them before all is read, and loses none that was given', async () => {
  await leaveJobs();
  const core = machine().createApp();
  const started = core.start();
  await core.reading.first;
  const [first = ''] = ids;
  const noted = handlersOf(core).setNote({ id: first, note: 'mine' });
  expect(rowOf(core, first)?.note).toBeNull();
  await Promise.all([started, noted]);
  expect(rowOf(core, first)?.note).toBe('mine');
  expect(core.jobs.size).toBe(ids.length);
});

it('leaves out a row that is damaged, and goes on as with any damage', async () => {
  await leaveJobs();
  const level = new ClassicLevel(databaseFolder());
  await level.put(jobKey(ids[1] ?? ''), 'damaged');
  await level.close();
  const core = machine().createApp();
  const started = core.start();
  const { shown } = await shownFirst(core);
  expect(shown).toEqual([ids[0], ...ids.slice(2, 200)]);
  await started;
  expect(core.jobs.size).toBe(ids.length);
  expect(core.publisher.state.banners).toMatchObject([{ kind: 'database-damaged' }]);
});

it('waits for everything where the list does not say which are the newest', async () => {
  const core = machine().createApp();
  const started = core.start();
  expect(await shownFirst(core)).toEqual({ shown: [], loaded: true });
  await started;
});

it('keeps the rows fresh that the window told of before all was read', async () => {
  const { start, createApp, client, clock } = machine();
  const seen = ids.slice(0, 10);
  const at = (msAgo: number): string => new Date(clock.now() - msAgo).toISOString();
  // By what is known of these, the others will wait for minutes: only a look is a reason to ask sooner.
  const waited = { queued_at: at(900_000), started_at: at(300_000), completed_at: at(100_000) };
  for (const id of ids) client.say(id, { status: 'completed', createdAt: at(900_000), timing: waited });
  const waiting = { queued_at: at(0), started_at: null, completed_at: null };
  for (const id of seen) client.say(id, { status: 'queued', createdAt: at(0), timing: waiting });
  const first = await start();
  await first.addJobs(ids.join('\n'), 'pasted');
  await clock.advance(60_000);
  await first.close();
  const core = createApp();
  const started = core.start();
  await core.reading.first;
  expect(core.poller.active.size).toBe(0);
  void handlersOf(core).noteInView({ ids: seen });
  await started;
  await core.openKeys();
  for (let times = 0; times < 6; times += 1) {
    client.asked.length = 0;
    await clock.advance(5_000);
    expect(client.asked).toEqual(expect.arrayContaining(seen));
  }
});
