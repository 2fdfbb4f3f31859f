import { describe, expect, it } from 'vitest';
import type { ApiFailure } from './api-failure.ts';
import { virtualClock } from '../testing/virtual-clock.ts';
import { OriginGates } from './origin-gates.ts';

const api = 'https://api.rigyd.com';
const files = 'https://assets.rigyd.com';

function setUp() {
  const clock = virtualClock();
  const doubts: string[] = [];
  const gates = new OriginGates({ clock, random: () => 0.5, onDoubt: (origin) => doubts.push(origin) });
  let told = 0;
  gates.subscribe(() => (told += 1));
  const fail = (
    code: ApiFailure['code'],
    {
      origin = api,
      resource = 'a',
      retryAfterMs = null as number | null,
      text = null as string | null,
      took = 0,
    } = {},
  ) => gates.noteFailure(origin, { code, text, retryAfterMs }, { resource, startedAt: clock.now() - took });
  return { clock, gates, doubts, fail, told: () => told };
}

describe('one origin', () => {
  it('closes at once where it refuses the connection, and opens with the first answer', () => {
    const { gates, fail, told } = setUp();
    expect(gates.admit(api)).toBe(true);
    fail('offline');
    expect(gates.isOpen(api)).toBe(false);
    expect(gates.admit(api)).toBe(false);
    gates.noteAnswer(api);
    expect(gates.admit(api)).toBe(true);
    expect(gates.until(api)).toBeNull();
    expect(told()).toBe(2);
  });

  it('is not opened by the answer to a request from before it closed', async () => {
    const { clock, gates, fail } = setUp();
    const before = clock.now();
    await clock.advance(100);
    fail('offline');
    gates.noteAnswer(api, before);
    expect(gates.isOpen(api)).toBe(false);
  });

  it('keeps its trouble to itself', () => {
    const { gates, fail } = setUp();
    fail('rate-limited', { origin: files, retryAfterMs: 60_000 });
    fail('offline', { origin: files, text: 'net::ERR_CONNECTION_REFUSED' });
    expect(gates.isOpen(files)).toBe(false);
    expect(gates.isOpen(api)).toBe(true);
  });

  it('is asked again for as long as it said, not earlier, and by one request alone', async () => {
    const { clock, gates, fail, told } = setUp();
    fail('rate-limited', { retryAfterMs: 300_000 });
    gates.noteAnswer(api);
    expect(gates.until(api), 'an answer to an older request').toBe(clock.now() + 300_000);
    await clock.advance(299_999);
    expect(gates.admit(api)).toBe(false);
    const before = told();
    await clock.advance(1);
    expect(told(), 'whoever waits is told').toBe(before + 1);
    expect([gates.admit(api), gates.admit(api)]).toEqual([true, false]);
    gates.noteAnswer(api);
    expect(gates.admit(api)).toBe(true);
  });

  it('tells whether it would let a request through without letting one through', async () => {
    const { gates, fail, clock } = setUp();
    fail('offline');
    expect(gates.wouldAdmit(api)).toBe(false);
    await clock.advance(2_000);
    expect([gates.wouldAdmit(api), gates.wouldAdmit(api), gates.admit(api)]).toEqual([true, true, true]);
    expect(gates.wouldAdmit(api)).toBe(false);
  });

  it('is probed by somebody else after a probe that failed, and by the same one a second later where nobody else asks', async () => {
    const { clock, gates, fail, told } = setUp();
    fail('offline');
    await clock.advance(2_000);
    expect(gates.admit(api, 'jobs')).toBe(true);
    fail('offline');
    await clock.advance(4_000);
    const mayProbe = () =>
      (['jobs', 'account', 'results'] as const).map((asker) => gates.wouldAdmit(api, asker));
    expect(mayProbe()).toEqual([false, true, true]);
    const before = told();
    await clock.advance(1_000);
    expect(mayProbe()).toEqual([true, true, true]);
    expect(told()).toBeGreaterThan(before);
    expect(gates.admit(api, 'results')).toBe(true);
    fail('offline');
    await clock.advance(8_000);
    expect(mayProbe()).toEqual([true, true, false]);
    gates.retryNow();
    expect(mayProbe()).toEqual([true, true, true]);
  });

  it('is probed by another request when the first was given up, or never came back', async () => {
    const { clock, gates, fail } = setUp();
    fail('offline');
    await clock.advance(2_000);
    expect(gates.admit(api)).toBe(true);
    gates.noteAbandoned(api);
    expect(gates.admit(api)).toBe(true);
    await clock.advance(89_999);
    expect(gates.admit(api)).toBe(false);
    await clock.advance(1);
    expect(gates.admit(api)).toBe(true);
  });

  it('is probed by another request when the first could not be sent at all', async () => {
    const { clock, gates, fail } = setUp();
    fail('offline');
    await clock.advance(2_000);
    expect(gates.admit(api)).toBe(true);
    const thrown = new URIError('URI malformed');
    await expect(gates.noting(api, 'a', undefined, () => Promise.reject(thrown))).rejects.toBe(thrown);
    await expect(
      gates.noting(api, 'a', undefined, () => {
        throw thrown;
      }),
    ).rejects.toBe(thrown);
    expect([gates.isOpen(api), gates.admit(api)]).toEqual([false, true]);
  });

  it('that asked to wait is probed once in ten seconds at most, however often a person does not want to', async () => {
    const { clock, gates, fail } = setUp();
    let probes = 0;
    for (let round = 0; round < 600; round += 1) {
      if (gates.admit(api)) {
        probes += 1;
        fail('rate-limited', { retryAfterMs: 600_000 });
      }
      gates.retryNow();
      await clock.advance(100);
    }
    expect(probes).toBeLessThanOrEqual(8);
  });

  it('is probed at once when a person does not want to wait', () => {
    const { gates, fail } = setUp();
    fail('rate-limited', { retryAfterMs: 600_000 });
    gates.retryNow();
    expect([gates.admit(api), gates.admit(api)]).toEqual([true, false]);
  });
});

