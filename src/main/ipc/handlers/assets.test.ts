import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { success } from '../../../shared/errors.ts';
import { jobs, useMachine } from '../../testing/core-harness.ts';
import { done, useHandlers } from '../../testing/handlers-harness.ts';
import { assetHandlers } from './assets.ts';

const setUp = useHandlers();
const machine = useMachine();
const source = { kind: 'job', id: jobs.chair, part: 'result-usd' } as const;

it('a result is served until it is released, or its job is removed', async () => {
  const { core, handlers } = await setUp();
  const open = async (): Promise<string> => {
    const opened = await handlers.openAsset({ source, evenIfLarge: false });
    if (!opened.ok || opened.value.kind !== 'opened') throw new Error(JSON.stringify(opened));
    expect(opened.value).toMatchObject({ roots: ['chair.usd'], from: 'fetched' });
    return opened.value.token;
  };
  const isServed = async (token: string): Promise<boolean> => {
    const file = await core.assets.openFile({ token, path: 'chair.usd' });
    await file?.close();
    return file !== null;
  };
  const [one, other] = [await open(), await open()];
  expect(await isServed(one)).toBe(true);
  expect(await handlers.releaseAsset({ token: one })).toEqual(done);
  expect([await isServed(one), await isServed(other)]).toEqual([false, true]);
  await handlers.removeJobs({ ids: [jobs.chair] });
  expect(await isServed(other)).toBe(false);
});

it('a result larger than the setting is fetched when the person says so', async () => {
  const { client, handlers } = await setUp();
  const open = (evenIfLarge: boolean) => handlers.openAsset({ source, evenIfLarge });
  const bytes = 200 * 1024 ** 2;
  client.service.answerWith({ totalBytes: bytes });
  const held = { kind: 'large', bytes, maxBytes: 100 * 1024 ** 2 };
  expect(await open(false)).toEqual(success(held));
  await handlers.changeSettings({ previewMegabytes: 300 });
  client.service.answerWith({ totalBytes: bytes });
  // More is announced than there is.
  expect(await open(false)).toMatchObject({ failure: { code: 'truncated' } });
  await handlers.changeSettings({ previewMegabytes: 1 });
  client.service.answerWith({ totalBytes: bytes });
  expect(await open(true)).toMatchObject({ failure: { code: 'truncated' } });
});

it('a file of the person’s own is asked about, looked at, and closed', async () => {
  const { core, handlers, folder } = await setUp();
  const own = join(folder, 'own');
  await mkdir(own);
  await writeFile(join(own, 'lamp.usda'), '#usda 1.0');
  const paths = [join(own, 'lamp.usda')];
  expect(await handlers.offerPaths({ paths })).toEqual(success({ number: 1, indices: [0] }));
  expect(core.publisher.state.lookOffer).toMatchObject({ number: 1, name: 'lamp.usda' });
  expect(await handlers.answerLookOffer({ number: 1, isWanted: true })).toEqual(done);
  expect(core.publisher.state).toMatchObject({
    lookOffer: null,
    openedAsset: { number: 1, name: 'lamp.usda' },
  });
  const opened = await handlers.openAsset({ source: { kind: 'own', number: 1 }, evenIfLarge: false });
  if (!opened.ok || opened.value.kind !== 'opened') throw new Error(JSON.stringify(opened));
  const { token, roots, from } = opened.value;
  expect({ roots, from }).toEqual({ roots: ['lamp.usda'], from: 'own-file' });
  expect(JSON.stringify([opened, core.publisher.state])).not.toContain(own);
  await handlers.closeOpenedAsset({ number: 1 });
  expect(core.publisher.state.openedAsset).toBeNull();
  expect(await core.assets.openFile({ token, path: 'lamp.usda' })).toBeNull();
});

it('cancelling ends what is being opened', async () => {
  const { handlers } = await setUp();
  const opening = handlers.openAsset({ source, evenIfLarge: false });
  await handlers.cancelAsset({ source });
  expect(await opening).toMatchObject({ failure: { code: 'cancelled' } });
});

it('in safe mode nothing is shown in 3D or as a picture', async () => {
  const handlers = assetHandlers(await machine().start({ safeMode: true }));
  const refused = { failure: { code: 'safe-mode' } };
  expect(await handlers.openAsset({ source, evenIfLarge: true })).toMatchObject(refused);
  expect(await handlers.openResultHere({ id: jobs.chair })).toMatchObject(refused);
  expect(await handlers.findThumbnails({ results: [] })).toMatchObject(refused);
});
