import { stat } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import type { Simulator } from '../src/simulator/index.ts';
import { findings } from './support/axe.ts';
import type { Desk } from './support/desk.ts';
import { addPair } from './support/pair.ts';
import { expect, sharedTest as test } from './support/test.ts';

/** A host of files that does what the test wants. */
async function startHost(answer: RequestListener): Promise<{ host: Server; origin: string }> {
  const host = createServer(answer);
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
  const { port } = host.address() as AddressInfo;
  return { host, origin: `http://127.0.0.1:${port}` };
}

/** A picture of one pixel on a canvas of that width. */
function gifOf(width: number): Buffer {
  const bytes = Buffer.from('R0lGODlhAQABAAAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==', 'base64');
  bytes.writeUInt16LE(width, 6);
  return bytes;
}

/** Opens the details of a job that was made of four pictures, and has textures. */
async function openPictured(desk: Desk, simulator: Simulator): Promise<string> {
  const id = simulator.addJob({ type: 'multiview_to_simready', filename: 'mug_front.png' });
  simulator.setPhase(id, 'completed');
  await desk.typeIds(id);
  await desk.open(id);
  return id;
}

const texturesOf = (desk: Desk): Locator => desk.section('Output').getByRole('list', { name: 'Textures' });

const naturalWidth = (image: Locator): Promise<number> =>
  image.evaluate((element) => (element instanceof HTMLImageElement ? element.naturalWidth : 0));

test('textures and pictures are thumbnails that open large, fetched without the key', async ({
  desk,
  simulator,
}) => {
  await openPictured(desk, simulator);
  const images = desk.section('Input').getByRole('list', { name: 'Images' });
  await images.scrollIntoViewIfNeeded();
  await expect.poll(() => naturalWidth(images.getByRole('img').last())).toBeGreaterThan(0);
  await expect(images.getByRole('img')).toHaveCount(4);
  const textures = texturesOf(desk);
  await textures.scrollIntoViewIfNeeded();
  await expect.poll(() => naturalWidth(textures.getByRole('img').first())).toBeGreaterThan(0);

  await images.getByRole('button', { name: 'Open mug_front.png' }).click();
  const dialog = desk.page.getByRole('dialog');
  await expect(dialog.getByRole('heading')).toHaveText('mug_front.png');
  await expect(dialog).toContainText('1 of 4');
  await desk.page.keyboard.press('ArrowRight');
  await expect(dialog.getByRole('heading')).toHaveText('mug_right.png');
  await expect(dialog).toContainText('pixels');
  await expect.poll(() => naturalWidth(dialog.getByRole('img'))).toBeGreaterThan(0);
  await desk.page.keyboard.press('ArrowLeft');
  await expect(dialog).toContainText('1 of 4');
  await desk.page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(desk.details).toBeVisible();

  const files = simulator.requests.entries.filter(({ origin }) => origin === 'assets');
  expect(files.length).toBeGreaterThan(4);
  expect(new Set(files.map(({ path }) => path)).size).toBe(files.length);
  expect(simulator.requests.assetsSawAuthorization).toBe(false);
  expect(files.filter(({ headers }) => headers['cookie'] !== undefined)).toEqual([]);
});

test('a file that is too large, or none, says so calmly and can be tried again', async ({
  desk,
  simulator,
}) => {
  const id = simulator.addJob({ filename: 'chair.glb' });
  simulator.setPhase(id, 'completed');
  const [first, second] = simulator.job(id).output?.textures ?? [];
  const large = await startHost((_request, response) => {
    response.writeHead(200, { 'content-type': 'image/png', 'content-length': String(64 * 1024 * 1024) });
    response.flushHeaders();
  });
  simulator.faults.set({
    fault: { kind: 'json', set: { 'data.output.textures.0.url': `${large.origin}/large.png` } },
    endpoint: 'job',
  });
  const signIn = simulator.faults.set({
    fault: { kind: 'body', contentType: 'image/png' },
    endpoint: 'assets',
  });
  await desk.typeIds(id);
  await desk.open(id);
  const textures = texturesOf(desk);
  await textures.scrollIntoViewIfNeeded();
  const tile = (name: string): Locator => textures.getByRole('listitem').filter({ hasText: name });
  await expect(tile(first?.name ?? '')).toContainText('Too large to be shown here.');
  await expect(tile(second?.name ?? '')).toContainText('This file type can’t be shown here.');
  simulator.faults.clear(signIn);
  await tile(second?.name ?? '')
    .getByRole('button', { name: 'Try again' })
    .click();
  await expect.poll(() => naturalWidth(tile(second?.name ?? '').getByRole('img'))).toBeGreaterThan(0);
  large.host.closeAllConnections();
  large.host.close();
});