describe('one job', () => {
  it.each(['timeout', 'connection-lost', 'service-down', 'bad-answer'] as const)(
    'closes no gate by %s, however often',
    async (code) => {
      const { clock, gates, fail } = setUp();
      for (let round = 0; round < 20; round += 1) {
        fail(code);
        await clock.advance(3_000);
      }
      expect(gates.isOpen(api)).toBe(true);
    },
  );

  it('that fails while nothing else is asked makes something else be asked, once a minute', async () => {
    const { clock, fail, doubts } = setUp();
    for (let second = 0; second < 120; second += 3) {
      fail('timeout');
      await clock.advance(3_000);
    }
    expect(doubts).toEqual([api, api]);
  });

  it('closes none together with others as slow, while the rest is answered', async () => {
    const { clock, gates, fail } = setUp();
    for (let round = 0; round < 10; round += 1) {
      await clock.advance(19_000);
      gates.noteAnswer(api);
      await clock.advance(1_000);
      for (const resource of ['a', 'b', 'c', 'd', 'e', 'f']) fail('timeout', { resource, took: 20_000 });
    }
    expect(gates.isOpen(api)).toBe(true);
  });
});

describe('several jobs', () => {
  it('whose answers are too large close no gate, for the service has answered', async () => {
    const { clock, gates, fail } = setUp();
    for (let round = 0; round < 20; round += 1) {
      for (const resource of ['a', 'b', 'c', 'd', 'e']) fail('answer-too-large', { resource });
      await clock.advance(3_000);
    }
    expect(gates.isOpen(api)).toBe(true);
  });

  it('close the gate by silence that lasts', async () => {
    const { clock, gates, fail } = setUp();
    fail('connection-lost', { resource: 'a' });
    fail('connection-lost', { resource: 'b' });
    expect(gates.isOpen(api)).toBe(true);
    await clock.advance(3_000);
    fail('connection-lost', { resource: 'a' });
    expect(gates.stateOf(api)).toMatchObject({ reason: 'offline', since: clock.now() - 3_000 });
  });

  it('close it at once where they are many', () => {
    const { gates, fail } = setUp();
    for (const resource of ['a', 'b', 'c', 'd', 'e']) fail('connection-lost', { resource });
    expect(gates.isOpen(api)).toBe(false);
  });

  it('close it when nothing of use was answered for fifteen seconds', async () => {
    const { clock, gates, fail } = setUp();
    for (let second = 0; second < 15; second += 3) {
      for (const resource of ['a', 'b']) fail('service-down', { resource });
      expect(gates.isOpen(api)).toBe(true);
      await clock.advance(3_000);
    }
    fail('bad-answer');
    expect(gates.stateOf(api)).toMatchObject({ reason: 'failing', failure: { code: 'bad-answer' } });
    await clock.advance(2_000);
    fail('service-down');
    expect(gates.until(api)).toBe(clock.now() + 4_000);
  });

  it('of which one failed before the machine slept and one after it close no gate, as nobody asked in between', async () => {
    const { clock, gates, fail } = setUp();
    fail('service-down', { resource: 'a' });
    // The time of the system goes on, and no timer runs.
    clock.setBack(-8 * 3_600_000);
    gates.retryNow();
    fail('service-down', { resource: 'b' });
    expect(gates.isOpen(api)).toBe(true);
    await clock.advance(15_000);
    fail('service-down', { resource: 'a' });
    expect(gates.stateOf(api)).toMatchObject({ reason: 'failing', since: clock.now() - 15_000 });
  });
});

