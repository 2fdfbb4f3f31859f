import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { notGrouped } from '../../shared/grouping.ts';
import { firstView, type LastView } from '../../shared/last-view.ts';
import { useTemporaryFolder } from '../downloads/testing/temporary-folder.ts';
import { ownFiles } from '../files/folder-files.ts';
import { virtualClock } from '../testing/virtual-clock.ts';
import { LastViewFile } from './last-view-file.ts';

const folder = useTemporaryFolder();
const path = (): string => join(folder(), 'last-view.json');
const clock = virtualClock();
const file = (safeMode = false): LastViewFile => new LastViewFile({ path: path(), safeMode, clock });

const view: LastView = {
  filter: { ...firstView.filter, statuses: ['failed'], query: 'chair' },
  sort: { column: 'size', descending: true },
  groups: { by: 'day', areFolded: true, except: ['1764201600000'] },
  scroll: { id: 'abc123', above: 7.5 },
  openId: 'abc123',
};

describe('the last view', () => {
  it('is the one that was kept, in this run and the next', async () => {
    const first = file();
    expect(await first.current()).toEqual(firstView);
    first.keep(view);
    expect(await first.current()).toEqual(view);
    await first.settled();
    expect(await file().current()).toEqual(view);
  });

  it.each([
    ['', firstView],
    ['{"sort', firstView],
    ['7', firstView],
    ['{}', firstView],
    [
      JSON.stringify({ ...view, filter: { query: 7 }, scroll: { id: '..', above: 0 } }),
      { ...view, filter: firstView.filter, scroll: null },
    ],
    [
      JSON.stringify({ ...view, sort: { column: 'cost', descending: true }, openId: 7, later: true }),
      { ...view, sort: firstView.sort, openId: null },
    ],
    [
      JSON.stringify({ ...view, groups: { by: 'colour', areFolded: true, except: [] } }),
      { ...view, groups: notGrouped },
    ],
    [JSON.stringify({ ...view, groups: undefined }), { ...view, groups: notGrouped }],
  ])('is the first one where %j cannot be read, in that part alone', async (stored, read) => {
    await writeFile(path(), stored);
    expect(await file().current()).toEqual(read);
  });

  it('is the first one where the file is a folder, or far too large', async () => {
    await writeFile(path(), JSON.stringify({ ...view, more: 'x'.repeat(300_000) }));
    expect(await file().current()).toEqual(firstView);
    await mkdir(join(folder(), 'folder'));
    const isFolder = new LastViewFile({ path: join(folder(), 'folder'), safeMode: false, clock });
    expect(await isFolder.current()).toEqual(firstView);
  });

  it('is the first one where the disk does not answer', async () => {
    const open = () => new Promise<never>(() => {});
    const silent = new LastViewFile({ path: path(), safeMode: false, clock, files: { ...ownFiles, open } });
    silent.open();
    const current = silent.current();
    await clock.advance(10_000);
    expect(await current).toEqual(firstView);
  });

  it('holds no key that was pasted into the search', async () => {
    const kept = file();
    kept.keep({ ...view, filter: { ...view.filter, query: `x rgyd_live_${'k'.repeat(43)}` } });
    await kept.settled();
    expect(await readFile(path(), 'utf8')).not.toContain('rgyd_live');
  });

  it('is left out in safe mode, and left as it is', async () => {
    await writeFile(path(), JSON.stringify(view));
    const safe = file(true);
    expect(await safe.current()).toEqual(firstView);
    safe.keep(firstView);
    await safe.settled();
    expect(await file().current()).toEqual(view);
  });
});
