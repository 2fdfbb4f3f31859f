import { describe, expect, it } from 'vitest';
import type { ApiFailure } from '../api/api-failure.ts';
import { setUpWideNet as setUp } from '../testing/wide-net-harness.ts';

describe('a list that is refused', () => {
  const tooMany = (retryAfterMs: number | null): ApiFailure => ({
    code: 'rate-limited',
    text: null,
    retryAfterMs,
  });

  it('is asked for ever more rarely, and as before once it is answered', async () => {
    const { pages, trouble, run } = setUp(100, 'fresh');
    trouble.failure = tooMany(null);
    await run(30_000 + 60_000 + 120_000);
    expect(pages).toHaveLength(3);
    await run(60 * 60_000);
    expect(pages.length).toBeLessThanOrEqual(11);
    trouble.failure = null;
    pages.length = 0;
    while (pages.length < 3) await run(10_000);
    trouble.failure = tooMany(null);
    pages.length = 0;
    await run(45_000);
    expect(pages).toHaveLength(2);
  });

  it('is left alone for as long as the service asks, by all that read it', async () => {
    const { net, clock, pages, trouble, signal, run } = setUp(300, 'fresh');
    await run(2_000);
    trouble.failure = tooMany(300_000);
    pages.length = 0;
    while (net.dueInMs !== 0) await clock.advance(net.dueInMs ?? 0);
    await net.read(signal);
    expect(net.dueInMs).toBe(300_000);
    await run(299_000);
    expect(pages).toHaveLength(1);
  });

  it('counts as refused once where several of its pages are at once', async () => {
    const { net, clock, pages, trouble, signal, run } = setUp(300, 'fresh');
    await run(2_000);
    await clock.advance(6_000);
    trouble.failure = tooMany(null);
    pages.length = 0;
    const waits = await Promise.all([net.read(signal), net.read(signal), net.read(signal)]);
    expect(pages).toHaveLength(3);
    expect(waits).toEqual([30_000, 30_000, 30_000]);
  });

  it('is asked for at once with another key', async () => {
    const { net, trouble, run } = setUp(100, 'fresh');
    trouble.failure = tooMany(300_000);
    await run(1_000);
    net.forget();
    expect(net.dueInMs).toBe(0);
  });
});

describe('a list of which some pages fail', () => {
  const down: ApiFailure = { code: 'service-down', text: null, retryAfterMs: null };
  const times = (pages: readonly number[], page: number): number =>
    pages.filter((one) => one === page).length;

  it.each(['from the start', 'later'])(
    'has the others read as before, and that one ever more rarely: %s',
    async (when) => {
      const { pages, listed, trouble, run } = setUp(300, 'fresh');
      if (when === 'later') await run(10_000);
      Object.assign(trouble, { failure: down, pages: [2] });
      pages.length = 0;
      listed.length = 0;
      await run(200_000);
      expect(times(pages, 2)).toBe(3);
      expect(times(pages, 1)).toBeGreaterThan(120);
      expect(times(pages, 3)).toBeGreaterThan(120);
      trouble.failure = null;
      pages.length = 0;
      await run(300_000);
      expect(times(pages, 2)).toBeGreaterThan(5);
      expect(listed).toContain('job150');
    },
  );

  it('has those read that can be where two fail at once', async () => {
    const { net, clock, pages, trouble, signal, run } = setUp(300, 'fresh');
    await run(2_000);
    await clock.advance(6_000);
    Object.assign(trouble, { failure: down, pages: [1, 2] });
    pages.length = 0;
    for (const end = clock.now() + 240_000; clock.now() < end; await clock.advance(net.dueInMs ?? 0))
      await Promise.all([net.read(signal), net.read(signal), net.read(signal)]);
    expect(times(pages, 3)).toBeGreaterThan(24);
    expect(times(pages, 1) + times(pages, 2)).toBeLessThan(8);
  });

  it('is left alone as a whole where page after page fails', async () => {
    const { pages, trouble, run } = setUp(1_000, 'fresh');
    await run(10_000);
    trouble.failure = down;
    pages.length = 0;
    await run(30_000 + 60_000 + 120_000);
    expect(pages.length).toBeLessThanOrEqual(4);
  });

  it('is compared by another page', async () => {
    const { pages, trouble, run } = setUp(300, null, (index, ms) =>
      ms / 1_000 > index % 100 ? 'running' : 'queued',
    );
    await run(1_000);
    Object.assign(trouble, { failure: down, pages: [1] });
    pages.length = 0;
    await run(20_000);
    expect(times(pages, 1)).toBe(1);
    expect(times(pages, 2)).toBeGreaterThan(3);
  });

  it('is not left alone by a reader until the page that fails is to be read again', async () => {
    const { net, trouble, run } = setUp(100, 'fresh');
    await run(2_000);
    trouble.failure = down;
    await run(10_000);
    expect(net.dueInMs).toBeLessThanOrEqual(10_000);
  });
});
