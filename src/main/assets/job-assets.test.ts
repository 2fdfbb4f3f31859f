import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Download } from '../../shared/downloads.ts';
import { queuedDownload } from '../../shared/downloads.ts';
import { failed, success, type Outcome } from '../../shared/errors.ts';
import { createFakeService } from '../downloads/testing/fake-service.ts';
import { useTemporaryFolder } from '../downloads/testing/temporary-folder.ts';
import { makeZip } from '../downloads/testing/zips.ts';
import { confirmedJob, newWatchedJob, withDownload, type WatchedJob } from '../jobs/watched-job.ts';
import { FileSources } from '../previews/file-sources.ts';
import { PreviewCache } from '../previews/preview-cache.ts';
import { silence } from '../testing/silent-folder.ts';
import { answered } from '../testing/answered-job.ts';
import { virtualClock } from '../testing/virtual-clock.ts';
import { FetchedFiles } from './fetched-files.ts';
import { JobAssets, type FoundAsset } from './job-assets.ts';
import { readContent } from './testing/read-content.ts';

const folder = useTemporaryFolder();

const inArchive = {
  'usd/chair/chair.usd': '#usda 1.0 fetched',
  'usd/chair/textures/wood.png': 'PNG',
  'mjcf/chair/chair.xml': '<mujoco model="chair">',
};
const at = (name: string, more: object = {}) => ({
  url: `https://assets.rigyd.com/${name}?sig=s3cret`,
  name,
  ...more,
});

async function setUp({
  archive = inArchive as Record<string, string>,
  job = {} as object,
  isUnknown = false,
} = {}) {
  const clock = virtualClock();
  const service = createFakeService(await makeZip(archive));
  const state = {
    watched: answered(newWatchedJob('a1', 1, null, 0), { status: 'completed', ...job }, 0) as WatchedJob,
    files: {} as Record<string, string | Outcome<null>>,
  };
  const fetched: string[] = [];
  const doubts: string[] = [];
  const cache = new PreviewCache({ folder: join(folder(), 'kept'), clock, maxBytes: 1e9, maxFiles: 100 });
  const jobAssets = new JobAssets({
    job: () => (isUnknown ? undefined : state.watched),
    sources: new FileSources({ job: () => confirmedJob(state.watched), refresh: async () => {} }),
    fetchFile: async (address, { maxBytes }, file, _signal, onBytes) => {
      const name = new URL(address).pathname.slice(1);
      fetched.push(name);
      const content = state.files[name] ?? failed('not-found');
      if (typeof content === 'object') return content;
      if (content.length > maxBytes) return failed('too-large', 'Files over …');
      await file.writeFile(content);
      onBytes?.(content.length, content.length);
      return success(null);
    },
    fetched: new FetchedFiles(cache),
    openResult: service.openResult,
    clock,
    freeBytes: async () => null,
    folder: folder(),
    onUnauthorized: () => void doubts.push('key'),
  });
  const find = (part: Parameters<JobAssets['find']>[1], maxBytes = 1e9) =>
    jobAssets.find('a1', part, { maxBytes, signal: new AbortController().signal, onBytes: () => {} });
  const download = async (files: Record<string, string>, more: Partial<Download> = {}): Promise<string> => {
    const result = join(folder(), 'chair');
    for (const [name, content] of Object.entries(files)) {
      await mkdir(dirname(join(result, name)), { recursive: true });
      await writeFile(join(result, name), content);
    }
    const done: Download = { ...queuedDownload('a1', 'all', 0), phase: 'done', folder: result, ...more };
    state.watched = withDownload(state.watched, done);
    return result;
  };
  const findHere = () => jobAssets.findHere('a1');
  return { find, findHere, service, state, fetched, doubts, download };
}

const opened: FoundAsset[] = [];
afterEach(async () => {
  for (const { content } of opened.splice(0)) await content.close();
});

/** What was found; closed after the test. */
function found(outcome: Awaited<ReturnType<JobAssets['find']>>): FoundAsset {
  if (!outcome.ok || 'kind' in outcome.value) throw new Error(JSON.stringify(outcome));
  opened.push(outcome.value);
  return outcome.value;
}

