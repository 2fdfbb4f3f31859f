import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../shared/settings.ts';
import type { RowPage } from '../../shared/packed-rows.ts';
import type { Patch } from '../../shared/state.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import { toRow } from '../jobs/job-row.ts';
import { newWatchedJob } from '../jobs/watched-job.ts';
import { virtualClock } from '../testing/virtual-clock.ts';
import { Publisher, initialState } from './publisher.ts';
import { snapshotOf } from '../testing/snapshot-of.ts';

const initial = initialState(new URL('https://api.rigyd.com/api'));
const { session } = initial;
const row = (id: string, version: number, order = 1): JobRow => ({
  ...toRow(newWatchedJob(id, order, null, 1)),
  version,
});

function setUp() {
  const clock = virtualClock();
  const rows = new Map<string, JobRow>();
  const pushed: Patch[] = [];
  const told: Patch[] = [];
  const publisher = new Publisher({
    clock,
    row: (id) => rows.get(id),
    newest: (count, before = Infinity) =>
      [...rows.values()]
        .filter(({ order }) => order < before)
        .sort((a, b) => b.order - a.order)
        .slice(0, count),
    initial,
    push: (patch) => pushed.push(patch),
    onPatch: (patch) => told.push(patch),
  });
  const change = (id: string, version: number, order?: number): void => {
    rows.set(id, row(id, version, order));
    publisher.jobChanged(id);
  };
  const remove = (id: string): void => {
    rows.delete(id);
    publisher.jobRemoved(id);
  };
  return { clock, publisher, pushed, told, change, remove };
}

describe('a snapshot', () => {
  it('is the whole state, and nothing is pushed for it', () => {
    const { publisher, pushed } = setUp();
    expect(snapshotOf({ publisher })).toEqual({ revision: 0, rows: [], ...initial });
    expect(pushed).toEqual([]);
  });

  it('holds what changed, at the revision of the patch that says the same', async () => {
    const { clock, publisher, pushed, change } = setUp();
    change('a', 1);
    publisher.set('loaded', true);
    await clock.advance(100);
    expect(snapshotOf({ publisher })).toEqual({ revision: 1, rows: [row('a', 1)], ...initial, loaded: true });
    expect(pushed).toEqual([{ revision: 1, changed: [row('a', 1)], loaded: true }]);
    expect(clock.waiting()).toEqual([]);
  });

  it('is followed by patches, each one revision further', async () => {
    const { clock, publisher, pushed, change } = setUp();
    for (const version of [1, 2, 3]) {
      change('a', version);
      await clock.advance(100);
      if (version === 1) expect(snapshotOf({ publisher }).revision).toBe(1);
    }
    expect(pushed.map(({ revision }) => revision)).toEqual([1, 2, 3]);
  });
});

