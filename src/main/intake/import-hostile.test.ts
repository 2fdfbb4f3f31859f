import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { failed } from '../../shared/errors.ts';
import { jobs, rowOf, testKey, useMachine, type TestApp } from '../testing/core-harness.ts';
import { databaseIn } from '../testing/store-files.ts';
import type { VirtualClock } from '../testing/virtual-clock.ts';
import { exportPieces } from './export-file.ts';
import { readExport } from './import-jobs.ts';
import { snapshotOf } from '../testing/snapshot-of.ts';

const machine = useMachine();

/** An exported list with one job, of which these fields say something odd. */
const listWith = (fields: string, batches = '[]'): string =>
  `{"format":"rigyd-desk-jobs","version":1,"exportedAt":"x","batches":${batches},"jobs":[{"id":"${jobs.lamp}",${fields}}]}`;
const observed = (values: Record<string, unknown>): string =>
  JSON.stringify({
    raw: { id: jobs.lamp, status: 'running' },
    fetchedAt: 1_000,
    changedAt: 1_000,
    transitions: [{ status: 'running', at: 1_000, after: null }],
    observations: [],
    ...values,
  }).slice(1, -1);
const levels = (count: number): string => '['.repeat(count) + ']'.repeat(count);

describe('an imported list that is nested deeply', () => {
  it('gives the job with its answer cut where it is too deep, and what is given after it survives a kill', async () => {
    const { start, folder, storeFolder, clock } = machine();
    const core = await start();
    const fields = observed({}).replace('"running"', `"completed","deep":${levels(200_000)}`);
    expect(await core.addJobs(listWith(fields), 'jobs.json')).toMatchObject({ added: [jobs.lamp] });
    expect(core.jobs.get(jobs.lamp)?.record).toMatchObject({
      raw: { status: 'completed' },
      fetchedAt: null,
    });
    expect(JSON.stringify(core.jobs.get(jobs.lamp)?.record.raw)).toContain('[left out: nested too deeply]');
    await core.addJobs(jobs.chair, 'pasted');
    await clock.advance(5_000);
    expect(snapshotOf(core).banners).toEqual([]);
    const copy = join(folder, 'killed');
    // The backup beside it may be on its way to another name at this moment.
    await cp(databaseIn(storeFolder), databaseIn(copy), { recursive: true });
    const after = await start({ storeFolder: copy });
    expect([...after.jobs.all()].map(({ record }) => record.id).sort()).toEqual([jobs.chair, jobs.lamp]);
  });

  it('is read to something that a thread can hand on', () => {
    const fields = observed({}).replace('"running"', `"completed","deep":${levels(200_000)}`);
    const read = readExport(listWith(fields));
    expect(structuredClone(read)).toEqual(read);
  });

  it.each([
    ['changes', { transitions: Array.from({ length: 1_001 }, () => ({ status: 'a', at: 1, after: null })) }],
    [
      'sightings',
      { observations: Array.from({ length: 10_001 }, () => ({ kind: 'stage', text: 'a', at: 1, after: 1 })) },
    ],
  ])('gives the job without its past where that holds more %s than any job has', (_, values) => {
    const read = readExport(listWith(observed(values)));
    expect(read).toMatchObject({ jobs: [{ id: jobs.lamp }] });
    expect(JSON.stringify(read).length).toBeLessThan(1_000);
  });

  it('gives the job with words of its past cut as those of the service are, and the latest 200 of each', () => {
    const long = 'w'.repeat(20_000);
    const at = (index: number) => ({ at: 1_000 + index, after: null });
    const past = {
      transitions: Array.from({ length: 900 }, (_, index) => ({ status: long, ...at(index) })),
      observations: Array.from({ length: 900 }, (_, index) => ({ kind: 'stage', text: long, ...at(index) })),
    };
    const read = readExport(listWith(observed(past)));
    expect(read).toMatchObject({ jobs: [{ id: jobs.lamp, observed: { raw: { status: 'running' } } }] });
    expect(JSON.stringify(read).length).toBeLessThan(100_000);
    if (read === null || read === 'newer') return;
    const { transitions, observations } = read.jobs[0]?.observed ?? {};
    expect(transitions).toHaveLength(200);
    expect(transitions?.at(-1)).toEqual({ status: `${'w'.repeat(199)}…`, ...at(899) });
    expect(observations).toHaveLength(200);
    expect(observations?.at(-1)).toEqual({ kind: 'stage', text: 'w'.repeat(120), ...at(899) });
  });

  it('keeps an answer of a hundred levels', async () => {
    const core = await machine().start();
    const fields = observed({}).replace('"running"', `"completed","deep":${levels(99)}`);
    await core.addJobs(listWith(fields), 'jobs.json');
    expect(rowOf(core, jobs.lamp)).toMatchObject({ status: 'completed', fetchedAt: null });
  });
});

