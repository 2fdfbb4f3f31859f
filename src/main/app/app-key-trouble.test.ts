import { describe, expect, it } from 'vitest';
import { failed } from '../../shared/errors.ts';
import { createKeychain } from '../keys/keychain.ts';
import { keyIntervals } from '../account/key-recovery.ts';
import { jobs, rowOf, sessionOf, testKey, useMachine } from '../testing/core-harness.ts';

const machine = useMachine();
const minute = 60_000;

describe('a good key that the service refuses for a while', () => {
  async function refused() {
    const { start, client, clock, person, notified } = machine();
    client.say(jobs.chair, { status: 'running' });
    const core = await start();
    await core.addJobs(jobs.chair, 'pasted');
    await clock.advance(minute);
    client.state.failure = 'unauthorized';
    await clock.advance(3_500);
    return { core, client, clock, person, notified, before: client.checks.length };
  }

  it('is tried again by itself, and then watches what it watched', async () => {
    const { core, client, clock } = await refused();
    expect(sessionOf(core).key).toMatchObject({ verdict: 'rejected' });
    client.state.failure = null;
    client.say(jobs.chair, { status: 'completed' });
    await clock.advance(keyIntervals.refused);
    expect(sessionOf(core)).toMatchObject({ key: { verdict: 'accepted' }, connection: { kind: 'online' } });
    expect(rowOf(core, jobs.chair)).toMatchObject({ status: 'completed', failure: null });
  });

  it('is tried at once where a person wants it, and nothing need be typed', async () => {
    const { core, client, clock } = await refused();
    expect(await core.tryAgain()).toMatchObject({ ok: false, failure: { code: 'unauthorized' } });
    client.state.failure = null;
    client.say(jobs.chair, { status: 'completed' });
    expect(await core.tryAgain()).toMatchObject({ ok: true });
    await clock.advance(1_000);
    expect(sessionOf(core).key).toMatchObject({ verdict: 'accepted' });
    expect(rowOf(core, jobs.chair)).toMatchObject({ status: 'completed', failure: null });
  });

  it('is tried after a minute, then more and more rarely', async () => {
    const { client, clock, before } = await refused();
    const checks = () => client.checks.length - before;
    await clock.advance(31 * minute);
    expect(checks()).toBe(5);
    await clock.advance(30 * minute);
    expect(checks()).toBe(6);
    await clock.advance(300 * minute);
    expect(checks()).toBe(16);
  });

  it('is told outside of a window that nobody looks at, once', async () => {
    const { clock, notified } = await refused();
    await clock.advance(300 * minute);
    expect(notified).toEqual([
      expect.objectContaining({ title: 'Rigyd rejects your API key', target: null }),
    ]);
    expect(notified[0]?.text).toContain('ending in wxyz');
    expect(notified[0]?.text).not.toContain(testKey.slice(0, 20));
  });

  it('is not told again each time that the service changes its mind', async () => {
    const { client, clock, notified } = await refused();
    for (let round = 0; round < 10; round += 1) {
      client.state.failure = null;
      await clock.advance(keyIntervals.refused);
      client.state.failure = 'unauthorized';
      await clock.advance(10_000);
    }
    expect(notified).toHaveLength(1);
  });

  it('is tried when the machine wakes, and its jobs are left alone where it is still refused', async () => {
    const { core, client, clock, before } = await refused();
    const asked = client.asked.length;
    core.retryNow();
    await clock.advance(10_000);
    expect([client.checks.length - before, client.asked.length - asked]).toEqual([1, 0]);
    client.state.failure = null;
    core.retryNow();
    await clock.advance(0);
    expect(sessionOf(core).key).toMatchObject({ verdict: 'accepted' });
  });

  it('waits while the service cannot be reached, or asked for a wait', async () => {
    const { client, clock, before } = await refused();
    client.state.keyFailure = 'rate-limited';
    await clock.advance(10 * minute);
    expect(client.checks.length - before).toBeLessThanOrEqual(4);
  });
});

