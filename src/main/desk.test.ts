import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRigydClient } from './rigyd/client.ts';
import type { Fetch } from './rigyd/fetch.ts';
import { deskKey, jobs, rowOf, sessionOf, useMachine } from './testing/desk-harness.ts';

const machine = useMachine();

describe('jobs that are added', () => {
  it('are asked for at once and then every three seconds, and shown as they change', async () => {
    const { client, clock, start } = machine();
    client.say(jobs.chair, { status: 'queued' });
    const desk = await start();
    await desk.addJobs(jobs.chair, 'pasted');
    expect(rowOf(desk, jobs.chair)).toMatchObject({ status: null, addedAt: clock.now() });
    await clock.advance(0);
    expect(rowOf(desk, jobs.chair)).toMatchObject({ status: 'queued', fetchedAt: clock.now() });
    client.say(jobs.chair, { status: 'completed' });
    await clock.advance(3_000);
    expect(rowOf(desk, jobs.chair)).toMatchObject({ status: 'completed' });
    expect(desk.jobs.get(jobs.chair)?.record.transitions.map(({ status }) => status)).toEqual([
      'queued',
      'completed',
    ]);
    await clock.advance(60 * 60_000);
    expect(client.asked).toEqual([jobs.chair, jobs.chair]);
  });

  it('are on disk when it is said that they were added', async () => {
    const { start, storeFolder } = machine();
    const desk = await start();
    await desk.addJobs(jobs.chair, 'pasted');
    const log = (await readdir(join(storeFolder, 'jobs'))).find((name) => name.endsWith('.log')) ?? '';
    expect(await readFile(join(storeFolder, 'jobs', log), 'latin1')).toContain(jobs.chair);
  });

  it('are told apart from those watched already and from what was not understood', async () => {
    const { start } = machine();
    const desk = await start();
    await desk.addJobs(jobs.chair, 'pasted');
    const report = await desk.addJobs(`${jobs.lamp}\nhello there\n${jobs.chair}\n${deskKey}`, 'list.txt');
    expect(report).toMatchObject({
      source: 'list.txt',
      added: [jobs.lamp],
      known: [jobs.chair],
      notUnderstood: [{ line: 2, text: 'hello there' }, { line: 4 }],
      notUnderstoodBeyond: 0,
      leftOut: 0,
      binary: false,
      containedKey: true,
    });
    expect(JSON.stringify(report)).not.toContain(deskKey);
  });

  it('before the last run was read wait for it', async () => {
    const { createDesk, start } = machine();
    const before = await start();
    await before.addJobs(jobs.chair, 'pasted');
    await before.close();
    const desk = createDesk();
    const adding = desk.addJobs(`${jobs.chair} ${jobs.lamp}`, 'the command line');
    await desk.start();
    await desk.openKeys();
    expect(await adding).toMatchObject({ added: [jobs.lamp], known: [jobs.chair] });
  });

  it('from outside the window are told to the window', async () => {
    const { start, pushed } = machine();
    const desk = await start();
    await desk.addFromOutside([{ text: jobs.chair, source: 'the command line' }]);
    desk.tellWindow('menuCommand', 'settings');
    expect(pushed.filter(({ name }) => name !== 'patch')).toEqual([
      {
        name: 'jobsAdded',
        payload: expect.objectContaining({ source: 'the command line', added: [jobs.chair] }),
      },
      { name: 'menuCommand', payload: 'settings' },
    ]);
  });

  it('and removed before they were on disk are not asked for', async () => {
    const { start, client, clock } = machine();
    const desk = await start();
    const adding = desk.addJobs(jobs.chair, 'pasted');
    await Promise.resolve();
    desk.jobs.remove([jobs.chair]);
    await adding;
    await clock.advance(60_000);
    expect(client.asked).toEqual([]);
  });

  it('that the service does not know are kept and marked, and asked for again later', async () => {
    const { start, client, clock } = machine();
    const desk = await start();
    await desk.addJobs(jobs.chair, 'pasted');
    await clock.advance(0);
    expect(rowOf(desk, jobs.chair)).toMatchObject({
      status: null,
      failure: { code: 'not-found', attempts: 1 },
    });
    client.say(jobs.chair, { status: 'running' });
    await clock.advance(29_999);
    expect(client.asked).toHaveLength(1);
    await clock.advance(1);
    expect(rowOf(desk, jobs.chair)).toMatchObject({ status: 'running', failure: null });
  });

  it('whose answer could be neither stored nor shown keep no other from being stored', async () => {
    const deep = `{"data":{"id":"a","status":"running","x":${'['.repeat(20_000)}${']'.repeat(20_000)}}}`;
    const { start, clock } = machine();
    const fetch: Fetch = async (url) =>
      new Response(url.endsWith(jobs.chair) ? deep : '{"data":{"id":"b","status":"running"}}');
    const desk = await start({
      createClient: (key) =>
        createRigydClient({
          baseUrl: new URL('https://api.rigyd.com/api'),
          fetch,
          fetchResult: fetch,
          key,
          clock,
          clientName: 'test',
        }),
    });
    await desk.addJobs(`${jobs.chair} ${jobs.lamp}`, 'pasted');
    await clock.advance(0);
    expect(rowOf(desk, jobs.chair)?.failure?.code).toBe('bad-answer');
    await desk.close();
    const again = await start();
    expect(again.publisher.snapshot().notices).toEqual([]);
    expect(rowOf(again, jobs.lamp)).toMatchObject({ status: 'running' });
  });
});

