import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { failed, success } from '../../shared/errors.ts';
import { defaultSettings } from '../../shared/settings.ts';
import { FakeBridge, reactions } from '../testing/fake-bridge.ts';
import { jobRow, snapshot } from '../testing/states.ts';
import { StateReplica } from './state-replica.svelte.ts';

function follow() {
  const main = new FakeBridge();
  const replica = new StateReplica(main.bridge);
  const end = replica.follow();
  return { main, replica, end, requests: () => main.asked('getSnapshot').length };
}

async function followFrom(values: Parameters<typeof snapshot>[0]) {
  const followed = follow();
  await followed.main.answer('getSnapshot', success(snapshot(values)));
  return followed;
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('StateReplica', () => {
  it('knows nothing before the first snapshot', () => {
    const { replica } = follow();
    expect(replica).toMatchObject({ rows: [], loaded: false, session: null, settings: null, banners: [] });
  });

  it('shows the snapshot, the newest job first', async () => {
    const older = jobRow({ id: 'older', order: 1 });
    const newer = jobRow({ id: 'newer', order: 2 });
    const banners = [{ kind: 'write-failed' as const, detail: 'ENOSPC' }];
    const shown = snapshot({ rows: [older, newer], banners });
    const { replica } = await followFrom(shown);
    expect(replica.rows).toEqual([newer, older]);
    expect(replica).toMatchObject({
      loaded: true,
      session: shown.session,
      settings: shown.settings,
      banners,
    });
  });

  it('finds a row by its ID', async () => {
    const { replica } = await followFrom({ rows: [jobRow({ id: 'abc123' })] });
    expect(replica.row('abc123')?.id).toBe('abc123');
    expect(replica.row('xyz789')).toBeUndefined();
  });

  it('applies patch after patch without another request', async () => {
    const { replica, main, requests } = await followFrom({ revision: 3 });
    main.push('patch', { revision: 4, changed: [jobRow({ status: 'queued' })] });
    main.push('patch', { revision: 5, changed: [jobRow({ status: 'running' })], loaded: false });
    expect(replica.row('abc123')?.status).toBe('running');
    expect(replica.loaded).toBe(false);
    expect(requests()).toBe(1);
  });

  it('notifies what shows it of a change', async () => {
    const { replica, main } = await followFrom({ revision: 3 });
    const seen: number[] = [];
    const end = $effect.root(() => {
      $effect.pre(() => void seen.push(replica.rows.length));
    });
    main.push('patch', { revision: 4, changed: [jobRow()] });
    await reactions();
    end();
    expect(seen).toEqual([0, 1]);
  });
});

describe('StateReplica, on a gap in the revisions', () => {
  it('keeps what it shows, requests a snapshot once, and continues from that', async () => {
    const { replica, main, requests } = await followFrom({ revision: 3, rows: [jobRow({ id: 'before' })] });
    main.push('patch', { revision: 5, removed: ['before'] });
    main.push('patch', { revision: 6 });
    expect(requests()).toBe(2);
    expect(replica.rows).toHaveLength(1);
    await main.answer('getSnapshot', success(snapshot({ revision: 6, rows: [jobRow({ id: 'after' })] })));
    main.push('patch', { revision: 7, changed: [jobRow({ id: 'next', order: 2 })] });
    expect(replica.rows.map(({ id }) => id)).toEqual(['next', 'after']);
    expect(requests()).toBe(2);
  });
});

describe('StateReplica, on patches that come while a snapshot is on its way', () => {
  it('ignores those that are part of the snapshot', async () => {
    const { replica, main, requests } = follow();
    main.push('patch', { revision: 1, changed: [jobRow({ status: 'queued' })] });
    main.push('patch', { revision: 2, changed: [jobRow({ status: 'running' })] });
    await main.answer(
      'getSnapshot',
      success(snapshot({ revision: 2, rows: [jobRow({ status: 'completed' })] })),
    );
    expect(replica.row('abc123')?.status).toBe('completed');
    expect(requests()).toBe(1);
  });

  it('applies those that main pushed after it had taken the snapshot', async () => {
    const { replica, main, requests } = follow();
    main.push('patch', { revision: 3, changed: [jobRow({ status: 'completed' })] });
    await main.answer(
      'getSnapshot',
      success(snapshot({ revision: 2, rows: [jobRow({ status: 'running' })] })),
    );
    expect(replica.row('abc123')?.status).toBe('completed');
    expect(requests()).toBe(1);
  });

  it('drops those that still wait in the page when the snapshot that has them comes, and reads on page by page', async () => {
    const { replica, main, requests } = follow();
    const changed = Array.from({ length: 200 }, (_, at) => jobRow({ id: `job ${at}`, order: at }));
    for (const revision of [1, 2, 3]) main.push('patch', { revision, changed });
    const rows = changed.map((row) => ({ ...row, version: 2 })).slice(100);
    await main.answer('getSnapshot', success({ ...snapshot({ revision: 3, rows }), next: 100 }));
    main.push('patch', { revision: 4, changed: [jobRow({ id: 'job 5', order: 5, version: 3 })] });
    await vi.advanceTimersByTimeAsync(100);
    expect(requests()).toBe(1);
    expect(main.asked('getRows')).toEqual([{ before: 100 }]);
    expect(replica.row('job 150')?.version).toBe(2);
    expect(replica.row('job 5')?.version).toBe(3);
  });

  it('requests another where they leave a gap, and loses none that follow', async () => {
    const { replica, main, requests } = follow();
    main.push('patch', { revision: 4 });
    main.push('patch', { revision: 5, changed: [jobRow({ status: 'completed' })] });
    await main.answer('getSnapshot', success(snapshot({ revision: 2 })));
    expect(requests()).toBe(2);
    await main.answer(
      'getSnapshot',
      success(snapshot({ revision: 4, rows: [jobRow({ status: 'running' })] })),
    );
    expect(replica.row('abc123')?.status).toBe('completed');
  });
});

describe('StateReplica, with a list of many pages', () => {
  const rowsFrom = (first: number, last: number, version = 1) =>
    Array.from({ length: first - last + 1 }, (_, at) =>
      jobRow({ id: `job ${first - at}`, order: first - at, version }),
    );
  const ids = (replica: StateReplica) => replica.rows.map(({ order }) => order);

  /** Ten jobs, of which the first page has three. */
  async function followPages(values: Partial<Parameters<typeof snapshot>[0]> = {}) {
    const followed = follow();
    const page = { ...snapshot({ revision: 7, rows: rowsFrom(10, 8), ...values }), next: 8 };
    await followed.main.answer('getSnapshot', success(page));
    return followed;
  }

  it('shows the newest at once, and requests what is left page by page', async () => {
    const { replica, main } = await followPages();
    expect(ids(replica)).toEqual([10, 9, 8]);
    expect(main.asked('getRows')).toEqual([{ before: 8 }]);
    await main.answer('getRows', success({ revision: 7, rows: rowsFrom(7, 4), next: 4 }));
    expect(ids(replica)).toEqual([10, 9, 8, 7, 6, 5, 4]);
    await main.answer('getRows', success({ revision: 7, rows: rowsFrom(3, 1) }));
    expect(ids(replica)).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
    expect(main.asked('getRows')).toEqual([{ before: 8 }, { before: 4 }]);
  });

  it('gives back what reading them took, once, when the window has been left alone for a while', async () => {
    const { main } = await followPages();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(main.freed).toBe(0);
    await main.answer('getRows', success({ revision: 7, rows: rowsFrom(7, 1) }));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(main.freed).toBe(0);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(main.freed).toBe(1);
  });

  it.each([
    [1_000, 1],
    [999, 0],
  ])('gives back what %i changed rows took when no more come, %i times', async (rows, times) => {
    const { main } = await followFrom({ revision: 7 });
    await vi.advanceTimersByTimeAsync(60_000);
    const freed = main.freed;
    for (let at = 0; at < rows; at += 1) {
      main.push('patch', { revision: 8 + at, changed: [jobRow({ id: 'job 6', order: 6, version: 2 + at })] });
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(main.freed).toBe(freed);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(main.freed).toBe(freed + times);
  });

  it('gives nothing back while it is being read anew', async () => {
    const { main } = await followFrom({ revision: 7 });
    main.push('patch', { revision: 9 });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(main.freed).toBe(0);
  });

  it('follows patches meanwhile: a page that is older changes nothing that they said', async () => {
    const { replica, main, requests } = await followPages();
    const changed = [
      jobRow({ id: 'job 6', order: 6, version: 2, status: 'completed' }),
      jobRow({ id: 'job 11', order: 11 }),
    ];
    main.push('patch', { revision: 8, changed, removed: ['job 5'] });
    await main.answer('getRows', success({ revision: 7, rows: rowsFrom(7, 1) }));
    expect(ids(replica)).toEqual([11, 10, 9, 8, 7, 6, 4, 3, 2, 1]);
    expect(replica.row('job 6')?.status).toBe('completed');
    expect(requests()).toBe(1);
  });

  it('takes a page that is newer than a patch for the truth', async () => {
    const { replica, main } = await followPages();
    main.push('patch', { revision: 8, changed: [jobRow({ id: 'job 6', order: 6, version: 2 })] });
    await main.answer('getRows', success({ revision: 9, rows: rowsFrom(7, 1, 3) }));
    expect(replica.row('job 6')?.version).toBe(3);
  });

  it('keeps what it shows where it begins anew, until the page that replaces it is there', async () => {
    const { replica, main } = await followPages();
    await main.answer('getRows', success({ revision: 7, rows: rowsFrom(7, 1) }));
    main.push('patch', { revision: 9 });
    const rows = [jobRow({ id: 'job 12', order: 12 }), ...rowsFrom(10, 9, 2)];
    await main.answer('getSnapshot', success({ ...snapshot({ revision: 9, rows }), next: 9 }));
    expect(ids(replica)).toEqual([12, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
    main.push('patch', { revision: 10, changed: [jobRow({ id: 'job 2', order: 2, version: 5 })] });
    await main.answer('getRows', success({ revision: 9, rows: rowsFrom(7, 4, 2), next: 4 }));
    expect(ids(replica)).toEqual([12, 10, 9, 7, 6, 5, 4, 3, 2, 1]);
    await main.answer('getRows', success({ revision: 10, rows: [] }));
    expect(ids(replica)).toEqual([12, 10, 9, 7, 6, 5, 4]);
  });

  it('leaves the pages of an earlier snapshot', async () => {
    const { replica, main } = await followPages();
    main.push('patch', { revision: 9 });
    await main.answer('getSnapshot', success(snapshot({ revision: 9, rows: rowsFrom(20, 19) })));
    await main.answer('getRows', success({ revision: 7, rows: rowsFrom(7, 1) }));
    expect(ids(replica)).toEqual([20, 19]);
    expect(main.asked('getRows')).toHaveLength(1);
  });

  it('requests a page again a second after it could not be had', async () => {
    const { replica, main } = await followPages();
    await main.answer('getRows', failed('internal'));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(main.asked('getRows')).toEqual([{ before: 8 }, { before: 8 }]);
    await main.answer('getRows', success({ revision: 7, rows: rowsFrom(7, 1) }));
    expect(replica.rows).toHaveLength(10);
  });
});

describe('StateReplica, when a snapshot cannot be had', () => {
  it.each(['fails', 'breaks'])(
    'requests again a second after the request %s, until it is answered',
    async (how) => {
      const { replica, main, requests } = follow();
      for (const asked of [1, 2]) {
        if (how === 'fails') await main.answer('getSnapshot', failed('internal'));
        else await main.break('getSnapshot');
        await vi.advanceTimersByTimeAsync(999);
        expect(requests()).toBe(asked);
        await vi.advanceTimersByTimeAsync(1);
        expect(requests()).toBe(asked + 1);
      }
      await main.answer('getSnapshot', success(snapshot({ rows: [jobRow()] })));
      await vi.advanceTimersByTimeAsync(60_000);
      expect(replica.rows).toHaveLength(1);
      expect(requests()).toBe(3);
    },
  );

  it('keeps the patches for the snapshot that comes in the end, and sends no request at each of them', async () => {
    const { replica, main, requests } = await followFrom({
      revision: 1,
      rows: [jobRow({ status: 'queued' })],
    });
    main.push('patch', { revision: 3 });
    await main.answer('getSnapshot', failed('internal'));
    main.push('patch', { revision: 4 });
    expect(replica.row('abc123')?.status).toBe('queued');
    expect(requests()).toBe(2);
    await vi.advanceTimersByTimeAsync(1000);
    main.push('patch', { revision: 5, changed: [jobRow({ status: 'completed' })] });
    await main.answer(
      'getSnapshot',
      success(snapshot({ revision: 4, rows: [jobRow({ status: 'running' })] })),
    );
    expect(replica.row('abc123')?.status).toBe('completed');
  });
});

describe('StateReplica, no longer followed', () => {
  it('receives no patch and sends no request any more', async () => {
    const { replica, main, end, requests } = await followFrom({ revision: 1 });
    expect(main.listening).toBe(1);
    end();
    expect(main.listening).toBe(0);
    main.push('patch', { revision: 2, changed: [jobRow()] });
    expect(replica.rows).toEqual([]);
    expect(requests()).toBe(1);
  });

  it('does not request a snapshot again that could not be had', async () => {
    const { main, end, requests } = follow();
    end();
    await main.answer('getSnapshot', failed('internal'));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(requests()).toBe(1);
  });
});

describe('StateReplica, at revision 7', () => {
  it('takes over what is pushed whole, and leaves the list itself as it is where no job changed', async () => {
    const { replica, main } = await followFrom({ revision: 7, rows: [jobRow()] });
    const { rows } = replica;
    const settings = { ...defaultSettings, theme: 'dark' as const };
    main.push('patch', { revision: 8, settings, loaded: false });
    expect(replica).toMatchObject({ settings, loaded: false, banners: [] });
    expect(replica.rows).toBe(rows);
  });

  it.each([6, 7, 9, 12])('does not apply a patch of revision %d', async (revision) => {
    const { replica, main, requests } = await followFrom({ revision: 7, rows: [jobRow()] });
    main.push('patch', { revision, removed: [jobRow().id] });
    expect(replica.rows).toHaveLength(1);
    expect(requests()).toBe(revision > 7 ? 2 : 1);
  });
});
