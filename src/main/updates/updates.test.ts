import { describe, expect, it } from 'vitest';
import { failed, success, type Outcome } from '../../shared/errors.ts';
import type { Updates } from '../../shared/updates.ts';
import { virtualClock } from '../testing/virtual-clock.ts';
import type { FeedFile } from './signed-feed.ts';
import type { FoundSource } from './update-source.ts';
import type { FoundRelease } from './update-work.ts';
import { AppUpdates } from './updates.ts';

const fromFeed: FoundSource = {
  kind: 'feed',
  feed: { url: new URL('https://updates.example/updates.json'), publicKey: 'k' },
  installer: { kind: 'windows' },
};
const day = 24 * 60 * 60_000;

const newer = (version: string): Outcome<FoundRelease> =>
  success({
    kind: 'newer',
    release: { version, notes: '', bytes: 10 },
    file: { target: 'linux-x64', name: version, size: 10, sha512: '' } satisfies FeedFile,
  });

function setUp(source: Outcome<FoundSource> = success(fromFeed)) {
  const clock = virtualClock();
  const settings = { checkForUpdates: true };
  const shown: Updates[] = [];
  /** What is done, and what comes of it next. */
  const done: string[] = [];
  const next = {
    check: newer('0.2.0') as Outcome<FoundRelease> | Promise<Outcome<FoundRelease>>,
    download: success(null) as Outcome<null> | Promise<Outcome<null>>,
    install: success(null) as Outcome<null>,
  };
  const updates = new AppUpdates({
    clock,
    findSource: async () => source,
    load: async () => {
      done.push('load');
      return {
        check: async () => (done.push('check'), next.check),
        download: async ({ name }, onBytes, signal) => {
          done.push(`download ${name}`);
          onBytes(4);
          const outcome = await next.download;
          return signal.aborted ? failed('cancelled') : outcome;
        },
        install: async ({ name }) => (done.push(`install ${name}`), next.install),
      };
    },
    preferences: { settings },
    publisher: { set: (_slice, state) => shown.push(state) },
  });
  return { updates, clock, settings, shown, done, next, state: () => shown.at(-1)?.state };
}

describe('without a person', () => {
  it('the feed is asked a minute after the start and then once a day, and nothing is fetched', async () => {
    const { updates, clock, done, state, next } = setUp();
    next.check = success({ kind: 'current' });
    await updates.start();
    expect(done).toEqual([]);
    await clock.advance(59_000);
    expect(done).toEqual([]);
    await clock.advance(1_000);
    expect(done).toEqual(['load', 'check']);
    expect(state()).toEqual({ kind: 'current' });
    next.check = newer('0.2.0');
    await clock.advance(2 * day);
    expect(done).toEqual(['load', 'check', 'check', 'check']);
    expect(state()).toMatchObject({ kind: 'available', release: { version: '0.2.0' } });
  });

  it('nothing is asked while the setting is off, but by a person', async () => {
    const { updates, clock, settings, done } = setUp();
    settings.checkForUpdates = false;
    await updates.start();
    await clock.advance(3 * day);
    expect(done).toEqual([]);
    await updates.check();
    expect(done).toEqual(['load', 'check']);
  });

  it.each(['nobody', 'system'] as const)(
    'nothing is asked or loaded where updates come from %s',
    async (kind) => {
      const { updates, clock, done, shown } = setUp(success({ kind }));
      await updates.start();
      await clock.advance(3 * day);
      await updates.check();
      await updates.download();
      await updates.install();
      expect(done).toEqual([]);
      expect(shown).toEqual([{ source: kind, state: { kind: 'unchecked' } }]);
    },
  );

  it('a feed that is set up wrongly is told of, and not asked', async () => {
    const { updates, clock, done, shown } = setUp(failed('update-misconfigured', 'no key'));
    await updates.start();
    await clock.advance(3 * day);
    await updates.check();
    expect(done).toEqual([]);
    const state = {
      kind: 'failed',
      step: 'check',
      failure: { code: 'update-misconfigured', text: 'no key' },
    };
    expect(shown).toEqual([{ source: 'nobody', state }]);
  });

  it('nothing is asked after the app has ended', async () => {
    const { updates, clock, done } = setUp();
    await updates.start();
    updates.close();
    await clock.advance(3 * day);
    expect(done).toEqual([]);
  });

  it('nothing is planned where the app ends before it is known who brings updates', async () => {
    const { updates, clock, shown } = setUp();
    const starting = updates.start();
    updates.close();
    await starting;
    expect(clock.waiting()).toEqual([]);
    expect(shown).toEqual([]);
  });

  it('nothing is said any more of what ends with the app', async () => {
    const { updates, shown } = setUp();
    await updates.start();
    await updates.check();
    const fetching = updates.download();
    updates.close();
    const before = shown.length;
    await fetching;
    expect(shown).toHaveLength(before);
  });
});