describe('a 503 that asks for a wait', () => {
  const busy = { retryAfterMs: 600_000 };

  it('quiets nobody else while others are answered', async () => {
    const { clock, gates, fail } = setUp();
    for (let second = 0; second < 60; second += 1) {
      fail('service-down', { ...busy, resource: 'a', took: 50 });
      fail('service-down', { ...busy, resource: 'b', took: 50 });
      gates.noteAnswer(api);
      await clock.advance(1_000);
    }
    expect(gates.isOpen(api)).toBe(true);
  });

  it('quiets all where nobody else is answered for three seconds, or five say so in a row', async () => {
    const { clock, gates, fail } = setUp();
    fail('service-down', { ...busy, resource: 'a' });
    await clock.advance(3_000);
    expect(gates.isOpen(api)).toBe(true);
    fail('service-down', { ...busy, resource: 'b' });
    expect(gates.stateOf(api)).toMatchObject({ reason: 'rate-limited', until: clock.now() + 600_000 });

    const second = setUp();
    for (const resource of ['a', 'b', 'c', 'd', 'e']) second.fail('service-down', { ...busy, resource });
    expect(second.gates.stateOf(api)).toMatchObject({ reason: 'rate-limited' });
  });

  it('of the job that happens to probe lengthens no wait that was about something else', async () => {
    const { clock, gates, fail } = setUp();
    fail('rate-limited', { retryAfterMs: 2_000 });
    await clock.advance(2_000);
    gates.admit(api);
    fail('service-down', busy);
    expect((gates.until(api) ?? 0) - clock.now()).toBeLessThanOrEqual(4_000);
  });

  it('is kept to by the probe where it was about all', async () => {
    const { clock, gates, fail } = setUp();
    for (const resource of ['a', 'b', 'c', 'd', 'e'])
      fail('service-down', { resource, retryAfterMs: 10_000 });
    await clock.advance(10_000);
    gates.admit(api);
    fail('service-down', busy);
    expect(gates.until(api)).toBe(clock.now() + 600_000);
  });
});

describe('a machine without a network', () => {
  it.each(['service-down', 'bad-answer', 'offline'] as const)(
    'has one again where somebody is reached, be it without success (%s), and who waits is told',
    async (code) => {
      const { clock, gates, fail } = setUp();
      fail('offline', { text: 'net::ERR_INTERNET_DISCONNECTED' });
      await clock.advance(2_000);
      expect(gates.admit(files)).toBe(true);
      const open: boolean[] = [];
      gates.subscribe(() => open.push(gates.wouldAdmit(api)));
      fail(code, { origin: files, text: 'net::ERR_CONNECTION_REFUSED' });
      expect(open.at(-1)).toBe(true);
    },
  );

  it('closes the gates of all origins, and opens them with an answer of any', async () => {
    const { clock, gates, fail } = setUp();
    fail('offline', { text: 'net::ERR_INTERNET_DISCONNECTED' });
    expect([gates.isOpen(api), gates.isOpen(files)]).toEqual([false, false]);
    await clock.advance(2_000);
    expect([gates.admit(api), gates.admit(files)]).toEqual([true, false]);
    gates.noteAnswer(api);
    expect([gates.isOpen(api), gates.isOpen(files)]).toEqual([true, true]);
  });

  it('that finds one only closes the gate of whoever still refuses', async () => {
    const { clock, gates, fail } = setUp();
    fail('offline', { text: 'net::ERR_INTERNET_DISCONNECTED' });
    await clock.advance(2_000);
    fail('offline', { text: 'net::ERR_CONNECTION_REFUSED' });
    expect([gates.isOpen(api), gates.isOpen(files)]).toEqual([false, true]);
  });
});

describe('the system’s clock', () => {
  it.each([
    ['during a wait', 0],
    ['after it, when nobody asked', 90_000],
  ])('set back by an hour keeps nobody waiting: %s', async (_when, passed) => {
    const { clock, gates, fail, told } = setUp();
    fail('offline');
    await clock.advance(passed);
    clock.setBack(3_600_000);
    const before = told();
    await clock.advance(60_000);
    expect([told() > before, gates.admit(api)]).toEqual([true, true]);
  });

  it('set back by a day during a wait lengthens it for nobody who asks meanwhile', async () => {
    const { clock, gates, fail } = setUp();
    fail('offline');
    clock.setBack(24 * 3_600_000);
    expect(gates.admitOrWait(api, 'account')).toBe(2_000);
    expect(gates.until(api)).toBe(clock.now() + 2_000);
    await clock.advance(2_000);
    expect(gates.admitOrWait(api, 'account')).toBeNull();
  });

  it('set back by a day takes back no wait that the service asked for', async () => {
    const { clock, gates, fail } = setUp();
    fail('rate-limited', { retryAfterMs: 300_000 });
    await clock.advance(120_000);
    clock.setBack(24 * 3_600_000);
    await clock.advance(120_000);
    expect(gates.admit(api)).toBe(false);
    await clock.advance(60_000);
    expect(gates.admit(api)).toBe(true);
  });

  it.each([
    ['before it', 0],
    ['in the midst of it', 5],
  ])('set back by a day keeps no trouble of the service from being seen: %s', async (_when, after) => {
    const { clock, gates, fail } = setUp();
    gates.noteAnswer(api);
    for (let seconds = 0; seconds <= 16; seconds += 1) {
      if (seconds === after) clock.setBack(24 * 3_600_000);
      fail('service-down', { resource: `job ${seconds % 4}`, took: 200 });
      await clock.advance(1_000);
    }
    expect(gates.isOpen(api)).toBe(false);
  });
});
