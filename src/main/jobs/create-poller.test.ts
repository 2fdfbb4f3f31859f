import { describe, expect, it } from 'vitest';
import { newWatchedJob } from './watched-job.ts';
import { neverPolled } from './schedule.ts';
import { historyOf } from './watch-list.ts';
import { createdPoller as setUp } from '../testing/created-poller.ts';
import type { Connection } from '../../shared/session.ts';
import { connectionAfter } from './create-poller.ts';
import type { ClosedGate, Gate } from '../api/gate.ts';

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

  it('to four requests at a time is waited for', async () => {
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
  it('is judged, and leaves nothing to be requested and no connection to show', async () => {
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

  it('is told apart from a refused job: only that job is marked, and polled ever more rarely', async () => {
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

  it('is not noted with a job that was answered while the key was checked', async () => {
    const { client, clock, record, poller, watchAll, checkKeyAfter } = setUp('a');
    client.say('a', { status: 'running' });
    watchAll();
    await clock.advance(5_000);
    let answerCheck = (): void => undefined;
    checkKeyAfter(new Promise((resolve) => (answerCheck = resolve)));
    client.say('a', 'unauthorized');
    await clock.advance(3_500);
    client.say('a', { status: 'completed' });
    poller.pollNow(['a']);
    await clock.advance(1_000);
    answerCheck();
    await clock.advance(1_000);
    expect(record('a')?.failure).toBeNull();
  });

  it('stays refused when an answer from before the refusal comes in late', async () => {
    const { client, clock, poller, watchAll, connection, verdicts, record } = setUp('b');
    client.say('b', { status: 'running' });
    const goOn = client.hold();
    watchAll();
    await clock.advance(0);
    poller.lock();
    goOn();
    await clock.advance(0);
    expect(record('b')?.fetchedAt).toBe(clock.now());
    expect(verdicts).toEqual([]);
    expect(connection()).toEqual({ kind: 'idle' });
  });

  it('is as good as none: a loop that is locked has no connection', async () => {
    const { client, clock, poller, watchAll, connection } = setUp('a');
    client.say('a', { status: 'running' });
    watchAll();
    await clock.advance(0);
    poller.lock();
    expect(connection()).toEqual({ kind: 'idle' });
  });
});

describe('what the poller knows of a job from an earlier run', () => {
  it('is its last status, and nothing of its failures', () => {
    const fresh = newWatchedJob('a', 1, null, 1);
    expect(historyOf(fresh)).toEqual(neverPolled);
    const failing = {
      ...fresh.record,
      failure: { code: 'offline' as const, text: null, since: 1, attempts: 9 },
    };
    expect(historyOf({ ...fresh, record: failing }).failures).toBe(0);
  });
});

const failure = { code: 'timeout' as const, text: null };
const noRoute = { code: 'offline' as const, text: 'no route' };
const offline: Connection = { kind: 'offline', since: 10, failure: noRoute, retryAt: 30 };
const idle: Connection = { kind: 'idle' };
const online: Connection = { kind: 'online' };
const open: Gate = { kind: 'open' };
const closed = (reason: ClosedGate['reason'], values: Partial<ClosedGate> = {}): Gate => ({
  kind: 'closed',
  reason,
  since: 50,
  closedAt: 60,
  until: 99,
  failures: 1,
  failure: noRoute,
  ...values,
});
const after = (before: Connection, gate: Gate, { isLocked = false, isAnswered = false } = {}) =>
  connectionAfter(before, { gate, isLocked, isAnswered });

describe('the connection', () => {
  it('is online once the service has answered, and the same as before if it was', () => {
    for (const before of [idle, offline]) expect(after(before, open, { isAnswered: true })).toEqual(online);
    expect(after(online, open, { isAnswered: true })).toBe(online);
  });

  it('is online when the gate opens, and not known before the first request', () => {
    expect(after(offline, open)).toEqual(online);
    expect(after(idle, open)).toBe(idle);
  });

  it('is idle without a key that the service takes', () => {
    expect(after(online, open, { isLocked: true })).toEqual(idle);
  });

  it('is offline since nothing was answered, with the reason of the last failure and the time of the next try', () => {
    const first = after(online, closed('offline'));
    expect(first).toEqual({ kind: 'offline', since: 50, failure: noRoute, retryAt: 99 });
    expect(after(first, closed('failing', { since: 70, until: 120, failure }))).toEqual({
      kind: 'offline',
      since: 50,
      failure,
      retryAt: 120,
    });
  });

  it('waits where the service asked for it', () => {
    const asked = closed('rate-limited', { failure: { code: 'rate-limited', text: null } });
    expect(after(offline, asked)).toEqual({ kind: 'waiting', until: 99 });
  });

  it('is offline where the service is down, also where it says for how long', () => {
    const down = { code: 'service-down' as const, text: 'Under maintenance' };
    expect(after(online, closed('rate-limited', { failure: down }))).toEqual({
      kind: 'offline',
      since: 50,
      failure: down,
      retryAt: 99,
    });
  });
});
