import { describe, expect, it } from 'vitest';
import { isUnknownJob } from '../../shared/job-status.ts';
import { Publisher } from '../ipc/publisher.ts';
import { initialState } from '../ipc/initial-state.ts';
import { JobStore } from '../store/job-store.ts';
import { newWatchedJob } from '../store/watched-job.ts';
import { createFakeClient } from '../testing/fake-client.ts';
import { virtualClock } from '../testing/virtual-clock.ts';
import { createWatcher } from './create-watcher.ts';
import { createGatedClient } from './gated-client.ts';
import { OriginGates } from './origin-gates.ts';
import { RequestRate } from './request-rate.ts';
import { unasked } from './schedule.ts';
import { historyOf } from './watch-list.ts';

function setUp(...ids: string[]) {
  const clock = virtualClock();
  const client = createFakeClient();
  const verdicts: string[] = [];
  const ended: string[] = [];
  const jobs = new JobStore({
    rows: { set: () => {}, flush: async () => {} },
    now: () => clock.now(),
    onChange: () => {},
    onRepeat: () => {},
    onRemove: () => {},
    onReturn: () => {},
  });
  const records = ids.map((id, index) => newWatchedJob(id, index + 1, null, 1).record);
  jobs.load({ records, unreadable: [], revision: 1 });
  let sessions = 0;
  const publisher = new Publisher({
    clock,
    row: () => undefined,
    rows: () => [],
    size: () => 0,
    initial: initialState(new URL('https://api.rigyd.com/api')),
    push: (patch) => (sessions += patch.session === undefined ? 0 : 1),
  });
  const origin = 'https://api.rigyd.com';
  const gates = new OriginGates({ clock, random: () => 0.5 });
  const rate = new RequestRate(clock);
  const watcher = createWatcher({
    client: createGatedClient(
      client.createClient(() => 'key'),
      gates,
      origin,
      rate,
    ),
    gates,
    rate,
    origin,
    clock,
    random: () => 0.5,
    jobs,
    keys: {
      noteAccepted: () => verdicts.push('accepted'),
      doubt: async () => {
        verdicts.push('doubted');
        // What the key ring does when the service refuses the key for other jobs as well.
        if (client.state.failure === 'unauthorized') watcher.lock();
        return client.state.failure === 'unauthorized';
      },
    },
    publisher,
    onEnded: (id) => ended.push(id),
  });
  return {
    clock,
    client,
    jobs,
    verdicts,
    ended,
    gates,
    origin,
    watcher,
    retryNow: () => {
      gates.retryNow();
      watcher.reopen();
    },
    watchAll: () => ids.forEach((id) => watcher.watch(id)),
    record: (id: string) => jobs.get(id)?.record,
    connection: () => publisher.state.session.connection,
    sessionsPushed: () => sessions,
  };
}

describe('an answer', () => {
  it('goes into the store, and says that the key is good and the service there', async () => {
    const { client, clock, watchAll, record, connection, verdicts } = setUp('a');
    client.say('a', { status: 'running', progress: 5 });
    expect(connection()).toEqual({ kind: 'idle' });
    watchAll();
    await clock.advance(0);
    expect(record('a')).toMatchObject({ raw: { status: 'running' }, fetchedAt: clock.now(), failure: null });
    expect(connection()).toEqual({ kind: 'online' });
    expect(verdicts).toEqual(['accepted']);
  });

  it('tells the window of the connection once, not at every answer', async () => {
    const { client, clock, watchAll, sessionsPushed } = setUp('a');
    client.say('a', { status: 'running' });
    watchAll();
    await clock.advance(30_000);
    expect(client.asked.length).toBeGreaterThan(5);
    expect(sessionsPushed()).toBe(1);
  });

  it('to four questions at a time is waited for', async () => {
    const { client, clock, watchAll } = setUp('a', 'b', 'c', 'd', 'e', 'f');
    client.hold();
    watchAll();
    await clock.advance(0);
    expect(client.asked).toEqual(['a', 'b', 'c', 'd']);
  });
});