describe('an imported list that says what the service never said', () => {
  const forged = `"raw":{"id":"${jobs.lamp}","status":"completed","filename":"forged.glb","credits_charged":9,"output":{"sim_log":{"url":"https://other.example/?said"}}},"fetchedAt":8e15,"changedAt":1,"transitions":[{"status":"completed","at":1,"after":null}]`;
  const log = { id: jobs.lamp, slot: 'sim-log', index: 0 } as const;
  const hosts: string[] = [];
  const fetchFile = async (url: string): Promise<Response> => {
    hosts.push(new URL(url).host);
    return new Response('[0.000] dropped');
  };

  /** Looks at its log in vain: nothing is fetched from the addresses in it. */
  async function lookInVain(core: TestApp, clock: VirtualClock): Promise<void> {
    hosts.length = 0;
    await core.addJobs(listWith(forged), 'jobs.json');
    const inVain = core.previews.readText(log);
    await clock.advance(60_000);
    expect(await inVain).toEqual(failed('unconfirmed'));
    expect(hosts).toEqual([]);
  }

  it('is shown until the service has answered, which is asked once and believed', async () => {
    const { start, client, clock } = machine();
    const core = await start();
    client.say(jobs.lamp, { status: 'completed', filename: 'lamp.glb', credits_charged: 1 });
    const answering = client.hold();
    await core.addJobs(listWith(forged), 'jobs.json');
    await clock.advance(0);
    expect(rowOf(core, jobs.lamp)).toMatchObject({
      name: 'forged.glb',
      status: 'completed',
      fetchedAt: null,
    });
    answering();
    await clock.advance(60_000);
    expect(rowOf(core, jobs.lamp)).toMatchObject({ name: 'lamp.glb', failure: null });
    expect(rowOf(core, jobs.lamp)?.fetchedAt).not.toBeNull();
    expect(core.jobs.get(jobs.lamp)).toMatchObject({
      job: { credits_charged: 1 },
      record: { transitions: [{ status: 'completed', at: 1, after: null }] },
    });
    expect(client.asked).toEqual([jobs.lamp]);
  });

  it('is asked for after a restart where the app ended before', async () => {
    const { start, client, clock, keychain } = machine();
    keychain.secret = null;
    const before = await start();
    await before.addJobs(listWith(forged), 'jobs.json');
    await before.close();
    expect(client.asked).toEqual([]);
    keychain.secret = testKey;
    client.say(jobs.lamp, { status: 'completed', filename: 'lamp.glb' });
    const core = await start();
    await clock.advance(5_000);
    expect(rowOf(core, jobs.lamp)?.name).toBe('lamp.glb');
    expect(client.asked).toEqual([jobs.lamp]);
  });

  it('has no file fetched from its addresses, but from those that the service answers with', async () => {
    const { start, client, clock, keychain } = machine();
    keychain.secret = null;
    const core = await start({ fetchFile });
    await lookInVain(core, clock);

    const output = { sim_log: { url: 'https://assets.rigyd.com/drop.log' } };
    client.say(jobs.lamp, { status: 'completed', output });
    await core.keys.save(testKey, 'session');
    const confirmed = core.previews.readText(log);
    await clock.advance(1_000);
    expect(await confirmed).toMatchObject({ ok: true, value: { text: '[0.000] dropped' } });
    expect(hosts).toEqual(['assets.rigyd.com']);
  });

  it('has none fetched either where the service knows no such job', async () => {
    const { start, clock } = machine();
    const core = await start({ fetchFile });
    await lookInVain(core, clock);
    expect(rowOf(core, jobs.lamp)).toMatchObject({ name: 'forged.glb', failure: { code: 'not-found' } });
  });
});