test('a picture that the service writes anew under its address is the new one once the job has ended', async ({
  desk,
  simulator,
}) => {
  const id = simulator.addJob({ filename: 'chair.glb' });
  simulator.setPhase(id, 'completed');
  let width = 1;
  const { host, origin } = await startHost((_request, response) => response.end(gifOf(width)));
  const url = { 'data.output.textures.0.url': `${origin}/preview.gif` };
  const running = simulator.faults.set({
    fault: { kind: 'json', set: { ...url, 'data.status': 'running' } },
    endpoint: 'job',
  });
  await desk.typeIds(id);
  await desk.open(id);
  const textures = texturesOf(desk);
  await textures.scrollIntoViewIfNeeded();
  const picture = textures.getByRole('img').first();
  await expect.poll(() => naturalWidth(picture)).toBe(1);
  width = 2;
  simulator.faults.set({ fault: { kind: 'json', set: url }, endpoint: 'job' });
  simulator.faults.clear(running);
  await expect.poll(() => naturalWidth(picture)).toBe(2);
  host.closeAllConnections();
  host.close();
});

test('a simulation plays in place, unless the person wants no motion, and its log is searched', async ({
  desk,
  simulator,
}) => {
  const { simulation } = addPair(simulator);
  await desk.typeIds(simulation);
  await desk.page.emulateMedia({ reducedMotion: 'reduce' });
  await desk.open(simulation);
  const section = desk.section('Simulation');
  await section.scrollIntoViewIfNeeded();
  await expect(section.getByRole('img', { name: 'chair-drop.gif, paused' })).toBeVisible();
  await section.getByRole('button', { name: 'Play chair-drop.gif' }).click();
  const gif = section.getByRole('img', { name: 'chair-drop.gif', exact: true });
  await expect.poll(() => naturalWidth(gif)).toBeGreaterThan(0);
  const still = await gif.screenshot();
  await expect.poll(async () => (await gif.screenshot()).equals(still)).toBe(false);
  await section.getByRole('button', { name: 'Pause chair-drop.gif' }).click();
  await expect(gif).toBeHidden();

  const log = desk.section('Log');
  await log.scrollIntoViewIfNeeded();
  await expect(log.getByText('gravity 9.81 m/s2')).toBeVisible();
  const field = log.getByRole('searchbox', { name: 'Search the log' });
  await field.fill('STEP ');
  await expect(log.getByRole('status')).toHaveText(/^1 of \d+$/);
  await field.press('Shift+Enter');
  await expect(log.getByRole('status')).toHaveText(/^(\d+) of \1$/);
  await expect(log.locator('mark.current')).toBeInViewport();
  await field.fill('no such words');
  await expect(log.getByRole('status')).toHaveText('No matches');
  await field.press('Escape');
  await expect(field).toHaveValue('');
  await expect(desk.details).toBeVisible();
});

test('what loads in the details has its place from the beginning, so that nothing moves under the pointer', async ({
  desk,
  simulator,
}) => {
  const { source, simulation } = addPair(simulator);
  simulator.faults.set({ fault: { kind: 'delay', ms: 2_000 }, endpoint: 'assets' });
  await desk.typeIds(`${source}\n${simulation}`);
  const heightOf = (): Promise<number> => desk.details.evaluate((details) => details.scrollHeight);

  await desk.open(source);
  const textures = texturesOf(desk);
  await textures.scrollIntoViewIfNeeded();
  await expect(textures.getByText('Loading…')).toHaveCount(2);
  const withoutTextures = await heightOf();
  await expect(textures.getByRole('img')).toHaveCount(2);
  expect(await heightOf()).toBe(withoutTextures);

  await desk.open(simulation);
  const log = desk.section('Log');
  await log.scrollIntoViewIfNeeded();
  await expect(log.getByText('Loading…')).toBeVisible();
  await expect(desk.section('Simulation').getByText('Loading…')).toBeVisible();
  const withoutLog = await heightOf();
  await expect(log.getByText('gravity 9.81 m/s2')).toBeVisible();
  await expect(desk.section('Simulation').getByRole('img')).toBeVisible();
  expect(await heightOf()).toBe(withoutLog);
});