describe('a failure of one job', () => {
  it('is noted with it, and shows that the service is there', async () => {
    const { clock, watchAll, record, connection, verdicts } = setUp('a');
    watchAll();
    await clock.advance(0);
    expect(record('a')?.failure).toEqual({
      code: 'not-found',
      text: 'not-found!',
      since: clock.now(),
      attempts: 1,
      refused: { since: clock.now(), until: clock.now() },
    });
    expect(connection()).toEqual({ kind: 'online' });
    expect(verdicts).toEqual([]);
  });
});

describe('a lost connection', () => {
  it('is shown since the first failure, with the words of the last, until there is an answer', async () => {
    const { client, clock, retryNow, watchAll, connection } = setUp('a');
    client.say('a', { status: 'running' });
    client.state.failure = 'offline';
    watchAll();
    const since = clock.now();
    await clock.advance(0);
    const failure = { code: 'offline', text: 'offline!' };
    expect(connection()).toEqual({ kind: 'offline', since, failure, retryAt: since + 2_000 });

    client.state.failure = 'timeout';
    await clock.advance(3_000);
    expect(connection()).toMatchObject({ since, failure: { code: 'timeout' }, retryAt: since + 7_000 });

    retryNow();
    expect(connection()).toMatchObject({ kind: 'offline', since });
    await clock.advance(0);
    expect(connection()).toMatchObject({ kind: 'offline', since });

    client.state.failure = null;
    retryNow();
    await clock.advance(0);
    expect(connection()).toEqual({ kind: 'online' });
  });

  it('is over with the first sign of the service, be it a refusal', async () => {
    const { client, clock, watchAll, connection } = setUp('a');
    client.state.failure = 'offline';
    watchAll();
    await clock.advance(0);
    client.state.failure = 'not-found';
    await clock.advance(10_000);
    expect(connection()).toEqual({ kind: 'online' });
  });

  it('is not the same as a service that asks to wait', async () => {
    const { client, clock, watchAll, connection } = setUp('a');
    client.state.failure = 'rate-limited';
    watchAll();
    await clock.advance(0);
    expect(connection()).toMatchObject({ kind: 'waiting' });
  });
});

describe('a key that the service refuses', () => {
  it('is judged, and leaves nothing to be asked and no connection to speak of', async () => {
    const { client, clock, watchAll, connection, verdicts, record } = setUp('a');
    client.say('a', { status: 'running' });
    watchAll();
    await clock.advance(0);
    client.state.failure = 'unauthorized';
    await clock.advance(60 * 60_000);
    expect(client.asked).toHaveLength(2);
    expect(verdicts).toEqual(['accepted', 'doubted']);
    expect(connection()).toEqual({ kind: 'idle' });
    expect(record('a')?.failure?.code).toBe('unauthorized');
  });

  it('is not judged by any other failure', async () => {
    const { client, clock, watchAll, verdicts } = setUp('a');
    client.state.failure = 'forbidden';
    watchAll();
    await clock.advance(0);
    expect(verdicts).toEqual([]);
  });

  it('is told from a job that it refuses: only that job is marked, and asked for ever more rarely', async () => {
    const { client, clock, watchAll, connection, verdicts, record } = setUp('a', 'b');
    client.say('a', 'unauthorized');
    client.say('b', { status: 'running' });
    watchAll();
    await clock.advance(20_000);
    expect(record('a')?.failure?.code).toBe('forbidden');
    expect(connection()).toEqual({ kind: 'online' });
    expect(verdicts.at(-1)).toBe('accepted');
    expect(client.asked.filter((id) => id === 'a')).toHaveLength(1);
    expect(client.asked.filter((id) => id === 'b').length).toBeGreaterThan(5);
  });

  it('stays refused when an answer from before the refusal comes in late', async () => {
    const { client, clock, watcher, watchAll, connection, verdicts, record } = setUp('b');
    client.say('b', { status: 'running' });
    const goOn = client.hold();
    watchAll();
    await clock.advance(0);
    watcher.lock();
    goOn();
    await clock.advance(0);
    expect(record('b')?.fetchedAt).toBe(clock.now());
    expect(verdicts).toEqual([]);
    expect(connection()).toEqual({ kind: 'idle' });
  });

  it('is as good as none: a loop that is locked has no connection', async () => {
    const { client, clock, watcher, watchAll, connection } = setUp('a');
    client.say('a', { status: 'running' });
    watchAll();
    await clock.advance(0);
    watcher.lock();
    expect(connection()).toEqual({ kind: 'idle' });
  });
});

