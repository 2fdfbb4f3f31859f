import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream, readFileSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { ZipFile } from 'yazl';
import { Desk } from '../e2e/support/desk.ts';
import { summarize, type Bench, type BenchContext, type BenchRow } from './lib/bench.ts';
import { cpuSeconds } from './lib/processes.ts';

const run = promisify(execFile);
/** Milliseconds that the service takes for an answer where there are many. */
const answerMs = 40;
/** Milliseconds of quiet before each round. */
const quietMs = 3_000;
const lookEveryMs = 50;
/** Characters of a job ID, by which it is found in text. */
const idLength = 24;
const key = 'rk_bench_0123456789abcdef';

interface Contest {
  /** The name of its ZIP on the server, and of its jobs. */
  kind: string;
  title: string;
  rounds: number;
  results: number;
  /** Files in a result, and bytes of each; stored, since textures and meshes hardly get smaller. */
  files: number;
  fileBytes: number;
  waitMs: number;
  /** Bytes a second that the service sends at most, where it is not as many as can be taken. */
  pace?: number;
  target: BenchRow['target'];
}

const contests: readonly Contest[] = [
  {
    kind: 'large',
    title: '1 GiB result',
    rounds: 5,
    results: 1,
    files: 16,
    fileBytes: 64 * 1024 ** 2,
    waitMs: 0,
    target: { of: 'ratio', atMost: 0.7 },
  },
  {
    kind: 'slow',
    title: '512 MiB result at 100 MB/s',
    rounds: 3,
    results: 1,
    files: 8,
    fileBytes: 64 * 1024 ** 2,
    waitMs: 0,
    pace: 100e6,
    target: null,
  },
  {
    kind: 'medium',
    title: '100 results of 5 MB',
    rounds: 3,
    results: 100,
    files: 5,
    fileBytes: 1e6,
    waitMs: answerMs,
    target: { of: 'ratio', atMost: 1 / 4 },
  },
  {
    kind: 'small',
    title: '1,000 results of 50 KB',
    rounds: 1,
    results: 1_000,
    files: 5,
    fileBytes: 1e4,
    waitMs: answerMs,
    target: { of: 'ratio', atMost: 1 / 5 },
  },
];

/** What one round of ours took. */
interface Round {
  seconds: number;
  /** Until the first result was received; 0 where that was too quick to be seen. */
  receivingSeconds: number;
  mainCpuSeconds: number;
  mainPeakMb: number;
}

interface RivalRound {
  seconds: number;
  curlSeconds: number;
  /** With what it takes until all of it is on the disk. */
  throughSeconds: number;
}

export const bench: Bench = {
  name: 'downloads',
  title: 'Results brought home',
  run: async (context) => {
    for (const program of ['curl', 'unzip'])
      await run('which', [program]).catch(() => {
        throw new Error(`The rival needs ${program}, which is not installed: apt-get install ${program}`);
      });
    const only = process.env['RIGYD_BENCH_ONLY']?.split(',');
    const rows: BenchRow[] = [];
    for (const contest of contests)
      if (only === undefined || only.includes(contest.kind)) rows.push(...(await measure(contest, context)));
    return rows;
  },
};

async function measure(contest: Contest, { folder, log }: BenchContext): Promise<BenchRow[]> {
  const { kind, title, rounds, results, waitMs, pace, target } = contest;
  const served = join(folder, kind);
  await mkdir(served);
  await writeZip(join(served, `${kind}.zip`), contest);
  const server = await startServer(served, waitMs, pace);
  const desk = await Desk.create({ RIGYD_API_URL: server.url, RIGYD_API_KEY: key });
  const ours: Round[] = [];
  const rival: RivalRound[] = [];
  try {
    await desk.start();
    // Results lie beside one another, where they are counted.
    await desk.page.evaluate(() => window.rigyd.changeSettings({ batchFolders: false }));
    for (let round = 0; round < rounds; round += 1) {
      const ids = Array.from({ length: results }, (_, at) =>
        kind.padEnd(idLength, String(round * results + at).padStart(idLength - kind.length, '0')),
      );
      await addCompleted(desk, server.url, ids);
      // What was written before is on the disk, so that neither pays for the other.
      await run('sync');
      rival.push(await bringWithTools(server.url, ids, join(folder, 'rival')));
      await run('sync');
      ours.push(await bringHome(desk, server.url, ids));
      log(`${title}: ${ours.at(-1)?.seconds.toFixed(1)} s, rival ${rival.at(-1)?.seconds.toFixed(1)} s`);
    }
  } finally {
    await desk.remove();
    server.process.kill();
    await rm(served, { recursive: true, force: true });
  }
  const of = (figure: keyof Round): number[] => ours.map((round) => round[figure]);
  const through = summarize(rival.map(({ throughSeconds }) => throughSeconds)).median;
  const ratio = summarize(of('seconds')).median / through;
  const rows: BenchRow[] = [
    {
      what: `${title}, click to unpacked`,
      unit: 's',
      ours: of('seconds'),
      rival: { name: 'curl + unzip, one by one', samples: rival.map(({ seconds }) => seconds) },
      target,
      reason: `The app has every file on the disk before a result gets its name. Until then the rival takes ${through.toFixed(1)} s, ours ${ratio.toFixed(2)} × of that.`,
    },
    {
      what: `${title}: CPU of main`,
      unit: 's',
      ours: of('mainCpuSeconds'),
      rival: null,
      target: null,
    },
  ];
  if (pace !== undefined)
    return [
      {
        what: `${title}, last byte to unpacked`,
        unit: 's',
        ours: ours.map(({ seconds, receivingSeconds }) => seconds - receivingSeconds),
        rival: { name: 'unzip', samples: rival.map(({ seconds, curlSeconds }) => seconds - curlSeconds) },
        target,
      },
    ];
  if (results > 1) return rows;
  const megabytes = (contest.files * contest.fileBytes) / 1e6;
  return [
    ...rows,
    {
      what: `${title}, received`,
      unit: 'MB/s',
      ours: of('receivingSeconds').map((seconds) => megabytes / seconds),
      rival: { name: 'curl', samples: rival.map(({ curlSeconds }) => megabytes / curlSeconds) },
      target: { of: 'ratio', atLeast: 0.6 },
    },
    {
      what: `${title}: memory of main above rest, at most`,
      unit: 'MB',
      ours: of('mainPeakMb'),
      rival: null,
      target: { of: 'ours', atMost: 20 },
      reason: `The rounds took ${of('mainPeakMb').map(Math.round).join(', ')} MB: a thread that is started takes about five, and starts are in the first rounds.`,
    },
  ];
}