test('a video plays in place and can be jumped in', async ({ desk, simulator }) => {
  const { simulation } = addPair(simulator);
  // The page's own engine makes the video: half a second of a canvas whose colour changes.
  const recorded = await desk.page.evaluate(async () => {
    const canvas = document.createElement('canvas');
    const pen = canvas.getContext('2d');
    const recorder = new MediaRecorder(canvas.captureStream(30), { mimeType: 'video/webm' });
    const parts: Blob[] = [];
    recorder.ondataavailable = ({ data }) => parts.push(data);
    const ended = new Promise((resolve) => (recorder.onstop = resolve));
    recorder.start();
    for (let frame = 0; frame < 30; frame += 1) {
      if (pen !== null) pen.fillStyle = `rgb(${frame * 8} 80 120)`;
      pen?.fillRect(0, 0, canvas.width, canvas.height);
      await new Promise(requestAnimationFrame);
    }
    recorder.stop();
    await ended;
    return [...new Uint8Array(await new Blob(parts).arrayBuffer())];
  });
  const bytes = Buffer.from(recorded);
  const { host, origin } = await startHost((request, response) => {
    expect(request.headers.authorization).toBeUndefined();
    response.writeHead(200, { 'content-length': String(bytes.length) });
    response.end(bytes);
  });
  const video = { url: `${origin}/drop.webm`, name: 'drop.webm' };
  simulator.faults.set({
    fault: { kind: 'json', set: { 'data.output.sim_video': video } },
    endpoint: 'job',
  });
  await desk.typeIds(simulation);
  await desk.open(simulation);
  const player = desk.section('Simulation').locator('video');
  await player.scrollIntoViewIfNeeded();
  await expect(player).toHaveAttribute('controls');
  await expect.poll(() => player.evaluate((one: HTMLVideoElement) => one.readyState)).toBeGreaterThan(0);
  expect(await player.evaluate((one: HTMLVideoElement) => [one.paused, one.videoWidth])).toEqual([true, 300]);
  await player.evaluate((one: HTMLVideoElement) => one.play());
  await expect.poll(() => player.evaluate((one: HTMLVideoElement) => one.currentTime)).toBeGreaterThan(0);
  const jumped = await player.evaluate(
    (one: HTMLVideoElement) =>
      new Promise<number>((resolve) => {
        one.pause();
        one.onseeked = () => resolve(one.currentTime);
        one.currentTime = 0.125;
      }),
  );
  expect(jumped).toBeCloseTo(0.125, 2);
  host.close();
});

test('a picture fills the window, is zoomed by wheel, keys and buttons, and saved from there', async ({
  desk,
  simulator,
}) => {
  const id = await openPictured(desk, simulator);
  const textures = texturesOf(desk);
  const name = simulator.job(id).output?.textures[0]?.name ?? '';
  await textures.getByRole('button', { name: `Open ${name}` }).click();
  const dialog = desk.page.getByRole('dialog');
  const picture = dialog.getByRole('img');
  await expect.poll(() => naturalWidth(picture)).toBeGreaterThan(0);
  const widthOf = async (): Promise<number> => (await picture.boundingBox())?.width ?? 0;
  const percent = dialog.getByRole('button', { name: /^Zoom to fit, now / });

  // As large as there is room for: the texture has fewer pixels than that.
  const whole = await widthOf();
  const { height: stage = 0 } = (await picture.locator('..').boundingBox()) ?? {};
  expect(whole).toBeGreaterThan(await naturalWidth(picture));
  expect(Math.abs(whole - stage)).toBeLessThan(4);
  const windowHeight = await desk.page.evaluate(() => window.innerHeight);
  expect(stage).toBeGreaterThan(windowHeight - 200);

  await dialog.getByRole('button', { name: 'Zoom in' }).click();
  await expect.poll(widthOf).toBeGreaterThan(whole * 1.2);
  await desk.page.keyboard.press('+');
  await expect.poll(widthOf).toBeGreaterThan(whole * 1.5);
  await expect(picture).toHaveCSS('image-rendering', 'pixelated');
  const topOf = async (): Promise<number> => (await picture.boundingBox())?.y ?? NaN;
  const before = await topOf();
  await desk.page.keyboard.press('ArrowUp');
  await expect.poll(topOf).toBe(before + 64);
  await expect(dialog).toContainText('1 of');
  await desk.page.keyboard.press('0');
  await expect.poll(widthOf).toBe(whole);

  await picture.hover();
  await desk.page.mouse.wheel(0, -400);
  await expect.poll(widthOf).toBeGreaterThan(whole * 2);
  const leftOf = async (): Promise<number> => (await picture.boundingBox())?.x ?? NaN;
  const { x = 0, y = 0 } = (await picture.locator('..').boundingBox()) ?? {};
  const dragged = await leftOf();
  await desk.page.mouse.move(x + 200, y + 200);
  await desk.page.mouse.down();
  await desk.page.mouse.move(x + 260, y + 200);
  await desk.page.mouse.up();
  await expect.poll(leftOf).toBe(dragged + 60);
  await desk.page.keyboard.press('1');
  await expect(percent).toHaveText('100%');
  expect(await widthOf()).toBe(await naturalWidth(picture));
  await percent.click();
  await expect.poll(widthOf).toBe(whole);

  const path = join(desk.home, 'texture.png');
  await desk.answerFileDialogs(path);
  await dialog.getByRole('button', { name: 'Save…' }).click();
  await expect(desk.messages).toContainText('Saved texture.png.');
  expect((await stat(path)).size).toBeGreaterThan(0);
  expect(await findings(desk)).toEqual([]);
});