describe('a patch', () => {
  it('gathers what changes within a tenth of a second, each row once and as it is by then', async () => {
    const { clock, pushed, change } = setUp();
    change('a', 1);
    await clock.advance(60);
    change('a', 2);
    change('b', 1);
    expect(clock.waiting()).toEqual([40]);
    await clock.advance(39);
    expect(pushed).toEqual([]);
    await clock.advance(1);
    expect(pushed).toEqual([{ revision: 1, changed: [row('a', 2), row('b', 1)] }]);
  });

  it('holds two hundred rows and those that follow at once a thousand each, in order, each with a revision of its own', async () => {
    const { clock, pushed, change } = setUp();
    const ids = Array.from({ length: 2_500 }, (_, at) => `job ${at}`);
    for (const id of ids) change(id, 1);
    await clock.advance(100);
    expect(pushed.map(({ changed }) => changed?.length)).toEqual([200]);
    await clock.advance(60);
    expect(pushed.map(({ changed }) => changed?.length)).toEqual([200, 1_000, 1_000, 300]);
    expect(pushed.map(({ revision }) => revision)).toEqual([1, 2, 3, 4]);
    expect(pushed.flatMap(({ changed = [] }) => changed.map(({ id }) => id))).toEqual(ids);
    expect(clock.waiting()).toEqual([]);
    change('job 7', 2);
    for (const id of ids) change(id, 2);
    await clock.advance(100);
    expect(pushed.at(-1)?.changed).toHaveLength(200);
  });

  it('is without what was removed or changed again before its turn came', async () => {
    const { clock, pushed, change, remove } = setUp();
    for (let at = 0; at < 300; at += 1) change(`job ${at}`, 1);
    await clock.advance(100);
    remove('job 250');
    change('job 299', 2);
    change('job 0', 2);
    await clock.advance(20);
    expect(pushed[1]).toMatchObject({ removed: ['job 250'] });
    const versions = new Map(pushed[1]?.changed?.map(({ id, version }) => [id, version]));
    expect([versions.size, versions.has('job 250')]).toEqual([100, false]);
    expect([versions.get('job 299'), versions.get('job 0')]).toEqual([2, 2]);
  });

  it('holds nothing of what did not change', async () => {
    const { clock, publisher, pushed, change, remove } = setUp();
    change('a', 1);
    await clock.advance(100);
    remove('a');
    await clock.advance(100);
    publisher.set('banners', [{ kind: 'write-failed', detail: 'no room' }]);
    await clock.advance(100);
    publisher.set('loaded', true);
    await clock.advance(100);
    expect(pushed).toEqual([
      { revision: 1, changed: [row('a', 1)] },
      { revision: 2, removed: ['a'] },
      { revision: 3, banners: [{ kind: 'write-failed', detail: 'no room' }] },
      { revision: 4, loaded: true },
    ]);
  });

  it('says of a job that changed and was removed that it was removed', async () => {
    const { clock, pushed, change, remove } = setUp();
    change('a', 1);
    remove('a');
    await clock.advance(100);
    expect(pushed).toEqual([{ revision: 1, removed: ['a'] }]);
  });

  it('says of a job that was removed and came back that it changed', async () => {
    const { clock, pushed, change, remove } = setUp();
    remove('a');
    change('a', 2);
    await clock.advance(100);
    expect(pushed).toEqual([{ revision: 1, changed: [row('a', 2)] }]);
  });

  it('leaves out a job that is not there, and is not sent when nothing is left', async () => {
    const { clock, publisher, pushed } = setUp();
    publisher.jobChanged('never seen');
    await clock.advance(100);
    expect(pushed).toEqual([]);
    expect(snapshotOf({ publisher }).revision).toBe(0);
  });

  it('carries a part of the state once, with its last value', async () => {
    const { clock, publisher, pushed } = setUp();
    publisher.set('settings', { ...defaultSettings, theme: 'dark' });
    publisher.set('loaded', true);
    publisher.set('settings', { ...defaultSettings, theme: 'light' });
    expect(publisher.state).toMatchObject({ loaded: true, settings: { theme: 'light' }, session });
    await clock.advance(100);
    expect(pushed).toEqual([{ revision: 1, loaded: true, settings: { ...defaultSettings, theme: 'light' } }]);
  });
});

describe('a job that was polled without a change', () => {
  it('is published after ten seconds, together with the others', async () => {
    const { clock, publisher, pushed, change } = setUp();
    for (const id of ['a', 'b']) change(id, 1);
    await clock.advance(100);
    pushed.length = 0;
    for (let second = 0; second < 9; second += 3) {
      publisher.jobRepeated('a');
      publisher.jobRepeated('b');
      await clock.advance(3_000);
    }
    expect(pushed).toEqual([]);
    await clock.advance(1_000);
    expect(pushed).toMatchObject([{ changed: [{ id: 'a' }, { id: 'b' }] }]);
    expect(clock.waiting()).toEqual([]);
  });

  it('is published at once if it changes, and when the window comes into view', async () => {
    const { clock, publisher, pushed, change } = setUp();
    change('a', 1);
    await clock.advance(100);
    publisher.jobRepeated('a');
    change('a', 2);
    await clock.advance(100);
    expect(pushed.at(-1)).toMatchObject({ changed: [{ id: 'a', version: 2 }] });
    publisher.jobRepeated('a');
    publisher.setSeen(false);
    publisher.setSeen(true);
    expect(clock.waiting()).toEqual([]);
    expect(pushed).toHaveLength(3);
  });
});

