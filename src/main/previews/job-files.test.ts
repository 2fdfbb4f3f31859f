import { mkdir, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { failed, success } from '../../shared/errors.ts';
import type { FileRef } from '../../shared/job/file-slots.ts';
import { useTemporaryFolder } from '../downloads/testing/temporary-folder.ts';
import { savedName } from './job-files.ts';
import { at, jobWith, log, png, previewHost, texture } from './testing/preview-host.ts';

const folder = useTemporaryFolder();
const setUp = (files?: Parameters<typeof previewHost>[1]) => previewHost(folder(), files);
const target = () => ({ folder: join(folder(), 'saved') });
const textOf = (name: string): Promise<string> => readFile(join(target().folder, name), 'utf8');

const model: FileRef = { id: 'a', slot: 'model', index: 0 };

describe('a file of a job', () => {
  it('is saved under its name, with whatever is in it', async () => {
    const { jobFiles } = setUp({ 'chair.usd': '#usda 1.0' });
    const path = join(target().folder, 'chair.usd');
    expect(await jobFiles.save(model, target())).toEqual(success({ path, isRenamed: false }));
    expect(await textOf('chair.usd')).toBe('#usda 1.0');
    expect(await jobFiles.savedPath(model)).toBe(path);
  });

  it('never takes the place of another', async () => {
    const { jobFiles } = setUp({ 'chair.usd': '#usda 1.0' });
    await mkdir(target().folder);
    await writeFile(join(target().folder, 'my chair.usd'), 'mine');
    const saved = await jobFiles.save(model, { ...target(), name: 'my chair.usd' });
    expect(saved).toMatchObject({ value: { isRenamed: true } });
    expect(await textOf('my chair.usd')).toBe('mine');
    expect(await textOf('my chair (2).usd')).toBe('#usda 1.0');
  });

  it('is not there at all where it did not come whole, and can be saved again', async () => {
    const { jobFiles, files } = setUp({ 'chair.usd': failed('truncated') });
    expect(await jobFiles.save(model, target())).toEqual(failed('truncated'));
    expect(await readdir(target().folder)).toEqual([]);
    expect(await jobFiles.savedPath(model)).toBeNull();
    files['chair.usd'] = '#usda 1.0';
    expect(await jobFiles.save(model, target())).toMatchObject({ ok: true });
  });

  it('is asked for by a new link where the old one has expired', async () => {
    const { jobFiles, files, current, askedAnew, asked } = setUp({ 'chair.usd': failed('link-expired') });
    files['new.usd'] = '#usda 1.0';
    current.next = jobWith({ output: { model: { ...at('new.usd'), name: 'chair.usd' } } });
    expect(await jobFiles.save(model, target())).toMatchObject({ ok: true });
    expect(askedAnew).toEqual(['a']);
    expect(asked).toEqual(['chair.usd', 'new.usd']);
  });

  it('tells at once that it is fetched, and nothing where it is here', async () => {
    const { jobFiles, told } = setUp({ 'chair.usd': '#usda 1.0' });
    await jobFiles.save(model, target());
    expect(told).toEqual([{ ref: model, receivedBytes: 0, totalBytes: null }]);
  });

  it('tells how far it is, also where the system’s clock is set back meanwhile', async () => {
    const { jobFiles, told, asked, holdBack, clock } = setUp({ 'chair.usd': '#usda 1.0' });
    const goOn = holdBack();
    const saving = jobFiles.save(model, target());
    await vi.waitUntil(() => asked.length === 1);
    clock.setBack(3_600_000);
    await clock.advance(250);
    goOn();
    await saving;
    expect(told).toEqual([
      { ref: model, receivedBytes: 0, totalBytes: null },
      { ref: model, receivedBytes: 9, totalBytes: 9 },
    ]);
  });

  it('is broken off, nothing of it stays, and another goes on', async () => {
    const { jobFiles, asked, holdBack } = setUp({ 'chair.usd': '#usda 1.0', 'wood.png': 'wood' });
    const goOn = holdBack();
    const [saving, other] = [jobFiles.save(model, target()), jobFiles.save(texture(), target())];
    await vi.waitUntil(() => asked.length === 2);
    jobFiles.cancel(texture(3));
    jobFiles.cancel({ ...model });
    goOn();
    expect(await saving).toEqual(failed('cancelled'));
    expect(await other).toMatchObject({ ok: true });
    expect(await readdir(target().folder)).toEqual(['wood.png']);
    expect(await jobFiles.save(model, target())).toMatchObject({ ok: true });
  });

  it('that was looked at is not fetched again, unless only its beginning was', async () => {
    const { jobFiles, previews, asked } = setUp({ 'drop.log': 'step 1' });
    await previews.open(texture());
    await previews.readText(log);
    expect(asked).toEqual(['wood.png', 'drop.log']);
    await jobFiles.save(texture(), target());
    expect(asked).toEqual(['wood.png', 'drop.log']);
    expect(await readFile(join(target().folder, 'wood.png'))).toEqual(png);
    await jobFiles.save(log, target());
    expect(asked).toEqual(['wood.png', 'drop.log', 'drop.log']);
  });

  it.each<[string, FileRef, string]>([
    ['a job that is not watched', { ...model, id: 'b' }, 'unknown-job'],
    ['a place without a file', { ...model, slot: 'mjcf-package' }, 'not-found'],
    ['a second model', { ...model, index: 1 }, 'not-found'],
  ])('is none in %s', async (_what, ref, code) => {
    const { jobFiles } = setUp();
    expect(await jobFiles.save(ref, target())).toMatchObject({ failure: { code } });
    expect(jobFiles.nameOf(ref)).toMatchObject({ failure: { code } });
  });

  it('is not fetched by an address that only an imported list knows', async () => {
    const { jobFiles, current, asked } = setUp();
    current.job = current.next = 'unconfirmed';
    expect(await jobFiles.save(model, target())).toEqual(failed('unconfirmed'));
    expect(asked).toEqual([]);
  });
});

describe('opening', () => {
  it('saves a file once, and opens it where it is from then on', async () => {
    const { jobFiles, asked } = setUp({ 'chair.usd': '#usda 1.0' });
    const first = await jobFiles.toOpen(model, target().folder);
    expect(await jobFiles.toOpen(model, target().folder)).toEqual(first);
    expect(asked).toEqual(['chair.usd']);
    await rm(join(target().folder, 'chair.usd'));
    expect(await jobFiles.toOpen(model, target().folder)).toEqual(first);
    expect(asked).toEqual(['chair.usd', 'chair.usd']);
  });

  it.each([
    'chair.exe',
    'chair.usd.desktop',
    'chair.app',
    'chair.command',
    'chair.html',
    'chair.svg',
    'chair',
  ])('is refused to %s, which is not even fetched', async (name) => {
    const { jobFiles, current, asked } = setUp();
    current.job = jobWith({ output: { model: { url: 'https://assets.rigyd.com/7', name } } });
    expect(await jobFiles.toOpen(model, target().folder)).toEqual(failed('not-openable', savedName(name)));
    expect(asked).toEqual([]);
  });

  it('goes by the name that a person gave it', async () => {
    const { jobFiles } = setUp({ 'chair.usd': 'MZ' });
    await jobFiles.save(model, { ...target(), name: 'chair.exe' });
    expect(await jobFiles.toOpen(model, target().folder)).toMatchObject({
      value: { path: join(target().folder, 'chair.usd') },
    });
  });
});

describe('dragging', () => {
  it('is of a copy with the name of the file, at once where that was looked at', async () => {
    const { jobFiles, previews, asked } = setUp();
    expect(await jobFiles.readyToDrag(texture())).toBeNull();
    await previews.open(texture());
    const path = (await jobFiles.readyToDrag(texture())) ?? '';
    expect(basename(path)).toBe('wood.png');
    expect(await readFile(path)).toEqual(png);
    expect(await jobFiles.readyToDrag(texture())).toBe(path);
    expect(asked).toEqual(['wood.png']);
  });

  it('has a file fetched once, however often it is begun', async () => {
    const { jobFiles, asked } = setUp({ 'chair.usd': '#usda 1.0' });
    const [one, other] = await Promise.all([jobFiles.fetchToDrag(model), jobFiles.fetchToDrag(model)]);
    expect(one).toEqual(other);
    expect(asked).toEqual(['chair.usd']);
    expect(await jobFiles.readyToDrag(model)).toBe(one.ok && one.value);
  });

  it('removes copies of last week', async () => {
    const { jobFiles, clock } = setUp({ 'chair.usd': '#usda 1.0' });
    const [old, recent] = ['old', 'recent'].map((name) => join(folder(), 'dragged', name));
    for (const path of [old, recent]) await mkdir(path ?? '', { recursive: true });
    await utimes(old ?? '', 0, clock.now() / 1_000 - 8 * 24 * 60 * 60);
    await utimes(recent ?? '', 0, clock.now() / 1_000 - 60);
    await jobFiles.fetchToDrag(model);
    const left = await readdir(join(folder(), 'dragged'));
    expect(left).toContain('recent');
    expect(left).not.toContain('old');
  });
});

it.each([
  ['wood.png', 'wood.png'],
  ['.bashrc', 'bashrc'],
  ['...', 'File'],
  ['chair\u202Edsu.exe', 'chairdsu.exe'],
  ['a\nb.png', 'ab.png'],
  ['con.png', '_con.png'],
  ['a:b?.png', 'a_b_.png'],
])('a file that is called %j is saved as %j', (name, saved) => {
  expect(savedName(name)).toBe(saved);
});