describe('jobs that are all refused after they ran', () => {
  const minutes = 60_000;

  /** @param hasAccount whether the account is answered all the while */
  async function refusedAll(count: number, hasAccount: boolean) {
    const ids = Array.from({ length: count }, (_, index) => `job-${index}`);
    const app = setUp(...ids);
    const answer = (): void => {
      if (hasAccount) app.watcher.noteAnswer();
      app.clock.setTimeout(answer, 30_000);
    };
    answer();
    for (const id of ids) app.client.say(id, { status: 'running' });
    app.watchAll();
    await app.clock.advance(10_000);
    app.client.state.failure = 'forbidden';
    const unknown = (): number =>
      [...app.jobs.all()].filter(({ record }) => isUnknownJob({ ...record, status: 'running' })).length;
    const failed = (): number => [...app.jobs.all()].filter(({ record }) => record.failure !== null).length;
    return { ...app, unknown, failed };
  }

  it.each([1, 30])(
    'are unknown after minutes where others are answered, and close the gate to none of them: %i',
    async (count) => {
      const { clock, gates, origin, connection, unknown } = await refusedAll(count, true);
      for (let passed = 0; passed < 10; passed += 1) {
        await clock.advance(minutes);
        expect(gates.isOpen(origin)).toBe(true);
      }
      expect(unknown()).toBe(count);
      expect(connection()).toEqual({ kind: 'online' });
    },
  );

  it.each([1, 30])('are not unknown for an hour where nothing else is answered either: %i', async (count) => {
    const { clock, unknown } = await refusedAll(count, false);
    await clock.advance(50 * minutes);
    expect(unknown()).toBe(0);
    await clock.advance(30 * minutes);
    expect(unknown()).toBe(count);
  });

  it('are all asked for as soon as one of them is answered again, and no later than after some minutes', async () => {
    const { client, clock, failed } = await refusedAll(30, false);
    await clock.advance(50 * minutes);
    const asked = client.asked.length;
    await clock.advance(6 * minutes);
    expect(new Set(client.asked.slice(asked)).size).toBe(30);
    expect(client.asked.length - asked).toBeLessThan(70);
    client.say('job-0', { status: 'running' });
    client.state.failure = null;
    await clock.advance(6 * minutes);
    expect(failed()).toBe(0);
  });

  it('are asked for at once when a person does not want to wait, or the account is answered', async () => {
    for (const how of ['retryNow', 'noteAnswer'] as const) {
      const { client, clock, failed, retryNow, watcher } = await refusedAll(30, false);
      await clock.advance(50 * minutes);
      client.state.failure = null;
      if (how === 'retryNow') retryNow();
      else watcher.noteAnswer();
      await clock.advance(10_000);
      expect(failed()).toBe(0);
    }
  });
});

