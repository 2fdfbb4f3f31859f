/** A long list while its jobs change: what a person notices of it, beside a plain keyed list of the same rows. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build } from 'vite';
import { Desk } from '../e2e/support/desk.ts';
import { stateOf } from '../e2e/support/state.ts';
import { electronLaunch } from '../scripts/electron/launch-options.mjs';
import { packRow } from '../src/shared/packed-rows.ts';
import type { JobRow } from '../src/shared/watched-job.ts';
import { medianMs, type Bench, type BenchContext, type BenchRow } from './lib/bench.ts';
import { paceWhile, untilPainted, wheel, type Pace } from './lib/frames.ts';
import { writeStoredList } from './lib/stored-list.ts';
import { longestTasksWhile, type Task } from './lib/traced-tasks.ts';

const rounds = 3;
const jobs = 10_000;
const many = 50_000;
const active = 4_000;
/** Rows in each patch, and milliseconds from one to the next: a thousand rows a second. */
const [patchRows, patchMs] = [100, 100];
const feedMs = 15_000;
/** Times that each thing is done in a round. */
const times = 8;

/** The app with a list from an earlier run. It has no key, so that nothing but the bench changes rows. */
async function openList(count: number): Promise<Desk> {
  const desk = await Desk.create({ RIGYD_API_URL: 'http://127.0.0.1:9/api' });
  await writeStoredList(desk.userData, { jobs: count, active });
  await desk.start();
  await desk.page.waitForFunction(
    (rows) => document.querySelector('[role=grid]')?.getAttribute('aria-rowcount') === String(rows + 1),
    count,
    { timeout: 60_000 },
  );
  await pause(3_000);
  return desk;
}

/** Has main push patches as its publisher would, until the returned function is called. */
async function feed(desk: Desk): Promise<() => Promise<void>> {
  const { rows, revision } = await stateOf(desk.page);
  const moving = rows.filter(({ status }) => status === 'running').map(packRow);
  const given = { moving: moving as unknown as unknown[][], revision, patchRows, patchMs };
  const feeding = await desk.app.evaluateHandle(({ BrowserWindow }, { moving, revision, ...every }) => {
    const state = { revision, at: 0 };
    const timer = setInterval(() => {
      const changed = Array.from({ length: every.patchRows }, () => {
        const row = moving[(state.at += 1) % moving.length] ?? [];
        const [, version, , , , , , , progress] = row as number[];
        row[1] = (version ?? 0) + 1;
        row[8] = ((progress ?? 0) + 1) % 100;
        row[15] = row[16] = Date.now();
        return row;
      });
      state.revision += 1;
      const text = JSON.stringify({ revision: state.revision, changed });
      BrowserWindow.getAllWindows()[0]?.webContents.send('rigyd:patch', text);
    }, every.patchMs);
    return { timer };
  }, given);
  return async () => {
    await desk.app.evaluate((_, state) => clearInterval(state.timer), feeding);
    await desk.page.reload();
    await pause(2_000);
  };
}

const head = `document.querySelectorAll('[role=columnheader] button')`;
const search = `document.querySelector('[role=searchbox]')`;
const type = (text: string): string =>
  `${search}.value = '${text}'; ${search}.dispatchEvent(new InputEvent('input', { bubbles: true }))`;

/** What a person does in the list, each time until it is painted. Milliseconds. */
async function actOn(page: Page) {
  const [sorted, typed, opened]: number[][] = [[], [], []];
  for (let turn = 0; turn < times; turn += 1) {
    sorted?.push(await untilPainted(page, `${head}[${turn % 2}].click()`));
    await pause(150);
    typed?.push(await untilPainted(page, type(['c', 'ch', 'cha', 'chair'][turn % 4] ?? '')));
    await pause(150);
    await page.evaluate(type(''));
    await pause(150);
    const row = `document.querySelectorAll('[role=row][id^=job-]')[${turn + 2}]`;
    const isOpen = `document.querySelector('[aria-label="Job details"] h2') !== null`;
    opened?.push(await untilPainted(page, `${row}.click()`, isOpen));
    await pause(150);
    await page.keyboard.press('Escape');
    await pause(150);
  }
  await page.evaluate(`document.querySelectorAll('[role=columnheader] button')[0].click()`);
  return { sorted: sorted ?? [], typed: typed ?? [], opened: opened ?? [] };
}

/** The longest task of the page from its beginning until all rows are there. */
async function longestOfLoading(desk: Desk, count: number): Promise<Task> {
  const { page } = await longestTasksWhile(desk, async () => {
    await desk.page.reload();
    await desk.page.waitForFunction(
      (rows) => document.querySelector('[role=grid]')?.getAttribute('aria-rowcount') === String(rows + 1),
      count,
      { timeout: 60_000 },
    );
    await pause(1_000);
  });
  return page;
}

/** A window with a plain list, built for the occasion. */
async function openPlainList(folder: string): Promise<{ app: ElectronApplication; page: Page }> {
  await build({
    root: join(import.meta.dirname, 'lib', 'plain-list'),
    base: './',
    configFile: false,
    logLevel: 'error',
    plugins: [svelte({ configFile: false })],
    build: { outDir: join(folder, 'plain-list'), emptyOutDir: true, modulePreload: false },
  });
  await writeFile(
    join(folder, 'main.mjs'),
    `import { app, BrowserWindow } from 'electron';
void app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1200, height: 800, webPreferences: { webSecurity: false } });
  return window.loadFile(new URL('plain-list/index.html', import.meta.url).pathname);
});`,
  );
  await writeFile(join(folder, 'package.json'), JSON.stringify({ main: 'main.mjs', type: 'module' }));
  const profile = `--user-data-dir=${join(folder, 'profile')}`;
  const app = await _electron.launch(electronLaunch({ appPath: folder, args: [profile] }));
  const page = await app.firstWindow();
  await page.waitForFunction(() => 'show' in window);
  return { app, page };
}

