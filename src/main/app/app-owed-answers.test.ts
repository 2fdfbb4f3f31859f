import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../shared/errors.ts';
import { parseJob } from '../../shared/job/job.ts';
import { rowOf, useMachine, type TestApp } from '../testing/core-harness.ts';
import { ended, listedService, noField } from '../testing/listed-service.ts';

const machine = useMachine();
const serviceOf = (count: number, listed = count) => listedService(machine(), count, listed);

const rawOf = (core: TestApp, id: string): object => Object(core.jobs.get(id)?.record.raw);
const onItsWay = (id: string) => {
  const raw = { id, status: 'running' };
  const parsed = parseJob(raw);
  if (parsed === null) throw new Error('That is no job.');
  return { ...parsed, raw };
};
const statusesOf = (core: TestApp, ids: readonly string[]) =>
  new Set(ids.map((id) => rowOf(core, id)?.status));

/** Lets a run end in which the list has told that these jobs have failed, and no request for one was answered. */
async function endUnanswered(
  core: TestApp,
  ends: readonly string[],
  { client, pass }: ReturnType<typeof listedService>,
): Promise<void> {
  client.hold();
  await pass(6);
  expect(statusesOf(core, ends)).toEqual(new Set(['failed']));
  const closing = core.close();
  client.state.hold = null;
  await closing;
}

/** Lets the list tell that the first job has failed, while the request for it fails. */
async function endFailing(
  { start, ids, over, failing, pass }: ReturnType<typeof listedService>,
  code: ErrorCode,
): Promise<{ core: TestApp; first: string }> {
  const core = await start();
  await pass(60);
  const [first = ''] = ids;
  over.add(first);
  failing.set(first, code);
  await pass(6);
  return { core, first };
}

describe('ends of which a fresh list leaves out fields', () => {
  it('are asked for also after a restart, until each has answered once', async () => {
    const service = serviceOf(60);
    const { start, client, ids, over, says, pass } = service;
    says.endInList = { status: 'failed' };
    const core = await start();
    await pass(60);
    const ends = ids.slice(0, 40);
    for (const id of ends) over.add(id);
    await endUnanswered(core, ends, service);

    const next = await start();
    await pass(60);
    expect(ends.filter((id) => !('output' in rawOf(next, id)))).toEqual([]);
    client.asked.length = 0;
    await pass(60);
    expect(client.asked.filter((id) => over.has(id))).toEqual([]);
  });

  it('are asked for at once when their details are opened or their rows are in view', async () => {
    const { start, ids, over, says, pass } = serviceOf(200);
    says.endInList = { status: 'failed' };
    const core = await start();
    await pass(60);
    for (const id of ids.slice(0, 150)) over.add(id);
    await pass(5);
    const [opened = '', seen = ''] = ids
      .slice(0, 150)
      .filter((id) => !('output' in rawOf(core, id)))
      .reverse();
    core.poller.noteOpened(opened);
    core.poller.noteInView([seen]);
    await pass(1);
    expect(rawOf(core, opened)).toHaveProperty('output');
    expect(rawOf(core, seen)).toHaveProperty('output');
  });
});

describe('jobs on their way of which a fresh list leaves out fields', () => {
  it('are each asked for once, in no hurry, and at once where somebody looks', async () => {
    const { start, client, ids, over, says, pass } = serviceOf(500, 60);
    says.more = { filename: 'chair.glb' };
    says.endInList = { status: 'failed' };
    const core = await start();
    await pass(60);
    says.listed = 500;
    client.asked.length = 0;
    await core.addJobs(ids.slice(60).join(' '), 'pasted');
    await pass(5);
    const lacking = (): string[] => ids.filter((id) => core.jobs.get(id)?.job?.filename !== 'chair.glb');
    const [opened = '', seen = ''] = lacking().reverse();
    core.poller.noteOpened(opened);
    core.poller.noteInView([seen]);
    await pass(1);
    expect(lacking()).not.toContain(opened);
    expect(lacking()).not.toContain(seen);
    core.poller.noteInView([]);

    expect(lacking().length).toBeGreaterThan(200);
    await pass(100);
    expect(lacking()).toEqual([]);
    // And one every few seconds that is compared with the list.
    expect(client.asked.length).toBeLessThan(500 + 50);
    client.asked.length = 0;
    for (const id of ids) over.add(id);
    await pass(9);
    expect(client.asked.length).toBeLessThan(70);
    await pass(100);
    expect(new Set(client.asked).size).toBe(500);
    expect(client.asked.length).toBeLessThan(500 + 50);
  }, 60_000);
});