describe('a job that is refused after it ran', () => {
  const hours = 3_600_000;

  /** A job that was refused once, and whether it counts as unknown. */
  async function refusedOnce() {
    const app = setUp('a');
    // The account is answered all the while.
    const answer = (): void => {
      app.watcher.noteAnswer();
      app.clock.setTimeout(answer, 5_000);
    };
    answer();
    app.client.say('a', { status: 'running' });
    app.watchAll();
    await app.clock.advance(10_000);
    app.client.say('a', 'not-found');
    await app.clock.advance(4_000);
    expect(app.record('a')?.failure).toMatchObject({ code: 'not-found', attempts: 1 });
    const isUnknown = (): boolean => {
      const watched = app.jobs.get('a');
      return watched !== undefined && isUnknownJob({ ...watched.record, status: 'running' });
    };
    return { ...app, isUnknown };
  }

  it('is unknown once that has lasted for minutes, not because the machine slept for hours in between', async () => {
    const { clock, record, isUnknown } = await refusedOnce();
    // The time of the system goes on, and no timer runs.
    clock.setBack(-10 * hours);
    await clock.advance(60_000);
    expect(record('a')?.failure?.attempts).toBeGreaterThan(1);
    expect(isUnknown()).toBe(false);
    await clock.advance(10 * 60_000);
    expect(isUnknown()).toBe(true);
  });

  it('is not unknown because the answer to a question was on its way while the machine slept', async () => {
    const { client, clock, record, isUnknown } = await refusedOnce();
    const goOn = client.hold();
    const before = client.asked.length;
    while (client.asked.length === before) await clock.advance(1_000);
    clock.setBack(-10 * hours);
    goOn();
    await clock.advance(0);
    expect(record('a')?.failure).toMatchObject({ code: 'not-found', attempts: 2 });
    expect(isUnknown()).toBe(false);
  });

  it('stays unknown while questions fail for another reason, until it is answered', async () => {
    const { client, clock, watcher, record, isUnknown } = await refusedOnce();
    await clock.advance(15 * 60_000);
    for (const failure of ['service-down', 'not-found', 'timeout', 'not-found'] as const) {
      client.say('a', failure);
      watcher.askNow(['a']);
      await clock.advance(0);
      expect(record('a')?.failure?.code).toBe(failure);
      expect(isUnknown()).toBe(true);
    }
    client.say('a', { status: 'running' });
    watcher.askNow(['a']);
    await clock.advance(0);
    expect(record('a')?.failure).toBeNull();
    expect(isUnknown()).toBe(false);
  });

  it('is not unknown because questions failed for another reason in between', async () => {
    const { client, clock, watcher, record, isUnknown } = await refusedOnce();
    client.say('a', 'service-down');
    watcher.askNow(['a']);
    await clock.advance(10 * 60_000);
    client.say('a', 'not-found');
    await clock.advance(2 * 60_000);
    expect(record('a')?.failure?.code).toBe('not-found');
    expect(isUnknown()).toBe(false);
  });

  it('is not unknown because the service wanted to be left alone for ten minutes in between', async () => {
    const { clock, gates, origin, record, isUnknown } = await refusedOnce();
    const failure = { code: 'rate-limited', text: null, retryAfterMs: 10 * 60_000 } as const;
    gates.noteFailure(origin, failure, { resource: 'account', startedAt: clock.now() });
    await clock.advance(11 * 60_000);
    expect(record('a')?.failure?.attempts).toBeGreaterThan(1);
    expect(isUnknown()).toBe(false);
    await clock.advance(10 * 60_000);
    expect(isUnknown()).toBe(true);
  });

  it('is unknown after minutes also where the system’s clock was set back meanwhile', async () => {
    const { clock, isUnknown } = await refusedOnce();
    clock.setBack(hours);
    await clock.advance(4 * 60_000);
    expect(isUnknown()).toBe(false);
    await clock.advance(6 * 60_000);
    expect(isUnknown()).toBe(true);
  });

  it('is not unknown because there was no key for hours in between', async () => {
    const { watcher, clock, record, isUnknown } = await refusedOnce();
    watcher.lock();
    for (let minute = 0; minute < 600; minute += 1) {
      watcher.askNow(['a']);
      await clock.advance(60_000);
    }
    watcher.restart();
    await clock.advance(60_000);
    expect(record('a')?.failure?.attempts).toBeGreaterThan(1);
    expect(isUnknown()).toBe(false);
  });
});

describe('what the loop is told of a job from an earlier run', () => {
  it('is its last status, and nothing of its failures', () => {
    const fresh = newWatchedJob('a', 1, null, 1);
    expect(historyOf(fresh)).toEqual(unasked);
    const failing = {
      ...fresh.record,
      failure: { code: 'offline' as const, text: null, since: 1, attempts: 9 },
    };
    expect(historyOf({ ...fresh, record: failing }).failures).toBe(0);
  });
});