/** The plain list of the same rows under the same feed, which reaches it without a bridge. */
async function plainPace(page: Page, rows: readonly JobRow[]): Promise<Pace> {
  await page.evaluate((given) => (window as unknown as PlainWindow).show(given), rows);
  await pause(5_000);
  const given = { rows: rows.filter(({ status }) => status === 'running'), patchRows, patchMs };
  const timer = await page.evaluate(({ rows: moving, patchRows: each, patchMs: everyMs }) => {
    let at = 0;
    return window.setInterval(() => {
      const changed = Array.from({ length: each }, () => {
        const index = (at += 1) % moving.length;
        const row = moving[index] as JobRow;
        const next = { ...row, version: row.version + 1, progress: ((row.progress ?? 0) + 1) % 100 };
        moving[index] = next;
        return next;
      });
      (window as unknown as PlainWindow).change(changed);
    }, everyMs);
  }, given);
  const pace = await paceWhile(page, () => pause(feedMs));
  await page.evaluate((id) => clearInterval(id), timer);
  return pace;
}

interface PlainWindow {
  show: (rows: readonly JobRow[]) => void;
  change: (rows: readonly JobRow[]) => void;
}

interface Samples {
  ours: Pace[];
  plain: Pace[];
  wheel: Pace[];
  acts: Awaited<ReturnType<typeof actOn>>[];
  quiet: Pace[];
  loading: Task[];
  loadingMany: Task[];
}

async function measure({ log, folder }: BenchContext): Promise<Samples> {
  const samples: Samples = {
    ours: [],
    plain: [],
    wheel: [],
    acts: [],
    quiet: [],
    loading: [],
    loadingMany: [],
  };
  const desk = await openList(jobs);
  try {
    const { rows } = await stateOf(desk.page);
    const plain = await openPlainList(folder);
    try {
      for (let round = 0; round < rounds; round += 1) {
        samples.loading.push(await longestOfLoading(desk, jobs));
        await pause(2_000);
        samples.quiet.push(await paceWhile(desk.page, () => pause(feedMs / 3)));
        const stop = await feed(desk);
        samples.ours.push(await paceWhile(desk.page, () => pause(feedMs)));
        samples.wheel.push(await paceWhile(desk.page, () => wheel(desk.page)));
        await desk.page.keyboard.press('Home');
        samples.acts.push(await actOn(desk.page));
        await stop();
        samples.plain.push(await plainPace(plain.page, rows));
        log(`${round + 1} of ${rounds}: ${JSON.stringify([samples.ours.at(-1), samples.plain.at(-1)])}`);
      }
    } finally {
      await plain.app.close();
    }
  } finally {
    await desk.remove();
  }
  const large = await openList(many);
  try {
    for (let round = 0; round < rounds; round += 1)
      samples.loadingMany.push(await longestOfLoading(large, many));
  } finally {
    await large.remove();
  }
  return samples;
}

export const bench: Bench = {
  name: 'list',
  title: 'A long list',
  run: async (context) => {
    const { ours, plain, wheel: turned, acts, quiet, loading, loadingMany } = await measure(context);
    const fed = '10,000 rows, 1,000 of them changed a second';
    const row = (what: string, samples: number[], atMost: number): BenchRow => ({
      what,
      unit: 'ms',
      ours: samples,
      rival: null,
      target: { of: 'ours', atMost },
    });
    const besidePlain = (what: string, value: (pace: Pace) => number, atMost: number): BenchRow => ({
      ...row(what, ours.map(value), atMost),
      rival: { name: 'plain keyed list', samples: plain.map(value) },
    });
    const machine =
      `The machine had others to serve: with nothing changing, the same page’s p99 frame was ` +
      `${medianMs(quiet.map(({ p99Frame }) => p99Frame))}, and its worst ${medianMs(quiet.map(({ worstFrame }) => worstFrame))}.`;
    const loaded = (count: number, tasks: Task[]): BenchRow => ({
      ...row(
        `${count.toLocaleString('en-US')} rows come in: longest task of the page`,
        tasks.map(({ lasted }) => lasted),
        50,
      ),
      reason: `The first task, which draws the window, worked for ${medianMs(tasks.map(({ worked }) => worked))}; the rest is waiting for the processor.`,
    });
    const rows: BenchRow[] = [
      { ...besidePlain(`${fed}, for 15 s: long tasks`, ({ longTasks }) => longTasks, 0), unit: 'tasks' },
      besidePlain(`${fed}: p99 frame`, ({ p99Frame }) => p99Frame, 34),
      besidePlain(
        'The page’s scripts for a patch of 100 rows',
        ({ scripts }) => scripts / (feedMs / patchMs),
        5,
      ),
      row(
        `${fed}: worst frame while the wheel turns`,
        turned.map(({ worstFrame }) => worstFrame),
        50,
      ),
      row(
        `${fed}: column clicked to painted`,
        acts.flatMap(({ sorted }) => sorted),
        50,
      ),
      row(
        `${fed}: key in the search to painted`,
        acts.flatMap(({ typed }) => typed),
        50,
      ),
      row(
        `${fed}: row clicked to its details painted`,
        acts.flatMap(({ opened }) => opened),
        50,
      ),
      loaded(jobs, loading),
      loaded(many, loadingMany),
    ];
    return rows.map((one) => ({ reason: machine, ...one }));
  },
};