async function writeZip(path: string, { files, fileBytes }: Contest): Promise<void> {
  const zip = new ZipFile();
  for (let file = 0; file < files; file += 1)
    zip.addBuffer(randomBytes(fileBytes), `usd/model/part${file}.bin`, { compress: false });
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(path));
}

async function startServer(
  folder: string,
  waitMs: number,
  pace = Infinity,
): Promise<{ url: string; process: ChildProcess }> {
  const script = join(import.meta.dirname, 'lib', 'result-server.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, folder, String(waitMs), String(pace)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [port] = (await once(child.stdout, 'data')) as [Buffer];
  return { url: `http://127.0.0.1:${String(port).trim()}/api`, process: child };
}

interface Seen {
  asked: number;
  sentAt: number;
}

const seenBy = async (url: string): Promise<Seen> => (await (await fetch(`${url}/seen`)).json()) as Seen;

/** Resolves when the app knows that these jobs are completed, and may send many requests again. */
async function addCompleted(desk: Desk, url: string, ids: readonly string[]): Promise<void> {
  const before = (await seenBy(url)).asked;
  await desk.page.evaluate(async (text) => {
    const added = await window.rigyd.addJobs({ texts: [{ text, source: { kind: 'typed' } }] });
    if (!added.ok) throw new Error(added.failure.code);
  }, ids.join('\n'));
  while ((await seenBy(url)).asked < before + ids.length) await pause(100);
  await pause(quietMs);
}

/** Brings results home with the app, all at once. */
async function bringHome(desk: Desk, url: string, ids: readonly string[]): Promise<Round> {
  const main = desk.app.process().pid ?? 0;
  const rest = residentMb(main);
  const cpuBefore = cpuSeconds([main]);
  let peak = rest;
  const clickedAt = Date.now();
  const started = await desk.page.evaluate(
    (given) => window.rigyd.startDownloads({ ids: given, format: 'all' }),
    [...ids],
  );
  if (!started.ok) throw new Error(started.failure.code);
  const isHome = async (): Promise<boolean> => {
    peak = Math.max(peak, residentMb(main));
    const names = await readdir(desk.results).catch((): string[] => []);
    return names.filter((name) => !name.startsWith('.')).length >= ids.length;
  };
  while (!(await isHome())) await pause(lookEveryMs);
  const doneAt = Date.now();
  const mainCpuSeconds = cpuSeconds([main]) - cpuBefore;
  const { sentAt } = await seenBy(url);
  await rm(desk.results, { recursive: true, force: true, maxRetries: 5 });
  return {
    seconds: (doneAt - clickedAt) / 1_000,
    receivingSeconds: (sentAt - clickedAt) / 1_000,
    mainCpuSeconds,
    mainPeakMb: peak - rest,
  };
}

/** Brings the same home with curl and unzip, one after the other. */
async function bringWithTools(url: string, ids: readonly string[], folder: string): Promise<RivalRound> {
  await mkdir(folder, { recursive: true });
  const begun = performance.now();
  let curlSeconds = 0;
  for (const id of ids) {
    const zip = join(folder, `${id}.zip`);
    const before = performance.now();
    await run('curl', [
      '-sf',
      '-H',
      `Authorization: Bearer ${key}`,
      '-o',
      zip,
      `${url}/conversions/${id}/result?format=all`,
    ]);
    curlSeconds += (performance.now() - before) / 1_000;
    await run('unzip', ['-q', zip, '-d', join(folder, id)]);
    await rm(zip);
  }
  const seconds = (performance.now() - begun) / 1_000;
  await run('sync');
  const throughSeconds = (performance.now() - begun) / 1_000;
  await rm(folder, { recursive: true, force: true });
  return { seconds, curlSeconds, throughSeconds };
}

/** Megabytes of memory that a process has now. */
const residentMb = (pid: number): number =>
  Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1_024;