describe('a result that is not downloaded', () => {
  it('is read in its archive, which is fetched once for both formats', async () => {
    const { find, service } = await setUp();
    const usd = found(await find('result-usd'));
    expect({ roots: usd.roots, from: usd.from }).toEqual({ roots: ['usd/chair/chair.usd'], from: 'fetched' });
    expect(usd.content.files.map(({ path }) => path)).toEqual(Object.keys(inArchive));
    expect(await readContent(usd.content, 'usd/chair/textures/wood.png')).toEqual(Buffer.from('PNG'));
    const mjcf = found(await find('result-mjcf'));
    expect(mjcf.roots).toEqual(['mjcf/chair/chair.xml']);
    expect(service.calls).toEqual([{ jobId: 'a1', format: 'all', resume: null }]);
  });

  it('is fetched anew once the job has ended anew', async () => {
    const { find, service, state } = await setUp({
      job: { timing: { completed_at: '2026-05-06T12:00:00.000Z' } },
    });
    found(await find('result-usd'));
    const timing = { completed_at: '2026-05-07T12:00:00.000Z' };
    state.watched = answered(state.watched, { status: 'completed', timing }, 1);
    found(await find('result-usd'));
    expect(service.calls).toHaveLength(2);
  });

  it('is not fetched where it is larger than may be without asking', async () => {
    const { find, service } = await setUp();
    expect(await find('result-usd', 10)).toEqual({
      ok: true,
      value: { kind: 'large', bytes: expect.any(Number), maxBytes: 10 },
    });
    expect(service.counts.pieces).toBe(0);
    expect(found(await find('result-usd')).from).toBe('fetched');
  });

  it('has no part that was not made', async () => {
    const { find } = await setUp({ archive: { 'chair.usd': '#usda 1.0', 'wood.usd': 'junk' } });
    expect(await find('result-mjcf')).toMatchObject({ failure: { code: 'mjcf-missing' } });
    expect(found(await find('result-usd')).roots).toEqual(['chair.usd']);
  });

  it('has nothing to show where no file in it is what it is called', async () => {
    const { find } = await setUp({ archive: { 'readme.txt': 'x', 'chair.usd': 'junk' } });
    expect(await find('result-usd')).toMatchObject({ failure: { code: 'no-model' } });
  });

  it('is fetched anew where what came is damaged', async () => {
    const { find, service } = await setUp();
    service.answerWith({ totalBytes: 40, bytes: 40 });
    expect(await find('result-usd')).toMatchObject({ failure: { code: 'archive-damaged' } });
    expect(found(await find('result-usd')).roots).toEqual(['usd/chair/chair.usd']);
  });

  it.each(['running', 'failed'])('is not asked for while the job is %s', async (status) => {
    const { find, service } = await setUp({ job: { status } });
    expect(await find('result-usd')).toMatchObject({ failure: { code: 'not-completed' } });
    expect(service.calls).toEqual([]);
  });

  it('puts the key in doubt where the service refuses it', async () => {
    const { find, service, doubts } = await setUp();
    service.answerWith({ failure: 'unauthorized' });
    expect(await find('result-usd')).toMatchObject({ failure: { code: 'unauthorized' } });
    expect(doubts).toEqual(['key']);
  });

  it('is of no job that is not in the list', async () => {
    const { find } = await setUp({ isUnknown: true });
    expect(await find('result-usd')).toEqual(failed('unknown-job'));
  });
});

