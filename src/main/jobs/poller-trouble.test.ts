import { describe, expect, it } from 'vitest';
import { neverPolled } from './schedule.ts';
import { answer, failure, listed, sentNow, setUpPoller as setUp } from '../testing/poller-harness.ts';

describe('the poll loop in trouble', () => {
  it('stops for all when the connection is lost, probes with one, and goes on with all', async () => {
    let isOnline = false;
    const { clock, poller, asked, gates } = setUp({
      reply: (id) => (isOnline ? answer(id, 'running') : failure('offline')),
    });
    for (let index = 0; index < 10; index += 1) poller.watch(`job-${index}`);
    await clock.advance(0);
    const together = asked.length;
    expect(together).toBeLessThanOrEqual(4);
    await clock.advance(1_900);
    expect(asked).toHaveLength(together);
    await clock.advance(200);
    expect(asked).toHaveLength(together + 1);
    expect(gates.every((kind) => kind === 'closed')).toBe(true);
    isOnline = true;
    await clock.advance(60_000);
    expect(gates.at(-1)).toBe('open');
    expect(new Set(asked.slice(together).map(({ id }) => id)).size).toBe(10);
  });

  it('keeps silent for as long as the service asks', async () => {
    const replies = [failure('rate-limited', 45_000)];
    const { clock, poller, asked } = setUp({ reply: (id) => replies.shift() ?? answer(id, 'running') });
    const start = clock.now();
    poller.watch('a');
    await clock.advance(44_999);
    expect(asked).toHaveLength(1);
    await clock.advance(2);
    expect(asked.map(({ at }) => at - start)).toEqual([0, 45_000]);
  });

  it('leaves one job alone for as long as a 503 asks, and goes on with all others', async () => {
    const { clock, poller, asked, gates } = setUp({
      reply: (id) => (id === 'busy' ? failure('service-down', 600_000) : answer(id, 'running')),
    });
    for (let index = 0; index < 20; index += 1) poller.watch(`job-${index}`);
    poller.watch('busy');
    const start = clock.now();
    await clock.advance(20 * 60_000);
    expect(gates).toEqual([]);
    const times = asked.filter(({ id }) => id === 'busy').map(({ at }) => at - start);
    expect(times).toHaveLength(2);
    expect(times[1]).toBeGreaterThanOrEqual(600_000);
    expect(asked.filter(({ id }) => id === 'job-7').length).toBeGreaterThan(390);
  });

  it('leaves it alone also while a fresh list goes on telling of it', async () => {
    let isBusy = false;
    const { clock, poller, asked } = setUp({
      reply: (id) => (isBusy && id === 'a' ? failure('service-down', 600_000) : answer(id, 'running')),
    });
    for (const id of ['a', 'b']) poller.watch(id);
    await clock.advance(0);
    isBusy = true;
    poller.pollNow(['a']);
    await clock.advance(0);
    asked.length = 0;
    const start = clock.now();
    const times = (): number[] => asked.filter(({ id }) => id === 'a').map(({ at }) => at - start);
    while (times().length === 0) {
      await clock.advance(5_000);
      poller.noteListed('a', listed('running'), sentNow(clock), 12_000);
      expect(clock.now() - start).toBeLessThan(700_000);
    }
    expect(times()[0]).toBeGreaterThanOrEqual(600_000);
  });

  it('drops the answers to the key before, and polls again with another', async () => {
    const { clock, poller, asked, log, reply } = setUp();
    poller.watch('a');
    await clock.advance(0);
    poller.restart();
    expect(asked[0]?.signal.aborted).toBe(true);
    expect(asked).toHaveLength(2);
    await reply(0, failure('unauthorized'));
    await reply(1, answer('a', 'running'));
    expect(log).toEqual(['a running']);
  });

  it('goes on at once when the system’s clock is set back', async () => {
    const { clock, poller, asked } = setUp({ reply: (id) => answer(id, 'running') });
    poller.watch('a');
    await clock.advance(0);
    clock.setBack(3_600_000);
    await clock.advance(3_000);
    expect(asked.length).toBeGreaterThanOrEqual(2);
  });

  it('polls gently at its usual pace when the system’s clock was a day ahead and is set right', async () => {
    const { clock, poller, idsAsked } = setUp({ reply: (id) => answer(id, 'completed') });
    for (let index = 0; index < 10; index += 1) poller.watch(`early-${index}`, neverPolled, 'gently');
    await clock.advance(60_000);
    clock.setBack(24 * 3_600_000);
    for (let index = 0; index < 5; index += 1) poller.watch(`late-${index}`, neverPolled, 'gently');
    await clock.advance(11_000);
    expect(idsAsked().filter((id) => id.startsWith('late'))).toHaveLength(5);
  });

  it('requests nothing while it is locked', async () => {
    const { clock, poller, asked } = setUp();
    poller.lock();
    poller.watch('a');
    poller.pollNow(['a']);
    await clock.advance(60_000);
    expect(asked).toHaveLength(0);
    poller.reopen();
    expect(asked).toHaveLength(1);
  });

  it('does not poll unknown IDs again just because the connection is back', async () => {
    const { clock, poller, asked } = setUp({ reply: () => failure('not-found') });
    poller.watch('a');
    await clock.advance(0);
    poller.reopen();
    await clock.advance(10_000);
    expect(asked).toHaveLength(1);
    await clock.advance(20_000);
    expect(asked).toHaveLength(2);
  });

  it('a refusal of one job proves the connection', async () => {
    const replies = [failure('offline'), failure('not-found')];
    const { clock, poller, gates } = setUp({ reply: () => replies.shift() ?? failure('not-found') });
    poller.watch('a');
    await clock.advance(3_100);
    expect(gates).toEqual(['closed', 'open']);
  });

  it('wakes at least once a minute, so that a suspended machine does not oversleep', async () => {
    const { clock, poller } = setUp({ reply: () => failure('rate-limited', 600_000) });
    poller.watch('a');
    await clock.advance(0);
    expect(Math.max(...clock.waiting())).toBeLessThanOrEqual(60_000);
  });

  it('does not stay silent behind a closed gate either, when the clock is set back', async () => {
    const { clock, poller, asked } = setUp({ reply: () => failure('offline') });
    poller.watch('a');
    await clock.advance(0);
    clock.setBack(3_600_000);
    await clock.advance(60_000);
    expect(asked.length).toBeGreaterThanOrEqual(2);
  });

  it('takes no heed of a clock that was corrected a little', async () => {
    const { clock, poller, asked } = setUp({
      reply: (id) => (id.startsWith('unknown') ? failure('not-found') : answer(id, 'running')),
    });
    for (let index = 0; index < 40; index += 1) poller.watch(`unknown-${index}`);
    poller.watch('a');
    await clock.advance(10_000);
    const before = asked.length;
    clock.setBack(5_000);
    poller.pollNow(['a']);
    await clock.advance(2_000);
    expect(asked.slice(before).map(({ id }) => id)).toEqual(['a']);
  });

  it('goes on for the others when one request, or the callback for its answer, throws', async () => {
    const { clock, poller, idsAsked, errors } = setUp({
      reply: (id) => {
        if (id.startsWith('bad')) throw new Error('parse blew up');
        return answer(id, id.startsWith('odd') ? 'throws' : 'running');
      },
    });
    for (let index = 0; index < 4; index += 1) poller.watch(`bad-${index}`);
    for (let index = 0; index < 4; index += 1) poller.watch(`odd-${index}`);
    poller.watch('good');
    await clock.advance(60_000);
    expect(idsAsked().filter((id) => id === 'good').length).toBeGreaterThan(15);
    expect(idsAsked().filter((id) => id === 'bad-0').length).toBeGreaterThan(2);
    expect(errors.length).toBeGreaterThan(8);
  });
});