describe('an imported list with a time that no date holds', () => {
  const beyond = 1e300;

  it.each([
    ['when it was added', `"addedAt":${beyond}`],
    ['when it was added, as a time before all times', '"addedAt":-1e16'],
    ['when it was asked for', observed({ fetchedAt: beyond })],
    ['when it changed', observed({ changedAt: beyond })],
    ['when its state changed', observed({ transitions: [{ status: 'running', at: beyond, after: null }] })],
    [
      'when something of it was seen',
      observed({ observations: [{ kind: 'stage', text: 'a', at: beyond, after: beyond }] }),
    ],
  ])('has no such time of a job: %s', async (_, fields) => {
    const { start, clock } = machine();
    const core = await start();
    const report = await core.addJobs(listWith(fields), 'jobs.json');
    expect(report.added).toEqual([jobs.lamp]);
    const record = core.jobs.get(jobs.lamp)?.record;
    expect(JSON.stringify(record)).not.toContain('e+300');
    expect(record?.addedAt).toBe(clock.now());
    for (const format of ['csv', 'json'] as const)
      expect([...exportPieces(format, [...core.jobs.all()], [], clock.now())].join('')).toContain(jobs.lamp);
  });

  it('takes its batch as made now', async () => {
    const { start, clock } = machine();
    const core = await start();
    const batch = `[{"id":"b1","name":"Fair","createdAt":${beyond},"expected":1}]`;
    await core.addJobs(listWith('"batches":["Fair"],"batchIds":["b1"]', batch), 'jobs.json');
    expect(snapshotOf(core).batches).toMatchObject([{ name: 'Fair', createdAt: clock.now() }]);
  });
});

describe('an imported list with IDs that no job can have', () => {
  it.each(['\\ud810abc', 'abc\\udc00', 'a\\u0000c', 'a\\nbc', 'a\\tbc', '\\uffff', '..', ''])(
    'is read without "%s", which is counted',
    async (id) => {
      const core = await machine().start();
      const text = listWith('"note":"fine"').replace('"jobs":[', `"jobs":[{"id":"${id}"},`);
      expect(await core.addJobs(text, 'jobs.json')).toMatchObject({
        added: [jobs.lamp],
        imported: { unreadable: 1 },
      });
      expect([...core.jobs.all()].map(({ record }) => record.id)).toEqual([jobs.lamp]);
    },
  );
});

describe('an imported list with times to come', () => {
  it('was seen now', async () => {
    const { start, clock } = machine();
    const core = await start();
    const later = 8e15;
    const fields = observed({
      fetchedAt: later,
      changedAt: later,
      transitions: [{ status: 'running', at: later, after: 1_000 }],
      observations: [{ kind: 'stage', text: 'a', at: later, after: later }],
    }).replace('"running"', '"completed"');
    await core.addJobs(listWith(`"addedAt":${later},${fields}`), 'jobs.json');
    const now = clock.now();
    expect(core.jobs.get(jobs.lamp)?.record).toMatchObject({
      addedAt: now,
      fetchedAt: null,
      changedAt: now,
      transitions: [{ at: now, after: 1_000 }],
      observations: [{ at: now, after: now }],
    });
  });
});

describe('an imported list that is nothing but odd', () => {
  it('changes no prototype', async () => {
    const core = await machine().start();
    const odd = '"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":2}}';
    const raw = `"raw":{"id":"${jobs.lamp}","status":"completed",${odd}},"fetchedAt":1,"changedAt":1,"transitions":[]`;
    await core.addJobs(listWith(`${odd},${raw}`), 'jobs.json');
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
    expect(rowOf(core, jobs.lamp)?.status).toBe('completed');
  });
});
