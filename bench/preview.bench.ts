/** A person looks at assets in 3D: how soon they see one, beside three's own loader in a bare page, and what stays behind. */
import { createServer } from 'node:http';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { _electron, type Page } from '@playwright/test';
import { build } from 'vite';
import { Desk } from '../e2e/support/desk.ts';
import { electronLaunch } from '../scripts/electron/launch-options.mjs';
import { inProject } from '../scripts/lib/project.mjs';
import { summarize, type Bench, type BenchContext } from './lib/bench.ts';
import { untilPainted } from './lib/frames.ts';
import { memoryByKind, memoryMb, ownMemoryMb, processTree } from './lib/processes.ts';
import { wavyCrate, wavyGlb, wavyTriangles } from './lib/wavy-mesh.ts';

const rounds = 5;
const previews = 50;
/** Milliseconds until what was closed is collected: nothing is before ten seconds have passed, and all is after twenty. */
const restMs = 25_000;

/** Has the app look at a file. @returns milliseconds from the yes of the person to the drawn picture */
async function view(desk: Desk, file: string): Promise<number> {
  await desk.dropPaths(file);
  const yes = desk.page.getByRole('dialog', { name: / in 3D\?$/ }).getByRole('button', { name: 'View' });
  await yes.waitFor();
  // The question is painted by then, which is no part of what is measured.
  await pause(300);
  return untilPainted(
    desk.page,
    `[...document.querySelectorAll('dialog button')].find((one) => one.textContent.trim() === 'View').click()`,
    `document.querySelector('canvas[role=application].drawn') !== null`,
  );
}

async function close(desk: Desk): Promise<void> {
  await desk.page.keyboard.press('Escape');
  await desk.page.waitForFunction(() => document.querySelector('canvas[role=application]') === null);
}

/** Three's loader in a page of its own, in the same Electron. */
async function openBareViewer(
  folder: string,
): Promise<{ page: Page; url: string; end: () => Promise<void> }> {
  const outDir = join(folder, 'bare-viewer');
  const root = inProject('bench/lib/bare-viewer');
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    build: { outDir, target: 'chrome130', minify: true },
  });
  await writeFile(join(outDir, 'model.glb'), wavyGlb());
  const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript' };
  const server = createServer((request, response) => {
    const name = request.url === '/' ? '/index.html' : (request.url ?? '');
    readFile(join(outDir, name)).then(
      (bytes) =>
        response.writeHead(200, { 'Content-Type': types[extname(name)] ?? 'model/gltf-binary' }).end(bytes),
      () => response.writeHead(404).end(),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const app = await _electron.launch(
    electronLaunch({
      appPath: inProject('bench/lib/bare-window'),
      args: [`--user-data-dir=${join(folder, 'bare viewer')}`],
    }),
  );
  const page = await app.firstWindow();
  const end = async (): Promise<void> => {
    await app.close();
    server.closeAllConnections();
    server.close();
  };
  return { page, url, end };
}

/** Each in a page that has just been loaded. */
async function timesToPicture({ folder, log }: BenchContext, desk: Desk, file: string) {
  const samples = { ours: [] as number[], three: [] as number[] };
  const bare = await openBareViewer(folder);
  try {
    // The first round fills caches of code on both sides.
    for (let round = 0; round <= rounds; round += 1) {
      await desk.page.reload();
      await desk.appLoaded();
      await pause(2_000);
      const ours = await view(desk, file);
      await close(desk);
      await bare.page.goto(bare.url);
      await pause(500);
      const three = await bare.page.evaluate<number>(`show('model.glb')`);
      log(`${round} of ${rounds}: ${Math.round(ours)} ms, three ${Math.round(three)} ms`);
      if (round === 0) continue;
      samples.ours.push(ours);
      samples.three.push(three);
    }
    return samples;
  } finally {
    await bare.end();
  }
}

/** Megabytes of all processes. */
interface Memory {
  all: number;
  own: number;
  /** Own memory of the one that draws, which does the work of a graphics card where there is none. */
  drawing: number;
}

/** What is there more than before after one preview, and after all, each opened, drawn and closed; and how long those took that came right after another. */
async function openAndClose(
  { log }: BenchContext,
  desk: Desk,
  file: string,
): Promise<{ first: Memory; last: Memory; next: number[] }> {
  const pid = desk.app.process().pid ?? 0;
  const quiet = async (): Promise<Memory> => {
    await pause(restMs);
    const pids = processTree(pid);
    const kinds = memoryByKind(pids, ownMemoryMb);
    log(`own memory ${JSON.stringify(kinds)}`);
    return { all: memoryMb(pids), own: ownMemoryMb(pids), drawing: kinds['gpu-process'] ?? 0 };
  };
  const before = await quiet();
  await view(desk, file);
  await close(desk);
  const once = await quiet();
  const next: number[] = [];
  for (let preview = 1; preview < previews; preview += 1) {
    const ms = await view(desk, file);
    await close(desk);
    // It comes after a rest, like the first one.
    if (preview > 1) next.push(ms);
    if (preview % 10 === 0) log(`${preview} previews opened and closed`);
  }
  const after = await quiet();
  const since = ({ all, own, drawing }: Memory): Memory => ({
    all: all - before.all,
    own: own - before.own,
    drawing: drawing - before.drawing,
  });
  return { first: since(once), last: since(after), next };
}

export const bench: Bench = {
  name: 'preview',
  title: 'Looking at assets in 3D',
  async run(context) {
    const desk = await Desk.create({ RIGYD_API_URL: 'http://127.0.0.1:9/api' });
    try {
      await desk.start();
      const models = join(context.folder, 'models');
      await mkdir(models);
      const file = join(models, 'toy.usdc');
      await writeFile(file, wavyCrate());
      const { first, last, next } = await openAndClose(context, desk, file);
      const { ours, three } = await timesToPicture(context, desk, file);
      const ratio = summarize(ours).median / summarize(three).median;
      return [
        {
          what: `${wavyTriangles.toLocaleString('en-US')} triangles, from the disk to the picture, in a page that has just been loaded`,
          unit: 'ms',
          ours,
          rival: { name: 'three\u2019s GLTFLoader in a bare page', samples: three },
          target: { of: 'ours', atMost: 1_500 },
          reason: `The app takes ${ratio.toFixed(1)} times as long as a page that does nothing else.`,
        },
        {
          what: 'the same, viewed after another',
          unit: 'ms',
          ours: next,
          rival: { name: 'in a page that has just been loaded', samples: ours },
          target: null,
        },
        {
          what: `memory that ${previews} previews of it leave behind`,
          unit: 'MB',
          ours: [last.all],
          rival: null,
          target: { of: 'ours', atMost: 30 },
          reason: `${Math.round(last.all - last.own)} MB are pages of files, such as the code of programs; ${last.drawing} are what drawing without a graphics card keeps, ${first.drawing} of them since the first one.`,
        },
        {
          what: 'the same without pages of files, which the system takes back',
          unit: 'MB',
          ours: [last.own],
          rival: null,
          target: { of: 'ours', atMost: 30 },
        },
      ];
    } finally {
      await desk.remove();
    }
  },
};
