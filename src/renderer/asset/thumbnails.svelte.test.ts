import { flushSync } from 'svelte';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { failed, success } from '../../shared/errors.ts';
import { resultHere, type ThumbnailFiles } from '../../shared/thumbnails.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import { FakeBridge } from '../testing/fake-bridge.ts';
import { download, jobRow } from '../testing/states.ts';
import { Thumbnails } from './thumbnails.svelte.ts';

const files: ThumbnailFiles = {
  small: new Uint8Array([0]),
  single: new Uint8Array([1]),
  strip: new Uint8Array([2]),
};

/** A job whose result is here. */
const home = (id: string, finishedAt = 1): JobRow =>
  jobRow({ id, download: download({ jobId: id, phase: 'done', folder: `/results/${id}`, finishedAt }) });

const resultOf = ({ id, download: here }: JobRow): string => resultHere(id, here) ?? '';

function setUp(first: JobRow[]) {
  const main = new FakeBridge();
  let rows = $state.raw<readonly JobRow[]>(first);
  let isWanted = $state(true);
  const drawn: string[] = [];
  const state = { ends: 0, cannot: new Set<string>(), isIdle: true };
  const waiting: (() => void)[] = [];
  const thumbnails = new Thumbnails({
    bridge: main.bridge,
    rows: () => rows,
    isWanted: () => isWanted,
    loadMaker: async () => ({
      draw: async (id) => {
        drawn.push(id);
        return state.cannot.has(id) ? null : files;
      },
      end: () => void (state.ends += 1),
    }),
    spareTime: () =>
      state.isIdle ? Promise.resolve() : new Promise((resolve) => waiting.push(() => resolve())),
  });
  onTestFinished(thumbnails.follow());
  flushSync();
  const idle = (): void => waiting.splice(0).forEach((go) => go());
  const found = (...those: JobRow[]): Promise<void> =>
    vi.waitFor(() => main.answer('findThumbnails', success(those.map(resultOf))));
  const kept = (): Promise<void> => vi.waitFor(() => main.answer('keepThumbnails', success(null)));
  const hasPicture = (row: JobRow): boolean => thumbnails.addressOf(row, 'single') !== null;
  const change = (to: { rows?: readonly JobRow[]; isWanted?: boolean }): void => {
    rows = to.rows ?? rows;
    isWanted = to.isWanted ?? isWanted;
    flushSync();
  };
  return { main, thumbnails, drawn, state, idle, found, kept, hasPicture, change };
}

describe('pictures of results', () => {
  it('are found where main has them, and the others are drawn and kept, one after the other', async () => {
    const rows = [home('a'), home('b'), jobRow({ id: 'c' }), home('d')];
    const { main, drawn, state, found, kept, hasPicture } = setUp(rows);
    await found(home('b'));
    expect(main.asked('findThumbnails')).toEqual([
      { results: ['a', 'b', 'd'].map((id) => resultOf(home(id))) },
    ]);
    await vi.waitFor(() => expect(drawn).toEqual(['a']));
    expect(rows.map(hasPicture)).toEqual([false, true, false, false]);
    await kept();
    await vi.waitFor(() => expect(drawn).toEqual(['a', 'd']));
    expect(main.asked('keepThumbnails')[0]).toMatchObject({ id: 'a', files });
    await kept();
    await vi.waitFor(() => expect(state.ends).toBe(1));
    expect(rows.map(hasPicture)).toEqual([true, true, false, true]);
  });

  it('are drawn first of what is before the person', async () => {
    const { thumbnails, drawn, found, kept } = setUp([home('a'), home('b'), home('c')]);
    thumbnails.show(['c', 'x']);
    await found();
    await vi.waitFor(() => expect(drawn).toEqual(['c']));
    await kept();
    await vi.waitFor(() => expect(drawn).toEqual(['c', 'a']));
  });

  it('wait until the page has nothing else to do and wants them', async () => {
    const { main, drawn, state, idle, found, change } = setUp([]);
    state.isIdle = false;
    change({ isWanted: false, rows: [home('a')] });
    expect(main.asked('findThumbnails')).toEqual([]);
    change({ isWanted: true });
    expect(main.asked('findThumbnails')).toEqual([]);
    idle();
    await found();
    change({ isWanted: false });
    idle();
    for (let tick = 0; tick < 20; tick += 1) await Promise.resolve();
    expect(drawn).toEqual([]);
    change({ isWanted: true });
    await vi.waitFor(() => {
      idle();
      expect(drawn).toEqual(['a']);
    });
  });

  it('of a result that cannot be drawn are not tried again in this run, and those of the next are', async () => {
    const { main, drawn, state, found, kept, hasPicture, change } = setUp([]);
    state.cannot.add('a');
    change({ rows: [home('a')] });
    await found();
    await vi.waitFor(() => expect(state.ends).toBe(1));
    expect(drawn).toEqual(['a']);
    expect(main.asked('keepThumbnails')).toEqual([]);
    state.cannot.clear();
    const next = home('a', 2);
    change({ rows: [next] });
    await found();
    await vi.waitFor(() => expect(drawn).toEqual(['a', 'a']));
    await kept();
    await vi.waitFor(() => expect(hasPicture(next)).toBe(true));
  });

  it('are not those of another result of the same job', async () => {
    const { found, hasPicture, change, thumbnails } = setUp([home('a')]);
    await found(home('a'));
    await vi.waitFor(() => expect(hasPicture(home('a'))).toBe(true));
    expect(hasPicture(home('a', 2))).toBe(false);
    expect(thumbnails.addressOf(home('a'), 'strip')).toBe('preview://thumbnail/a/strip/1');
    change({ rows: [] });
    expect(hasPicture(home('a'))).toBe(false);
  });

  it('that had to make room are drawn once more, and not over and over', async () => {
    const { thumbnails, drawn, found, kept, hasPicture } = setUp([home('a')]);
    await found(home('a'));
    await vi.waitFor(() => expect(hasPicture(home('a'))).toBe(true));
    thumbnails.lost('a');
    flushSync();
    expect(hasPicture(home('a'))).toBe(false);
    await vi.waitFor(() => expect(drawn).toEqual(['a']));
    await kept();
    await vi.waitFor(() => expect(hasPicture(home('a'))).toBe(true));
    thumbnails.lost('a');
    flushSync();
    for (let tick = 0; tick < 20; tick += 1) await Promise.resolve();
    expect(drawn).toEqual(['a']);
  });

  it('are looked for again with the next result where main did not answer', async () => {
    const { main, found, hasPicture, change } = setUp([home('a')]);
    await vi.waitFor(() => main.answer('findThumbnails', failed('internal')));
    change({ rows: [home('a'), home('b')] });
    await vi.waitFor(() => expect(main.asked('findThumbnails')).toHaveLength(2));
    await found(home('a'), home('b'));
    await vi.waitFor(() => expect([home('a'), home('b')].map(hasPicture)).toEqual([true, true]));
  });
});
