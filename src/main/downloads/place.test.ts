import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { virtualClock } from '../testing/virtual-clock.ts';
import { place } from './place.ts';
import { fileHandles } from './testing/file-handles.ts';
import { contentsOf, useTemporaryFolder } from './testing/temporary-folder.ts';

const folder = useTemporaryFolder();
const options = () => ({ clock: virtualClock(), signal: new AbortController().signal });

/** A finished folder that waits to be placed, with one file that tells it from others. */
async function finished(content = 'new'): Promise<string> {
  const path = join(folder(), '.parts', content);
  await mkdir(path, { recursive: true });
  await writeFile(join(path, 'a.usd'), content);
  return path;
}

const systemError = (code: string) => Object.assign(new Error(`${code}: said by a test`), { code });

describe('placing a result', () => {
  it('gives it its name in one step', async () => {
    const path = join(folder(), 'toolbox');
    expect(await place(await finished(), folder(), 'toolbox', options())).toEqual({ ok: true, value: path });
    expect(await contentsOf(folder())).toEqual({ '.parts/': null, 'toolbox/': null, 'toolbox/a.usd': 'new' });
  });

  it('makes the name survive a power failure', async () => {
    const sync = vi.spyOn(await fileHandles(folder()), 'sync');
    await place(await finished(), folder(), 'toolbox', options());
    expect(sync).toHaveBeenCalledTimes(1);
    sync.mockRestore();
  });

  it('leaves alone what has the name already, be it a folder, an empty one or a file', async () => {
    await mkdir(join(folder(), 'Toolbox'));
    await writeFile(join(folder(), 'Toolbox', 'mine.txt'), 'mine');
    await mkdir(join(folder(), 'toolbox (2)'));
    await writeFile(join(folder(), 'toolbox (3)'), 'mine too');
    await place(await finished(), folder(), 'toolbox', options());
    expect(await contentsOf(folder())).toEqual({
      '.parts/': null,
      'Toolbox/': null,
      'Toolbox/mine.txt': 'mine',
      'toolbox (2)/': null,
      'toolbox (3)': 'mine too',
      'toolbox (4)/': null,
      'toolbox (4)/a.usd': 'new',
    });
  });

  it('keeps all results that finish with one name at the same moment', async () => {
    const parts = await Promise.all(['1', '2', '3', '4'].map(finished));
    const outcomes = await Promise.all(parts.map((part) => place(part, folder(), 'toolbox', options())));
    expect(outcomes.every((outcome) => outcome.ok)).toBe(true);
    const contents = await contentsOf(folder());
    const names = ['toolbox', 'toolbox (2)', 'toolbox (3)', 'toolbox (4)'];
    expect(names.map((name) => contents[`${name}/a.usd`]).sort()).toEqual(['1', '2', '3', '4']);
  });

  it('finds another name when somebody takes the one it chose', async () => {
    const move = vi.fn(async (from: string, to: string) => {
      if (move.mock.calls.length === 1) {
        await mkdir(to);
        await writeFile(join(to, 'theirs.txt'), 'theirs');
      }
      await rename(from, to);
    });
    expect(await place(await finished(), folder(), 'toolbox', { ...options(), move })).toEqual({
      ok: true,
      value: join(folder(), 'toolbox (2)'),
    });
    expect(await readdir(join(folder(), 'toolbox'))).toEqual(['theirs.txt']);
  });

  it.each(['EPERM', 'EACCES', 'EBUSY'])('waits while Windows holds the folder (%s)', async (code) => {
    const { clock, signal } = { ...options(), clock: virtualClock() };
    const move = vi
      .fn(rename)
      .mockRejectedValueOnce(systemError(code))
      .mockRejectedValueOnce(systemError(code));
    const placed = place(await finished(), folder(), 'toolbox', { clock, signal, move });
    await clock.untilWaiting();
    expect(move).toHaveBeenCalledTimes(1);
    await clock.advance(200);
    await clock.untilWaiting();
    expect(move).toHaveBeenCalledTimes(2);
    await clock.advance(400);
    expect(await placed).toEqual({ ok: true, value: join(folder(), 'toolbox') });
  });

  it('does not wait for ever', async () => {
    const { clock, signal } = { ...options(), clock: virtualClock() };
    const move = vi.fn(rename).mockRejectedValue(systemError('EACCES'));
    const placed = place(await finished(), folder(), 'toolbox', { clock, signal, move });
    for (const ms of [200, 400, 800, 1_600, 3_200]) {
      await clock.untilWaiting();
      await clock.advance(ms);
    }
    expect(await placed).toEqual({
      ok: false,
      failure: { code: 'folder-unavailable', text: 'EACCES: said by a test' },
    });
  });

  it('stops waiting when the download is stopped', async () => {
    const stop = new AbortController();
    const clock = virtualClock();
    const move = vi.fn(rename).mockRejectedValue(systemError('EBUSY'));
    const placed = place(await finished(), folder(), 'toolbox', { clock, signal: stop.signal, move });
    await clock.untilWaiting();
    stop.abort('cancelled');
    expect(await placed).toMatchObject({ ok: false });
    expect(move).toHaveBeenCalledTimes(2);
  });

  it('is stopped, not failed, where its name was taken in the moment in which downloads are paused', async () => {
    const stop = new AbortController();
    const move = vi.fn(rename).mockImplementation(async () => {
      stop.abort('interrupted');
      throw systemError('ENOTEMPTY');
    });
    const signal = stop.signal;
    expect(await place(await finished(), folder(), 'toolbox', { ...options(), signal, move })).toEqual({
      ok: false,
      failure: { code: 'interrupted', text: null },
    });
    expect(move).toHaveBeenCalledTimes(1);
  });

  it('fails at once where waiting would not help', async () => {
    const move = vi.fn(rename).mockRejectedValue(systemError('EXDEV'));
    expect(await place(await finished(), folder(), 'toolbox', { ...options(), move })).toEqual({
      ok: false,
      failure: { code: 'folder-unavailable', text: 'EXDEV: said by a test' },
    });
    expect(move).toHaveBeenCalledTimes(1);
  });

  it('says that the folder is gone', async () => {
    const part = await finished();
    expect(await place(part, join(folder(), 'gone'), 'toolbox', options())).toMatchObject({
      failure: { code: 'folder-unavailable' },
    });
    await rm(part, { recursive: true });
    await writeFile(join(folder(), 'file'), '');
    expect(await place(part, join(folder(), 'file'), 'toolbox', options())).toMatchObject({
      failure: { code: 'folder-unavailable' },
    });
  });
});