describe('the key', () => {
  it('that is missing leaves every job unasked, and says so', async () => {
    const { start, client, clock, keychain } = machine();
    keychain.secret = null;
    const desk = await start();
    await desk.addJobs(jobs.chair, 'pasted');
    await clock.advance(60 * 60_000);
    expect(client.asked).toEqual([]);
    expect(sessionOf(desk)).toMatchObject({
      key: { kind: 'absent', failure: null },
      connection: { kind: 'idle' },
    });
  });

  it('that the service refuses stops everything until there is another', async () => {
    const { start, client, clock } = machine();
    const desk = await start();
    client.state.failure = 'unauthorized';
    await desk.addJobs(jobs.chair, 'pasted');
    await clock.advance(60 * 60_000);
    expect(client.asked).toHaveLength(1);
    expect(sessionOf(desk).key).toMatchObject({ verdict: 'rejected' });

    client.state.failure = null;
    client.say(jobs.chair, { status: 'running' });
    const other = deskKey.replace('wxyz', 'abcd');
    expect(await desk.keys.save(other, 'keychain')).toMatchObject({ ok: true });
    await clock.advance(0);
    expect(rowOf(desk, jobs.chair)).toMatchObject({ status: 'running', failure: null });
    expect(sessionOf(desk)).toMatchObject({
      key: { verdict: 'accepted', lastFour: 'abcd' },
      connection: { kind: 'online' },
    });
    expect([...client.keysUsed]).toEqual([deskKey, other]);
  });

  it('that is another one finds jobs that were not the key before it could find', async () => {
    const { start, client, clock } = machine();
    const desk = await start();
    await desk.addJobs(jobs.chair, 'pasted');
    await clock.advance(0);
    client.say(jobs.chair, { status: 'completed' });
    await desk.keys.save(deskKey.replace('wxyz', 'abcd'), 'session');
    await clock.advance(0);
    expect(rowOf(desk, jobs.chair)).toMatchObject({ status: 'completed' });
  });

  it('that was removed is used no more', async () => {
    const { start, client, clock } = machine();
    client.say(jobs.chair, { status: 'running' });
    const desk = await start();
    await desk.addJobs(jobs.chair, 'pasted');
    await clock.advance(0);
    await desk.keys.remove();
    await clock.advance(60_000);
    expect(client.asked).toHaveLength(1);
  });

  it.each([
    ['of this service, is taken for locked away', 'https://api.rigyd.com/api', 'keychain-locked'],
    ['of another service, is not expected', 'https://staging.example/api', undefined],
  ])('that was saved and is not there, %s', async (_what, baseUrl, code) => {
    const { start, keychain } = machine();
    const before = await start();
    await before.keys.save(deskKey, 'keychain');
    await before.close();
    keychain.secret = null;
    const desk = await start({ baseUrl: new URL(baseUrl) });
    const { key } = sessionOf(desk);
    expect(key.kind === 'absent' ? key.failure?.code : key.kind).toBe(code);
  });

  it('goes to no window and into no file', async () => {
    const { start, client, clock, pushed, folder } = machine();
    const environmentKey = deskKey.replace('wxyz', 'envi');
    client.say(jobs.chair, { status: 'running' });
    for (const options of [{}, { environmentKey }]) {
      const desk = await start(options);
      const text = `${jobs.chair}\n${deskKey}\n${environmentKey}`;
      await desk.addFromOutside([{ text, source: 'list.txt' }]);
      await desk.keys.save(deskKey, 'keychain');
      client.state.failure = 'unauthorized';
      await clock.advance(5_000);
      client.state.failure = null;
      desk.publisher.snapshot();
      await desk.close();
    }
    expect([...client.keysUsed]).toEqual([deskKey, environmentKey]);
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    const kept = await Promise.all(files.map((file) => readFile(file, 'latin1')));
    expect(kept.join()).toContain(jobs.chair);
    for (const text of [JSON.stringify(pushed), ...kept]) {
      expect(text).not.toContain(deskKey.slice(0, 30));
      expect(text).not.toContain(environmentKey.slice(0, 30));
    }
  });
});

describe('a disk that cannot be used', () => {
  it('is told, and the app runs on', async () => {
    const { start, clock, client, folder } = machine();
    await writeFile(join(folder, 'store'), 'no folder');
    client.say(jobs.chair, { status: 'running' });
    const desk = await start();
    await desk.addJobs(jobs.chair, 'pasted');
    await clock.advance(0);
    const { loaded, notices } = desk.publisher.snapshot();
    expect([loaded, notices.map(({ kind }) => kind)]).toEqual([true, ['database-unavailable']]);
    expect(rowOf(desk, jobs.chair)).toMatchObject({ status: 'running' });
    expect(await readFile(join(folder, 'store'), 'utf8')).toBe('no folder');
  });
});