describe('a result that was downloaded', () => {
  it('is read where it is, without asking the service', async () => {
    const { find, service, download } = await setUp();
    await download({ 'usd/chair/chair.usd': '#usda 1.0 here', 'mjcf/chair/chair.xml': '<mujoco>' });
    const usd = found(await find('result-usd', 1));
    expect(usd).toMatchObject({ roots: ['usd/chair/chair.usd'], from: 'downloaded' });
    expect(await readContent(usd.content, 'usd/chair/chair.usd')).toEqual(Buffer.from('#usda 1.0 here'));
    expect(found(await find('result-mjcf', 1)).roots).toEqual(['mjcf/chair/chair.xml']);
    expect(service.calls).toEqual([]);
  });

  it('is found there for its pictures, whatever it is, and never fetched for them', async () => {
    const { findHere, service, download } = await setUp();
    expect(await findHere()).toBeNull();
    await download({ 'mjcf/chair.xml': '<mujoco model="chair">' });
    const onlyMjcf = found(success(await findHere()) as Outcome<FoundAsset>);
    expect(onlyMjcf.roots).toEqual(['mjcf/chair.xml']);
    const place = await download({ 'usd/chair.usd': '#usda 1.0' });
    expect(found(success(await findHere()) as Outcome<FoundAsset>).roots).toEqual(['usd/chair.usd']);
    await rm(place, { recursive: true });
    expect(await findHere()).toBeNull();
    expect(service.calls).toEqual([]);
  });

  it('is fetched where it was moved away, or is not what was downloaded', async () => {
    const { find, download, service } = await setUp();
    const result = await download({ 'chair.usd': 'junk' });
    expect(found(await find('result-usd')).from).toBe('fetched');
    await rm(result, { recursive: true });
    expect(found(await find('result-mjcf')).from).toBe('fetched');
    expect(service.calls).toHaveLength(1);
  });

  it('is fetched where its folder does not answer', async () => {
    const { find, download } = await setUp();
    const result = await download({ 'usd/chair/chair.usd': '#usda 1.0 here' });
    const answer = await silence(join(result, 'usd'), 'person');
    expect(found(await find('result-usd')).from).toBe('fetched');
    answer();
  });

  it('is not read through a link that took its place inside', async () => {
    const { find, download } = await setUp();
    const result = await download({ 'a/b.png': 'x' });
    await writeFile(join(folder(), 'secret.usd'), '#usda 1.0 secret');
    await symlink(join(folder(), 'secret.usd'), join(result, 'chair.usd'));
    expect(found(await find('result-usd')).from).toBe('fetched');
  });
});

describe('another part of a job', () => {
  const job = {
    input: { model: at('chair.glb'), images: null },
    preprocess: { intermediate_glb: at('mesh.glb', { size: 700 }) },
  };

  it('is a file of its own, fetched once', async () => {
    const { find, state, fetched, service } = await setUp({ job });
    state.files = { 'chair.glb': 'glTF input', 'mesh.glb': 'glTF mesh' };
    for (let count = 0; count < 2; count += 1) {
      const input = found(await find('input'));
      expect({ roots: input.roots, from: input.from }).toEqual({ roots: ['chair.glb'], from: 'fetched' });
      expect(input.content.files).toEqual([{ path: 'chair.glb', bytes: 10 }]);
      expect(await readContent(input.content, 'chair.glb')).toEqual(Buffer.from('glTF input'));
      expect(await input.content.open('mesh.glb')).toBeNull();
    }
    expect(await readContent(found(await find('preprocessed')).content, 'mesh.glb')).toEqual(
      Buffer.from('glTF mesh'),
    );
    expect(fetched).toEqual(['chair.glb', 'mesh.glb']);
    expect(service.calls).toEqual([]);
  });

  it('is not fetched where it is larger than may be without asking, as far as that is known', async () => {
    const { find, state, fetched } = await setUp({ job });
    state.files = { 'chair.glb': 'glTF input', 'mesh.glb': 'glTF mesh' };
    expect(await find('preprocessed', 600)).toEqual(success({ kind: 'large', bytes: 700, maxBytes: 600 }));
    expect(fetched).toEqual([]);
    expect(await find('input', 5)).toEqual(success({ kind: 'large', bytes: null, maxBytes: 5 }));
  });

  it('is none that cannot be shown in 3D', async () => {
    const { find, state, fetched } = await setUp({
      job: {
        input: { model: at('chair.fbx'), images: null },
        preprocess: { intermediate_glb: at('mesh.glb') },
      },
    });
    state.files = { 'mesh.glb': 'junk' };
    expect(await find('input')).toEqual(failed('no-model', 'chair.fbx'));
    expect(fetched).toEqual([]);
    expect(await find('preprocessed')).toEqual(failed('no-model', 'mesh.glb'));
  });

  it('says why it cannot be had', async () => {
    const { find, state } = await setUp({ job });
    state.files = { 'chair.glb': failed('link-expired') };
    expect(await find('input')).toMatchObject({ failure: { code: 'link-expired' } });
    const none = await setUp();
    expect(await none.find('input')).toMatchObject({ failure: { code: 'not-found' } });
  });
});