describe('a job that answers 401 while the service cannot say whether it takes the key', () => {
  it.each(['service-down', 'offline', 'timeout', 'rate-limited'] as const)(
    'is not refused: the check ends with %s',
    async (code) => {
      const { start, client, clock } = machine();
      client.say(jobs.chair, 'unauthorized');
      client.state.keyFailure = code;
      const core = await start();
      await core.addJobs(jobs.chair, 'pasted');
      await clock.advance(5_000);
      expect(rowOf(core, jobs.chair)?.failure).toMatchObject({ code });
      expect(sessionOf(core).key).not.toMatchObject({ verdict: 'rejected' });
      client.state.keyFailure = null;
      await clock.advance(2 * minute);
      expect(rowOf(core, jobs.chair)?.failure).toMatchObject({ code: 'forbidden' });
    },
  );
});

describe('a keychain that is unlocked late', () => {
  async function unlockedAfter(ms: number, secret: string | null = testKey) {
    const { createApp, client, clock, notified } = machine();
    let reads = 0;
    const keychain = createKeychain({
      clock,
      service: 'Rigyd Desk',
      account: 'https://api.rigyd.com',
      load: async () => ({
        getPassword: () => {
          reads += 1;
          return new Promise((resolve) => clock.setTimeout(() => resolve(secret), ms));
        },
        setPassword: async () => {},
        deletePassword: async () => true,
      }),
    });
    client.say(jobs.chair, { status: 'running' });
    const core = createApp({ keychain });
    await core.start();
    await core.addJobs(jobs.chair, 'pasted');
    const opening = core.openKeys();
    await clock.advance(6_000);
    await opening;
    return { core, client, clock, notified, reads: () => reads };
  }

  it('gives the key that is used from then on', async () => {
    const { core, client, clock, notified, reads } = await unlockedAfter(12_000);
    expect(sessionOf(core).key).toMatchObject({ kind: 'absent', failure: { code: 'keychain-timeout' } });
    expect(notified.map(({ title }) => title)).toEqual(['Couldn’t read your API key']);
    await clock.advance(10_000);
    expect(sessionOf(core).key).toMatchObject({ kind: 'present', source: 'keychain', lastFour: 'wxyz' });
    expect(rowOf(core, jobs.chair)).toMatchObject({ status: 'running' });
    expect([reads(), client.asked.length > 0]).toEqual([1, true]);
  });

  it('gives it also where a person tried again before', async () => {
    const { core, clock } = await unlockedAfter(12_000);
    await core.tryAgain();
    await clock.advance(10_000);
    expect(sessionOf(core).key).toMatchObject({ kind: 'present', source: 'keychain' });
  });

  it('takes nothing from a key that was entered meanwhile', async () => {
    const { core, clock } = await unlockedAfter(12_000);
    await core.keys.save(testKey.replace('wxyz', 'abcd'), 'session');
    await clock.advance(10_000);
    expect(sessionOf(core).key).toMatchObject({ source: 'session', lastFour: 'abcd' });
  });

  it('says that there is no key where it holds none', async () => {
    const { core, clock } = await unlockedAfter(12_000, null);
    await clock.advance(10_000);
    expect(sessionOf(core).key).toEqual({ kind: 'absent', failure: null });
  });
});

describe('a machine without a keychain', () => {
  async function started(keptKey: boolean) {
    const { createApp, clock, notified } = machine();
    const unavailable = async () => failed('keychain-unavailable', 'The name was not provided.');
    const core = createApp({
      keychain: { read: unavailable, write: unavailable, remove: unavailable, isBusy: () => false },
    });
    await core.start();
    const hint = { lastFour: 'wxyz', origin: 'https://api.rigyd.com', savedAt: clock.now() };
    if (keptKey) core.preferences.rememberKey(hint);
    await core.openKeys();
    await clock.advance(1_000);
    return { core, notified };
  }

  it('misses no key where none was ever kept', async () => {
    const { core, notified } = await started(false);
    expect(notified).toEqual([]);
    expect(sessionOf(core).key).toMatchObject({ failure: { code: 'keychain-unavailable' } });
  });

  it('tells outside of the window of a key that was kept, and does not ask to unlock what is not there', async () => {
    const { notified } = await started(true);
    expect(notified.map(({ title }) => title)).toEqual(['Couldn’t read your API key']);
    expect(notified[0]?.text).not.toContain('Unlock');
  });
});
