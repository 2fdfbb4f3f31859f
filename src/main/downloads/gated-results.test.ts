import { describe, expect, it } from 'vitest';
import { failed, success } from '../../shared/errors.ts';
import type { OpenResult } from '../api/result-stream.ts';
import { virtualClock } from '../testing/virtual-clock.ts';
import { OriginGates } from '../api/origin-gates.ts';
import { RequestRate } from '../api/request-rate.ts';
import { createGatedResults } from './gated-results.ts';

const api = 'https://api.rigyd.com';
const files = 'https://assets.rigyd.com';
const stream = { body: new Blob([]).stream(), offset: 0, totalBytes: null, etag: null };

/** Gates of the API and its file host that are closed, and whose wait is over: one request to each finds out. */
async function setUp(openResult: OpenResult) {
  const clock = virtualClock();
  const gates = new OriginGates({ clock, random: () => 0.5 });
  const failure = { code: 'rate-limited' as const, text: null, retryAfterMs: null };
  for (const origin of [api, files])
    gates.noteFailure(origin, failure, { resource: 'a', startedAt: clock.now() });
  await clock.advance(3_000);
  const rate = new RequestRate(clock);
  const open = createGatedResults({ openResult, gates, rate, api, clock });
  const abort = new AbortController();
  return {
    clock,
    rate,
    gates,
    abort,
    open: (jobId = 'a') => open(jobId, 'all', { signal: abort.signal, resume: null }),
  };
}

