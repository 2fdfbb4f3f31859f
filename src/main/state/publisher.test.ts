import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../shared/settings.ts';
import type { Patch } from '../../shared/state.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import { toRow } from '../jobs/job-row.ts';
import { newWatchedJob } from '../jobs/watched-job.ts';
import { virtualClock } from '../testing/virtual-clock.ts';
import { Publisher, initialState } from './publisher.ts';

const initial = initialState(new URL('https://api.rigyd.com/api'));
const { session } = initial;
const row = (id: string, version: number): JobRow => ({ ...toRow(newWatchedJob(id, 1, null, 1)), version });

function setUp(size?: number) {
  const clock = virtualClock();
  const rows = new Map<string, JobRow>();
  const pushed: Patch[] = [];
  const publisher = new Publisher({
    clock,
    row: (id) => rows.get(id),
    rows: () => [...rows.values()],
    size: () => size ?? rows.size,
    initial,
    push: (patch) => pushed.push(patch),
  });
  const change = (id: string, version: number): void => {
    rows.set(id, row(id, version));
    publisher.jobChanged(id);
  };
  const remove = (id: string): void => {
    rows.delete(id);
    publisher.jobRemoved(id);
  };
  return { clock, publisher, pushed, change, remove };
}

describe('a snapshot', () => {
  it('is the whole state, and nothing is pushed for it', () => {
    const { publisher, pushed } = setUp();
    expect(publisher.snapshot()).toEqual({ revision: 0, rows: [], ...initial });
    expect(pushed).toEqual([]);
  });

  it('holds what changed a moment ago, at the revision of the patch that says the same', async () => {
    const { clock, publisher, pushed, change } = setUp();
    change('a', 1);
    publisher.set('loaded', true);
    expect(publisher.snapshot()).toEqual({ revision: 1, rows: [row('a', 1)], ...initial, loaded: true });
    expect(pushed).toEqual([{ revision: 1, changed: [row('a', 1)], loaded: true }]);
    expect(clock.waiting()).toEqual([]);
  });

  it('is followed by patches, each one revision further', async () => {
    const { clock, publisher, pushed, change } = setUp();
    for (const version of [1, 2, 3]) {
      change('a', version);
      await clock.advance(100);
      if (version === 1) expect(publisher.snapshot().revision).toBe(1);
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

  it('comes more rarely where tens of thousands of rows make it costly to show', async () => {
    const { clock, change } = setUp(100_000);
    change('a', 1);
    expect(clock.waiting()).toEqual([2_000]);
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
    expect(publisher.snapshot().revision).toBe(0);
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

  it('is published at once if it changes, and with a snapshot', async () => {
    const { clock, publisher, pushed, change } = setUp();
    change('a', 1);
    await clock.advance(100);
    publisher.jobRepeated('a');
    change('a', 2);
    await clock.advance(100);
    expect(pushed.at(-1)).toMatchObject({ changed: [{ id: 'a', version: 2 }] });
    publisher.jobRepeated('a');
    publisher.snapshot();
    expect(clock.waiting()).toEqual([]);
    expect(pushed).toHaveLength(3);
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
