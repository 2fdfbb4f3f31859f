import { describe, expect, it } from 'vitest';
import { isUnknownJob } from '../../shared/job/job-status.ts';
import { createdPoller as setUp } from '../testing/created-poller.ts';

describe('jobs that are all refused after they ran', () => {
  const minutes = 60_000;

  /** @param hasList whether the list of the account is answered all the while */
  async function refusedAll(count: number, hasList: boolean) {
    const ids = Array.from({ length: count }, (_, index) => `job-${index}`);
    const app = setUp(...ids);
    const answer = (): void => {
      if (hasList) app.poller.noteAnswer();
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

  it('are all polled as soon as one of them is answered again, and no later than after some minutes', async () => {
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

  it('are polled at once when a person does not want to wait, or the list is answered', async () => {
    for (const how of ['retryNow', 'noteAnswer'] as const) {
      const { client, clock, failed, retryNow, poller } = await refusedAll(30, false);
      await clock.advance(50 * minutes);
      client.state.failure = null;
      if (how === 'retryNow') retryNow();
      else poller.noteAnswer();
      await clock.advance(10_000);
      expect(failed()).toBe(0);
    }
  });
});

describe('jobs that are refused where nothing else is answered', () => {
  const minutes = 60_000;
  const ids = Array.from({ length: 30 }, (_, index) => `job-${index}`);

  it('are polled ever more rarely where they were never answered', async () => {
    const { client, clock, watchAll } = setUp(...ids);
    client.state.failure = 'not-found';
    watchAll();
    await clock.advance(5 * 60 * minutes);
    const asked = client.asked.length;
    await clock.advance(60 * minutes);
    expect(client.asked.length - asked).toBeLessThanOrEqual(90);
  });

  it('are polled ever more rarely where they were never answered, though something else is now and then', async () => {
    const { client, clock, watchAll, poller } = setUp(...ids);
    client.state.failure = 'not-found';
    watchAll();
    const answer = (): void => {
      poller.noteAnswer();
      clock.setTimeout(answer, 7 * minutes);
    };
    answer();
    await clock.advance(5 * 60 * minutes);
    const asked = client.asked.length;
    await clock.advance(60 * minutes);
    expect(client.asked.length - asked).toBeLessThanOrEqual(4 * ids.length);
  });

  it('are polled ever more rarely after they ran, though something else is answered now and then', async () => {
    const { client, clock, watchAll, poller } = setUp(...ids);
    for (const id of ids) client.say(id, { status: 'running' });
    watchAll();
    await clock.advance(10_000);
    client.state.failure = 'not-found';
    const answer = (): void => {
      poller.noteAnswer();
      clock.setTimeout(answer, 10 * minutes);
    };
    clock.setTimeout(answer, 10 * minutes);
    await clock.advance(5 * 60 * minutes);
    const asked = client.asked.length;
    await clock.advance(60 * minutes);
    expect(client.asked.length - asked).toBeLessThanOrEqual(4 * ids.length);
  });

  it('are polled as if they had been refused for the first time, once something is answered', async () => {
    const { client, clock, jobs, watchAll, poller } = setUp(...ids);
    for (const id of ids) client.say(id, { status: 'running' });
    watchAll();
    await clock.advance(10_000);
    client.state.failure = 'forbidden';
    await clock.advance(50 * minutes);
    poller.noteAnswer();
    await clock.advance(10_000);
    client.state.failure = null;
    await clock.advance(2 * minutes);
    expect([...jobs.all()].filter(({ record }) => record.failure !== null)).toEqual([]);
  });
});

describe('a job that is refused after it ran', () => {
  const hours = 3_600_000;

  /** A job that was refused once, and whether it counts as unknown. */
  async function refusedOnce() {
    const app = setUp('a');
    // The account is answered all the while.
    const answer = (): void => {
      app.poller.noteAnswer();
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

  it('is not unknown because a request was in flight while the machine slept', async () => {
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

  it('stays unknown while requests fail for another reason, until it is answered', async () => {
    const { client, clock, poller, record, isUnknown } = await refusedOnce();
    await clock.advance(15 * 60_000);
    for (const failure of ['service-down', 'not-found', 'timeout', 'not-found'] as const) {
      client.say('a', failure);
      poller.pollNow(['a']);
      await clock.advance(0);
      expect(record('a')?.failure?.code).toBe(failure);
      expect(isUnknown()).toBe(true);
    }
    client.say('a', { status: 'running' });
    poller.pollNow(['a']);
    await clock.advance(0);
    expect(record('a')?.failure).toBeNull();
    expect(isUnknown()).toBe(false);
  });

  it('is not unknown because requests failed for another reason in between', async () => {
    const { client, clock, poller, record, isUnknown } = await refusedOnce();
    client.say('a', 'service-down');
    poller.pollNow(['a']);
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
    const { poller, clock, record, isUnknown } = await refusedOnce();
    poller.lock();
    for (let minute = 0; minute < 600; minute += 1) {
      poller.pollNow(['a']);
      await clock.advance(60_000);
    }
    poller.restart();
    await clock.advance(60_000);
    expect(record('a')?.failure?.attempts).toBeGreaterThan(1);
    expect(isUnknown()).toBe(false);
  });
});