describe('a release', () => {
  it('is announced, fetched and installed, each when the person says so', async () => {
    const { updates, done, shown } = setUp();
    await updates.start();
    await updates.check();
    await updates.download();
    await updates.install();
    expect(done).toEqual(['load', 'check', 'download 0.2.0', 'install 0.2.0']);
    expect(shown.map(({ state }) => state.kind)).toEqual([
      ...['unchecked', 'checking', 'available', 'downloading', 'downloading', 'ready', 'installing', 'ready'],
    ]);
  });

  it('is not fetched before it is announced, nor installed before it is here', async () => {
    const { updates, done } = setUp();
    await updates.start();
    await updates.download();
    await updates.install();
    await updates.check();
    await updates.install();
    expect(done).toEqual(['load', 'check']);
  });

  it('that could not be fetched or installed says so, and can be tried again', async () => {
    const { updates, done, next, state } = setUp();
    await updates.start();
    await updates.check();
    next.download = failed('update-damaged');
    await updates.download();
    expect(state()).toMatchObject({ kind: 'failed', step: 'download', failure: { code: 'update-damaged' } });
    await updates.install();
    next.download = success(null);
    await updates.download();
    next.install = failed('update-not-installed');
    await updates.install();
    expect(state()).toMatchObject({
      kind: 'failed',
      step: 'install',
      failure: { code: 'update-not-installed' },
    });
    next.install = success(null);
    await updates.install();
    expect(state()).toMatchObject({ kind: 'ready' });
    expect(done.slice(2)).toEqual([
      ...['download 0.2.0', 'download 0.2.0', 'install 0.2.0', 'install 0.2.0'],
    ]);
  });

  it('that was spoilt on the disk is fetched again', async () => {
    const { updates, done, next, state } = setUp();
    await updates.start();
    await updates.check();
    await updates.download();
    next.install = failed('update-damaged');
    await updates.install();
    expect(state()).toMatchObject({ kind: 'failed', step: 'download' });
    await updates.download();
    expect(state()).toMatchObject({ kind: 'ready' });
    expect(done.slice(2)).toEqual(['download 0.2.0', 'install 0.2.0', 'download 0.2.0']);
  });

  it('stays announced where its download is cancelled', async () => {
    const { updates, next, state } = setUp();
    await updates.start();
    await updates.check();
    let finish = (_outcome: Outcome<null>): void => {};
    next.download = new Promise((resolve) => (finish = resolve));
    const download = updates.download();
    expect(state()).toMatchObject({ kind: 'downloading' });
    updates.cancel();
    finish(success(null));
    await download;
    expect(state()).toMatchObject({ kind: 'available' });
  });

  it('stays announced where a later look fails, and gives way to a newer one', async () => {
    const { updates, clock, next, state, done } = setUp();
    await updates.start();
    await updates.check();
    next.check = failed('update-unreachable');
    await clock.advance(day);
    expect(state()).toMatchObject({ kind: 'available', release: { version: '0.2.0' } });
    next.check = newer('0.3.0');
    await clock.advance(day);
    expect(state()).toMatchObject({ kind: 'available', release: { version: '0.3.0' } });
    await updates.download();
    expect(done.at(-1)).toBe('download 0.3.0');
  });

  it('is what is fetched that the person saw, whatever a look finds meanwhile', async () => {
    const { updates, next, state, done } = setUp();
    await updates.start();
    await updates.check();
    let answer = (_found: Outcome<FoundRelease>): void => {};
    next.check = new Promise((resolve) => (answer = resolve));
    const look = updates.check();
    await updates.download();
    answer(newer('0.3.0'));
    await look;
    expect(state()).toMatchObject({ kind: 'ready', release: { version: '0.2.0' } });
    await updates.install();
    expect(done.at(-1)).toBe('install 0.2.0');
  });

  it('that is being fetched or is ready is not disturbed by a look', async () => {
    const { updates, done, state } = setUp();
    await updates.start();
    await updates.check();
    await updates.download();
    await updates.check();
    expect(done.filter((step) => step === 'check')).toHaveLength(1);
    expect(state()).toMatchObject({ kind: 'ready' });
  });
});

it('a look that fails says why', async () => {
  const { updates, next, state } = setUp();
  next.check = failed('update-unsigned');
  await updates.start();
  await updates.check();
  expect(state()).toEqual({
    kind: 'failed',
    step: 'check',
    failure: { code: 'update-unsigned', text: null },
  });
});