describe('the rows of a long list', () => {
  async function longList(count: number) {
    const made = setUp();
    for (let at = 1; at <= count; at += 1) made.change(`job ${at}`, 1, at);
    await made.clock.advance(1_000);
    made.pushed.length = 0;
    return made;
  }

  it('come with the newest first, and page after page until none are left', async () => {
    const { publisher, pushed } = await longList(2_300);
    const start = publisher.snapshotStart();
    const pages: RowPage[] = [start];
    for (let { next } = start; next !== null; next = pages.at(-1)?.next ?? null)
      pages.push(publisher.rowsBefore(next));
    expect(pages.map(({ rows }) => rows.length)).toEqual([200, 1_000, 1_000, 100]);
    expect(pages.flatMap(({ rows }) => rows.map(([id]) => id))).toEqual(
      Array.from({ length: 2_300 }, (_, at) => `job ${2_300 - at}`),
    );
    expect(start).toMatchObject({ ...initial, revision: 4 });
    expect(pushed).toEqual([]);
  });

  it('are at the revision of the last patch: what changed since comes in the next, though a page may show it', async () => {
    const { clock, publisher, pushed, change } = await longList(300);
    const { revision } = publisher.snapshotStart();
    change('job 300', 2, 300);
    expect(publisher.snapshotStart()).toMatchObject({ revision });
    await clock.advance(100);
    expect(pushed).toMatchObject([{ revision: revision + 1, changed: [{ id: 'job 300', version: 2 }] }]);
  });

  it('are requested anew where all were replaced: the revision before that of the patch is missing', async () => {
    const { publisher, pushed, change } = await longList(300);
    const { revision } = publisher.snapshotStart();
    change('job 1', 2, 1);
    publisher.set('loaded', true);
    publisher.rowsReplaced();
    expect(pushed).toEqual([{ revision: revision + 2, loaded: true }]);
    expect(publisher.snapshotStart()).toMatchObject({ revision: revision + 2, loaded: true });
  });
});

describe('while nobody sees the window', () => {
  it('nothing is sent to it, and then all at once', async () => {
    const { clock, publisher, pushed, change, remove } = setUp();
    for (const id of ['a', 'b', 'c']) change(id, 1);
    await clock.advance(100);
    pushed.length = 0;
    publisher.setSeen(false);
    change('a', 2);
    remove('b');
    publisher.set('loaded', true);
    await clock.advance(60_000);
    remove('c');
    change('c', 2);
    change('a', 3);
    publisher.jobRepeated('a');
    await clock.advance(60_000);
    change('d', 1);
    expect(pushed).toEqual([]);
    publisher.setSeen(true);
    expect(pushed).toEqual([
      { revision: 2, changed: [row('d', 1), row('a', 3), row('c', 2)], removed: ['b'], loaded: true },
    ]);
    expect(clock.waiting()).toEqual([]);
    publisher.setSeen(true);
    expect(pushed).toHaveLength(1);
  });

  it('learns afterwards what came last, also of what changed a moment ago', async () => {
    const { clock, publisher, pushed, change, remove } = setUp();
    publisher.setSeen(false);
    change('a', 1);
    remove('b');
    publisher.set('settings', { ...defaultSettings, stuckAfterMinutes: 20 });
    await clock.advance(1_000);
    remove('a');
    change('b', 2);
    const settings = { ...defaultSettings, stuckAfterMinutes: 30 };
    publisher.set('settings', settings);
    publisher.setSeen(true);
    expect(pushed).toEqual([{ revision: 1, changed: [row('b', 2)], removed: ['a'], settings }]);
  });

  it('has nothing wait for it where the service only says the same again', () => {
    const { clock, publisher } = setUp();
    publisher.setSeen(false);
    publisher.jobRepeated('a');
    expect(clock.waiting()).toEqual([]);
  });

  it('others are told of each change all the same, though more rarely', async () => {
    const { clock, publisher, told, change } = setUp();
    publisher.setSeen(false);
    change('a', 1);
    publisher.set('loaded', true);
    expect(clock.waiting()).toEqual([1_000]);
    await clock.advance(1_000);
    expect(told).toMatchObject([{ changed: [{ id: 'a' }], loaded: true }]);
  });

  it('a page that asks has what there is, and goes on from there', async () => {
    const { clock, publisher, pushed, change } = setUp();
    publisher.setSeen(false);
    change('a', 1);
    await clock.advance(1_000);
    const { revision, rows } = publisher.snapshotStart();
    expect([revision, rows.length]).toEqual([0, 1]);
    publisher.setSeen(true);
    expect(pushed).toEqual([{ revision: 1, changed: [row('a', 1)] }]);
  });
});

const sessionAt = (baseUrl: string) => initialState(new URL(baseUrl)).session;

describe('the session before anything is known', () => {
  it('is of the live service', () => {
    expect(sessionAt('https://api.rigyd.com/api')).toEqual({
      key: { kind: 'reading' },
      connection: { kind: 'idle' },
      api: { host: 'api.rigyd.com', origin: 'https://api.rigyd.com', overridden: false },
    });
  });

  it('says where it is of another', () => {
    expect(sessionAt('http://127.0.0.1:4010/api').api).toEqual({
      host: '127.0.0.1:4010',
      origin: 'http://127.0.0.1:4010',
      overridden: true,
    });
    expect(sessionAt('https://api.rigyd.com/api/v2').api.overridden).toBe(true);
  });
});