it('jobs on their way leave the line once a fresh list tells what it had left out, and get another place at their end', async () => {
  const { start, client, ids, over, says, pass } = serviceOf(500, 60);
  const core = await start();
  await pass(60);
  says.listed = 500;
  await core.addJobs(ids.slice(60).join(' '), 'pasted');
  await pass(10);
  says.inList = noField;
  client.asked.length = 0;
  await pass(100);
  // One every few seconds that is compared with the list.
  expect(client.asked.length).toBeLessThan(50);
  says.endInList = { status: 'failed' };
  for (const id of ids) over.add(id);
  client.asked.length = 0;
  await pass(9);
  expect(client.asked.length).toBeLessThan(70);
}, 60_000);

describe('an end that a fresh list alone has named', () => {
  it.each(['service-down', 'rate-limited', 'timeout'] as const)(
    'is asked for again where that failed with %s, and does not stand where it is none',
    async (code) => {
      const { start, ids, listedOver, failing, pass } = serviceOf(60);
      const core = await start();
      await pass(60);
      const ends = ids.slice(0, 20);
      for (const id of ends) {
        listedOver.add(id);
        failing.set(id, code);
      }
      await pass(4);
      expect(statusesOf(core, ends)).toContain('failed');
      failing.clear();
      await pass(120);
      expect(statusesOf(core, ends)).toEqual(new Set(['running']));
      expect(ends.filter((id) => rowOf(core, id)?.failure !== null)).toEqual([]);
    },
  );

  it('is as before once it is confirmed after a failure, and asked for no more', async () => {
    const service = serviceOf(60);
    const { client, failing, pass } = service;
    const { core, first } = await endFailing(service, 'service-down');
    expect(rowOf(core, first)?.failure).toMatchObject({ code: 'service-down' });
    failing.clear();
    await pass(60);
    expect(rowOf(core, first)).toMatchObject({ status: 'failed', failure: null });
    client.asked.length = 0;
    await pass(300);
    expect(client.asked).not.toContain(first);
  });

  it('is asked for after a restart where the request for it had failed', async () => {
    const service = serviceOf(60);
    const { start, failing, pass } = service;
    const { core, first } = await endFailing(service, 'service-down');
    await core.close();
    failing.clear();
    const next = await start();
    await pass(5);
    expect(rowOf(next, first)).toMatchObject({ status: 'failed', failure: null });
  });

  it('is asked for where the list takes it back, also after a restart', async () => {
    const service = serviceOf(60);
    const { start, ids, listedOver, pass } = service;
    const core = await start();
    await pass(60);
    const ends = ids.slice(0, 40);
    for (const id of ends) listedOver.add(id);
    await endUnanswered(core, ends, service);
    listedOver.clear();
    const next = await start();
    await pass(60);
    expect(statusesOf(next, ends)).toEqual(new Set(['running']));
  });

  it('is asked for in the next run where the list was found to lie and nothing was answered since', async () => {
    const { start, client, clock, ids, listedOver, pass } = serviceOf(60);
    const core = await start();
    await pass(60);
    const [answered, ends] = [ids.slice(0, 5), ids.slice(5, 40)];
    for (const id of ids.slice(0, 40)) listedOver.add(id);
    const release = client.hold();
    await pass(6);
    expect(statusesOf(core, ends)).toEqual(new Set(['failed']));
    const sent = { sentAt: clock.steady(), answeredAt: clock.steady() };
    for (const id of answered) core.account.noteSingle(id, onItsWay(id), sent);
    const closing = core.close();
    release();
    await closing;
    const next = await start();
    await pass(60);
    expect(statusesOf(next, ends)).toEqual(new Set(['running']));
  });

  it('is not refused for good where the request for it found no job: the list goes on naming it', async () => {
    const service = serviceOf(60);
    const { client, pass } = service;
    const { core, first } = await endFailing(service, 'not-found');
    expect(rowOf(core, first)?.failure).toMatchObject({ code: 'not-found' });
    await pass(40);
    expect(rowOf(core, first)).toMatchObject({ status: 'failed', failure: null });
    client.asked.length = 0;
    await pass(120);
    expect(client.asked).not.toContain(first);
  });

  it('keeps what an answer on its way had told where the list, which is null for it, ends a refusal', async () => {
    const service = serviceOf(60);
    service.says.more = { filename: 'chair.glb' };
    const { core, first } = await endFailing(service, 'not-found');
    await service.pass(40);
    expect(rowOf(core, first)).toMatchObject({ status: 'failed', failure: null, name: 'chair.glb' });
  });

  it('keeps what an answer had told where the service refused the job before, and is asked for where the list takes it back', async () => {
    const { start, ids, listedOver, failing, says, pass } = serviceOf(60);
    says.more = { filename: 'chair.glb' };
    const core = await start();
    await pass(60);
    const [first = ''] = ids;
    failing.set(first, 'forbidden');
    core.poller.pollNow([first]);
    await pass(1);
    listedOver.add(first);
    await pass(40);
    expect(rowOf(core, first)).toMatchObject({ status: 'failed', failure: null, name: 'chair.glb' });
    failing.clear();
    listedOver.clear();
    await pass(40);
    expect(rowOf(core, first)).toMatchObject({ status: 'running', failure: null });
  });

  it('is asked for ever more rarely where it is refused and the list leaves out fields, and the list not read because of it', async () => {
    const { start, client, ids, over, failing, says, pass } = serviceOf(120);
    says.endInList = { status: 'failed' };
    const core = await start();
    await pass(60);
    // The first page is read every half minute.
    const refused = [...ids.slice(0, 1), ...ids.slice(-1)];
    for (const id of refused) failing.set(id, 'not-found');
    for (const id of ids) over.add(id);
    await pass(120);
    for (const id of refused)
      expect(rowOf(core, id)).toMatchObject({ status: 'failed', failure: { code: 'not-found' } });
    client.asked.length = 0;
    client.pagesAsked.length = 0;
    await pass(900);
    expect(client.asked.length).toBeGreaterThan(4);
    expect(client.asked.length).toBeLessThan(16);
    expect(client.pagesAsked.filter((page) => page > 1).length).toBeLessThan(3);
  }, 60_000);

  it('costs no further request where the list tells all of it', async () => {
    const { start, client, ids, over, pass } = serviceOf(200);
    const core = await start();
    await pass(60);
    for (const id of ids.slice(0, 150)) over.add(id);
    client.asked.length = 0;
    await pass(120);
    expect(statusesOf(core, ids.slice(0, 150))).toEqual(new Set(['failed']));
    expect(client.asked.length).toBeLessThan(60);
    await core.close();
    client.asked.length = 0;
    await start();
    await pass(30);
    expect(client.asked.filter((id) => over.has(id))).toEqual([]);
  });
});

describe('jobs whose own requests fail while the list is fresh', () => {
  it('stay in its care: it tells of them, and of their end', async () => {
    const { start, ids, over, failing, pass } = serviceOf(200);
    const core = await start();
    await pass(60);
    core.poller.noteInView(ids.slice(0, 30));
    for (const id of ids) failing.set(id, 'service-down');
    await pass(60);
    for (const id of ids) over.add(id);
    await pass(20);
    expect(statusesOf(core, ids)).toEqual(new Set([ended.status]));
  }, 30_000);

  it('are asked for ever more rarely, whatever they lack', async () => {
    const { start, client, ids, says, failing, pass } = serviceOf(61, 60);
    const core = await start();
    await pass(60);
    says.listed = 61;
    const [last = ''] = ids.slice(-1);
    failing.set(last, 'service-down');
    await pass(0.5);
    await core.addJobs(last, 'pasted');
    core.poller.noteInView([last]);
    await pass(10);
    client.asked.length = 0;
    await pass(600);
    const count = client.asked.filter((id) => id === last).length;
    expect(count).toBeGreaterThan(8);
    expect(count).toBeLessThan(20);
    failing.clear();
    await pass(70);
    expect(rowOf(core, last)?.failure).toBeNull();
  });
});
