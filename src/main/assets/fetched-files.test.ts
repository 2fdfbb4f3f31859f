import { join } from 'node:path';
import { readdir } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { failed, success, type Outcome } from '../../shared/errors.ts';
import { useTemporaryFolder } from '../downloads/testing/temporary-folder.ts';
import { PreviewCache } from '../previews/preview-cache.ts';
import { until } from '../testing/core-harness.ts';
import { virtualClock } from '../testing/virtual-clock.ts';
import { FetchedFiles, largeFailure, type FetchOptions, type WriteFetched } from './fetched-files.ts';

const folder = useTemporaryFolder();
const key = 'a'.repeat(64);

function setUp() {
  const clock = virtualClock();
  const cache = new PreviewCache({ folder: join(folder(), 'kept'), clock, maxBytes: 1e9, maxFiles: 10 });
  const fetches: { maxBytes: number; signal: AbortSignal; end: (outcome: Outcome<null>) => void }[] = [];
  /** Waits until the test ends it, or nobody wants it; then it has written six bytes. */
  const write: WriteFetched = async (file, { maxBytes, signal, onBytes }) => {
    onBytes(3, 6);
    const outcome = await new Promise<Outcome<null>>((end) => {
      signal.addEventListener('abort', () => end(failed('cancelled')));
      fetches.push({ maxBytes, signal, end });
    });
    await file.writeFile('abcdef');
    return outcome;
  };
  const waiting = (maxBytes = 100) => {
    const stop = new AbortController();
    const told: unknown[] = [];
    const options: FetchOptions = {
      maxBytes,
      signal: stop.signal,
      onBytes: (...bytes) => void told.push(bytes),
    };
    return { options, told, leave: () => stop.abort() };
  };
  const fetched = new FetchedFiles(cache);
  return {
    fetched,
    fetches,
    write,
    waiting,
    get: (who: { options: FetchOptions }) => fetched.get(key, write, who.options),
  };
}

describe('a file from the network', () => {
  it('is fetched once for all who want it meanwhile, and kept', async () => {
    const { get, fetches, waiting } = setUp();
    const [one, other] = [waiting(), waiting()];
    const both = [get(one), get(other)];
    await until(() => fetches.length === 1);
    fetches[0]?.end(success(null));
    for (const outcome of await Promise.all(both)) expect(outcome).toMatchObject({ value: { bytes: 6 } });
    expect(await get(waiting())).toMatchObject({ ok: true });
    expect(fetches).toHaveLength(1);
    expect(one.told).toEqual([[3, 6]]);
  });

  it('is fetched anew once it was of no use', async () => {
    const { fetched, get, fetches, waiting } = setUp();
    const first = get(waiting());
    await until(() => fetches.length === 1);
    fetches[0]?.end(success(null));
    await first;
    await fetched.forget(key);
    const second = get(waiting());
    await until(() => fetches.length === 2);
    fetches[1]?.end(success(null));
    expect(await second).toMatchObject({ ok: true });
  });

  it('goes on when one of two does not want it any more, and ends with the last', async () => {
    const { get, fetches, waiting } = setUp();
    const [one, other] = [waiting(), waiting()];
    const [first, second] = [get(one), get(other)];
    await until(() => fetches.length === 1);
    one.leave();
    expect(await first).toMatchObject({ failure: { code: 'cancelled' } });
    expect(fetches[0]?.signal.aborted).toBe(false);
    other.leave();
    expect(await second).toMatchObject({ failure: { code: 'cancelled' } });
    expect(fetches[0]?.signal.aborted).toBe(true);
    while ((await readdir(join(folder(), 'kept'))).length > 0) await nextTurn();
  });

  it('is fetched anew for whoever comes while it is being given up', async () => {
    const { get, fetches, waiting } = setUp();
    const one = waiting();
    const first = get(one);
    await until(() => fetches.length === 1);
    one.leave();
    await first;
    const second = get(waiting());
    await until(() => fetches.length === 2);
    fetches[1]?.end(success(null));
    expect(await second).toMatchObject({ ok: true });
  });

  it('is fetched anew for whoever takes more of it than the one who waited first', async () => {
    const { get, fetches, waiting } = setUp();
    const both = [get(waiting(5)), get(waiting(500))];
    await until(() => fetches.length === 1);
    fetches[0]?.end({ ok: false, failure: largeFailure(6) });
    await until(() => fetches.length === 2);
    expect(fetches.map(({ maxBytes }) => maxBytes)).toEqual([5, 500]);
    fetches[1]?.end(success(null));
    expect(await both[0]).toEqual({ ok: false, failure: { code: 'too-large', text: null, bytes: 6 } });
    expect(await both[1]).toMatchObject({ ok: true });
  });

  it('fails for all alike where it cannot be had', async () => {
    const { get, fetches, waiting } = setUp();
    const both = [get(waiting(5)), get(waiting(500))];
    await until(() => fetches.length === 1);
    fetches[0]?.end(failed('offline'));
    for (const outcome of await Promise.all(both))
      expect(outcome).toMatchObject({ failure: { code: 'offline' } });
    expect(fetches).toHaveLength(1);
  });

  it('is not begun for whoever does not want it any more', async () => {
    const { get, fetches, waiting } = setUp();
    const one = waiting();
    one.leave();
    expect(await get(one)).toMatchObject({ failure: { code: 'cancelled' } });
    expect(fetches).toEqual([]);
  });
});
