import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { jobs, rowOf, sessionOf, until } from '../../testing/core-harness.ts';
import { done, phaseOf, useHandlers } from '../../testing/handlers-harness.ts';
import type { Handlers } from '../answer-request.ts';
import { fileSource } from '../../../shared/source.ts';
import { snapshotOf } from '../../testing/snapshot-of.ts';

const setUp = useHandlers();

it('asks for an end once, as its details are opened, that only the account’s list has named', async () => {
  const { core, client, clock, handlers } = await setUp();
  client.asked.length = 0;
  await handlers.getJobDetail({ id: jobs.chair });
  await clock.advance(10_000);
  expect(client.asked).not.toContain(jobs.chair);

  core.jobs.update(jobs.chair, (watched) => ({ ...watched, record: { ...watched.record, owed: 'end' } }));
  await handlers.getJobDetail({ id: jobs.lamp });
  for (let time = 0; time < 3; time += 1) {
    await handlers.getJobDetail({ id: jobs.chair });
    await clock.advance(10_000);
  }
  expect(client.asked.filter((id) => id === jobs.chair)).toHaveLength(1);
});

describe('jobs that are removed', () => {
  it('are gone and not asked for, and come back as they were', async () => {
    const { core, client, clock, handlers } = await setUp();
    const before = rowOf(core, jobs.lamp);
    expect(await handlers.removeJobs({ ids: [jobs.lamp, jobs.chair] })).toEqual(done);
    expect(snapshotOf(core).rows.map(({ id }) => id)).toEqual([jobs.table]);
    await clock.advance(20_000);
    expect(client.asked).not.toContain(jobs.lamp);

    client.hold();
    expect(await handlers.restoreJobs({ ids: [jobs.lamp, jobs.chair, 'other'] })).toEqual(done);
    expect(rowOf(core, jobs.lamp)).toMatchObject({ status: 'running', order: before?.order });
    await clock.advance(0);
    expect(client.asked).toContain(jobs.lamp);
    expect(client.asked).not.toContain(jobs.chair);
  });

  it('are found among those removed recently, as long as they are not on the list', async () => {
    const { handlers } = await setUp();
    await handlers.removeJobs({ ids: [jobs.lamp, jobs.chair] });
    const found = async () => {
      const outcome = await handlers.getRemovedJobs(undefined);
      return outcome.ok && outcome.value.map(({ id, name }) => [id, name]);
    };
    expect(await found()).toEqual([
      [jobs.chair, 'chair.glb'],
      [jobs.lamp, null],
    ]);
    await handlers.restoreJobs({ ids: [jobs.chair] });
    expect(await found()).toEqual([[jobs.lamp, null]]);
  });

  it('take no answer any more that was on its way', async () => {
    const { core, client, clock, handlers } = await setUp();
    const goOn = client.hold();
    await clock.advance(3_000);
    expect(client.asked).toEqual([jobs.lamp]);
    await handlers.removeJobs({ ids: [jobs.lamp] });
    client.say(jobs.lamp, { status: 'failed' });
    goOn();
    await clock.advance(0);
    client.say(jobs.lamp, 'offline');
    await handlers.restoreJobs({ ids: [jobs.lamp] });
    expect(rowOf(core, jobs.lamp)).toMatchObject({ status: 'running' });
  });

  it('have their download ended, and go on with it when they come back', async () => {
    const { core, client, clock, handlers } = await setUp();
    client.service.answerWith({ bytes: 1_000, then: 'silence' });
    await handlers.startDownloads({ ids: [jobs.chair] });
    await client.service.until('silences');
    const reached = (total: number) =>
      until(() => {
        void clock.advance(250);
        return snapshotOf(core).downloads.total === total;
      });
    await reached(1);
    await handlers.removeJobs({ ids: [jobs.chair] });
    await reached(0);
    await handlers.restoreJobs({ ids: [jobs.chair] });
    await until(() => phaseOf(core, jobs.chair) === 'done');
    expect(client.service.calls.map(({ resume }) => resume?.offset ?? 0)).toEqual([0, 1_000]);
  });

  it.each([
    ['taken back', (handlers: Handlers) => handlers.restoreJobs({ ids: [jobs.chair] })],
    [
      'given again',
      (handlers: Handlers) =>
        handlers.addJobs({ texts: [{ text: jobs.chair, source: fileSource('pasted') }] }),
    ],
  ])('go on with a download that had not even stopped, when they are %s', async (_how, comeBack) => {
    const { core, client, handlers } = await setUp();
    client.service.answerWith({ bytes: 1_000, then: 'silence' });
    await handlers.startDownloads({ ids: [jobs.chair] });
    await client.service.until('silences');
    await handlers.removeJobs({ ids: [jobs.chair] });
    await comeBack(handlers);
    await until(() => phaseOf(core, jobs.chair) === 'done');
  });

  it('go on with a download that waited, when they are given again', async () => {
    const { core, handlers } = await setUp();
    await handlers.changeSettings({ downloadsPaused: true });
    await handlers.startDownloads({ ids: [jobs.chair] });
    await handlers.removeJobs({ ids: [jobs.chair] });
    await handlers.addJobs({ texts: [{ text: jobs.chair, source: fileSource('pasted') }] });
    expect(phaseOf(core, jobs.chair)).toBe('queued');
  });

  it('go on with no download when a link gives them again', async () => {
    const { core, handlers, clock } = await setUp();
    await handlers.changeSettings({ downloadsPaused: true });
    await handlers.startDownloads({ ids: [jobs.chair] });
    await handlers.removeJobs({ ids: [jobs.chair] });
    await core.addFromLink([jobs.chair]);
    await handlers.changeSettings({ downloadsPaused: false });
    await clock.advance(60_000);
    expect(phaseOf(core, jobs.chair)).toBe('cancelled');
  });

  it('are as they were when their removal is taken back after a link gave them again', async () => {
    const { core, handlers } = await setUp();
    const [batch] = snapshotOf(core).batches;
    const before = rowOf(core, jobs.chair);
    expect(before?.batches).toEqual([batch?.id]);
    await handlers.changeSettings({ downloadsPaused: true });
    await handlers.startDownloads({ ids: [jobs.chair] });
    await handlers.removeJobs({ ids: [jobs.chair] });
    await core.addFromLink([jobs.chair]);
    expect([phaseOf(core, jobs.chair), rowOf(core, jobs.chair)?.batches]).toEqual(['cancelled', []]);
    expect(await handlers.restoreJobs({ ids: [jobs.chair] })).toEqual(done);
    expect(phaseOf(core, jobs.chair)).toBe('queued');
    const { batches, order } = before ?? {};
    expect(rowOf(core, jobs.chair)).toMatchObject({ batches, order });
  });

  it('keep their note and tags when a list that was exported before is imported', async () => {
    const { core, handlers, answers, folder } = await setUp();
    answers.chosen = join(folder, 'list.json');
    await handlers.exportJobs({ ids: [jobs.lamp], format: 'json' });
    await handlers.setNote({ id: jobs.lamp, note: 'two hours of notes' });
    await handlers.changeTags({ ids: [jobs.lamp], add: ['keep'], remove: [] });
    await handlers.removeJobs({ ids: [jobs.lamp] });
    await handlers.importJobs(undefined);
    expect(rowOf(core, jobs.lamp)).toMatchObject({ note: 'two hours of notes', tags: ['keep'] });
  });

  it('bring back no download that had been cancelled before', async () => {
    const { core, client, handlers } = await setUp();
    client.service.answerWith({ bytes: 1_000, then: 'silence' });
    await handlers.startDownloads({ ids: [jobs.chair] });
    await client.service.until('silences');
    await handlers.cancelDownloads({ ids: [jobs.chair] });
    await until(() => core.jobs.get(jobs.chair)?.record.download?.phase === 'cancelled');
    await handlers.removeJobs({ ids: [jobs.chair] });
    await handlers.restoreJobs({ ids: [jobs.chair] });
    expect(phaseOf(core, jobs.chair)).toBe('cancelled');
  });
});

describe('asking now', () => {
  it('asks for the named jobs, finished ones as well', async () => {
    const { client, clock, handlers } = await setUp();
    expect(await handlers.checkJobs({ ids: [jobs.chair, 'other'] })).toEqual(done);
    await clock.advance(0);
    expect(client.asked).toEqual([jobs.chair]);
  });

  it('ends the wait for the connection', async () => {
    const { client, clock, handlers, core } = await setUp();
    client.state.failure = 'offline';
    await clock.advance(3_000);
    expect(sessionOf(core).connection.kind).toBe('offline');
    client.state.failure = null;
    expect(await handlers.tryAgain(undefined)).toEqual(done);
    await clock.advance(0);
    expect(sessionOf(core).connection.kind).toBe('online');
  });
});