describe('a result that finds out whether its hosts answer again', () => {
  it('opens the gates of all that it was sent on to', async () => {
    const { gates, open } = await setUp(async (_id, _format, { admit }) => {
      expect(admit?.(files)).toBe(true);
      return success({ ...stream, origin: 'https://third.example' });
    });
    expect(await open()).toMatchObject({ ok: true });
    expect([gates.isOpen(api), gates.isOpen(files)]).toEqual([true, true]);
  });

  it('is asked for when it is its turn, and not at all where it is not wanted any more by then', async () => {
    let opened = 0;
    const { clock, rate, abort, open } = await setUp(async (_id, _format, { signal }) => {
      opened += signal.aborted ? 0 : 1;
      return success({ ...stream, origin: api });
    });
    while (rate.take());
    const first = open();
    await clock.advance(99);
    expect(opened).toBe(0);
    await clock.advance(1);
    await first;
    expect(opened).toBe(1);
    const second = open();
    abort.abort();
    await second;
    expect(opened).toBe(1);
  });

  describe('the pace at which results are asked for where nothing is polled', () => {
    const openMany = async (count: number, outcomeOf: (at: number) => Awaited<ReturnType<OpenResult>>) => {
      let opened = 0;
      const { clock, rate, gates, open } = await setUp(async () => {
        await new Promise<void>((resolve) => void clock.setTimeout(resolve, 40));
        return outcomeOf((opened += 1));
      });
      for (const origin of [api, files]) gates.noteAnswer(origin);
      const startedAt = clock.now();
      let left = count;
      let endedAt = startedAt;
      const openSome = async (): Promise<void> => {
        for (; left > 0; left -= 1) await open();
        endedAt = clock.now();
      };
      for (let each = 0; each < 6; each += 1) void openSome();
      await clock.advance(180_000);
      return { rate, clock, seconds: (endedAt - startedAt) / 1_000 };
    };
    const opened = success({ ...stream, origin: api });

    it('rises as they are opened', async () => {
      const { seconds } = await openMany(1_000, () => opened);
      expect(seconds).toBeLessThan(12);
    });

    it('falls where the API refuses one, not where its file host does', async () => {
      const refusedBy = (origin: string) => (at: number) =>
        at === 500
          ? { ok: false as const, failure: { code: 'rate-limited' as const, text: null, origin } }
          : opened;
      const burstAfter = async (origin: string): Promise<boolean[]> => {
        const { rate, clock } = await openMany(1_000, refusedBy(origin));
        await clock.advance(10_000);
        return [rate.take(), rate.take()];
      };
      expect(await burstAfter(files)).toEqual([true, true]);
      // There is no burst for ten minutes.
      expect(await burstAfter(api)).toEqual([true, false]);
    });

    it('does not fall by a refusal that finds out whether the API answers again', async () => {
      const { open, rate } = await setUp(async () => failed('rate-limited'));
      await open();
      expect([rate.take(), rate.take()]).toEqual([true, true]);
    });
  });

  it('quiets the API for nobody, however many are still being packed', async () => {
    const { gates, open } = await setUp(async () => ({
      ok: false,
      failure: { code: 'service-down', text: null, retryAfterMs: 600_000, origin: api },
    }));
    gates.noteAnswer(api);
    for (let index = 0; index < 20; index += 1) await open(`job-${index}`);
    expect(gates.isOpen(api)).toBe(true);
  });

  describe.each([
    ['a page of another site', { code: 'bad-answer', origin: 'https://sign-in.example' }],
    ['an address that must not be asked', { code: 'address-refused' }],
  ] as const)('that is sent on to %s', (_, failure) => {
    const openResult: OpenResult = async (_id, _format, { admit }) => {
      if ('origin' in failure) admit?.(failure.origin);
      return { ok: false, failure: { text: null, ...failure } };
    };

    it('says nothing of an API that answers others, however often', async () => {
      const { clock, gates, open } = await setUp(openResult);
      gates.noteAnswer(api);
      for (let index = 0; index < 20; index += 1) {
        expect((await open(`job-${index}`)).ok).toBe(false);
        await clock.advance(2_000);
      }
      expect(gates.isOpen(api)).toBe(true);
    });

    it('shows that an API is there again that was away', async () => {
      const { gates, open } = await setUp(openResult);
      await open();
      expect(gates.isOpen(api)).toBe(true);
    });

    it('leaves the API out of reach where something else had answered in its place already', async () => {
      const { clock, gates, open } = await setUp(openResult);
      gates.noteAnswer(api);
      const page = { code: 'bad-answer' as const, text: 'The service redirects.', retryAfterMs: null };
      for (const resource of ['a', 'b']) {
        gates.noteFailure(api, page, { resource, startedAt: clock.now() });
        await clock.advance(16_000);
      }
      gates.noteFailure(api, page, { resource: 'c', startedAt: clock.now() });
      await clock.advance(3_000);
      expect(gates.wouldAdmit(api) && !gates.isOpen(api)).toBe(true);
      await open();
      expect([gates.isOpen(api), gates.wouldAdmit(api)]).toEqual([false, false]);
    });
  });

  it.each([
    ['that shows a page', true],
    ['that is known to show pages', false],
  ])('tells of a host in the middle that sends on to one %s', async (_what, isAdmitted) => {
    const last = 'https://sign-in.example';
    const { clock, gates, open } = await setUp(async (_id, _format, { admit }) => {
      expect([admit?.(files), admit?.(last)]).toEqual([true, isAdmitted]);
      return { ok: false, failure: { code: 'bad-answer', text: null, origin: last } };
    });
    if (!isAdmitted)
      for (const resource of ['a', 'b', 'c']) {
        const startedAt = clock.now();
        await clock.advance(16_000);
        const page = { code: 'bad-answer', text: null, retryAfterMs: null } as const;
        gates.noteFailure(last, page, { resource, startedAt });
      }
    await open();
    expect([gates.isOpen(api), gates.isOpen(files)]).toEqual([true, true]);
  });

  it.each([
    ['shows pages', 'bad-answer', false],
    ['is a file host that is away', 'offline', true],
  ] as const)(
    'tells of the API where it sends on to a host that is known to be closed: %s',
    async (_, code, isThere) => {
      const { clock, gates, open } = await setUp(async (_id, _format, { admit }) => {
        expect(admit?.('https://other.example')).toBe(false);
        return failed('offline');
      });
      const failure = { code, text: null, retryAfterMs: null };
      gates.noteAnswer(api);
      for (const origin of [api, 'https://other.example'])
        for (const resource of ['a', 'b', 'c']) {
          const startedAt = clock.now();
          await clock.advance(16_000);
          gates.noteFailure(
            origin,
            { ...failure, code: origin === api ? 'bad-answer' : code },
            { resource, startedAt },
          );
        }
      await clock.advance(1_000);
      gates.retryNow();
      gates.admit('https://other.example');
      await open();
      expect(gates.isOpen(api)).toBe(isThere);
    },
  );

  it.each(['service-down', 'bad-answer', 'timeout', 'connection-lost'] as const)(
    'waits with the API where nothing of use comes from there to anybody: %s',
    async (code) => {
      const { open } = await setUp(async () => ({ ok: false, failure: { code, text: null, origin: api } }));
      expect(await open()).toMatchObject({ failure: { code, waitsFor: api } });
    },
  );

  it('uses up a try where others are answered', async () => {
    const { gates, open } = await setUp(async () => ({
      ok: false,
      failure: { code: 'service-down', text: null, origin: api },
    }));
    gates.noteAnswer(api);
    expect(await open()).toEqual({ ok: false, failure: { code: 'service-down', text: null, origin: api } });
  });

  it('may ask a host twice', async () => {
    const { open } = await setUp(async (_id, _format, { admit }) => {
      expect([admit?.(files), admit?.(files)]).toEqual([true, true]);
      return success({ ...stream, origin: files });
    });
    expect(await open()).toMatchObject({ ok: true });
  });

  it('leaves the finding out to another one where it was given up', async () => {
    const { gates, abort, open } = await setUp(async (_id, _format, { admit }) => {
      admit?.(files);
      abort.abort();
      return failed('cancelled');
    });
    await open();
    expect([gates.isOpen(api), gates.isOpen(files)]).toEqual([false, false]);
    expect([gates.admit(api), gates.admit(files)]).toEqual([true, true]);
  });

  it('leaves it to another one where it threw', async () => {
    const thrown = new URIError('URI malformed');
    const { gates, open } = await setUp((_id, _format, { admit }) => {
      admit?.(files);
      return Promise.reject(thrown);
    });
    await expect(open()).rejects.toBe(thrown);
    expect([gates.admit(api), gates.admit(files)]).toEqual([true, true]);
  });
});
