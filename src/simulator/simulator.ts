import { setTimeout } from 'node:timers/promises';
import { createClock } from './clock.ts';
import type { SimulatorClock } from './clock.ts';
import { createFaultTable } from './faults/fault-table.ts';
import type { FaultTable } from './faults/fault-table.ts';
import { testKey } from './ids.ts';
import { createJobBook } from './jobs/job-book.ts';
import type { JobSpec, JobSpecInput } from './jobs/spec-input.ts';
import type { WireJob } from './jobs/wire.ts';
import { seededRandom } from './random.ts';
import { createResultStore, resultFiles } from './results/result-store.ts';
import type { Format } from './results/result-store.ts';
import type { Files } from './results/zip.ts';
import { createAccount } from './server/account.ts';
import { apiApp } from './server/api-app.ts';
import { assetsApp } from './server/assets-app.ts';
import { createCompositions } from './server/compositions.ts';
import { listen } from './server/listen.ts';
import { createRequestLog } from './server/request-log.ts';
import type { RequestLog } from './server/request-log.ts';
import type { World } from './server/world.ts';

export interface SimulatorOptions {
  /** The API's port; 0 or left out takes any free one. The assets host always takes any. */
  readonly port?: number;
  /** The same seed gives the same ids, names, durations and bytes. */
  readonly seed?: string | number;
  /** Simulated seconds per real one; 1 when left out, which makes a job take a minute or two. */
  readonly speed?: number;
  /** The clock instead of one that starts now at `speed`. */
  readonly clock?: SimulatorClock;
  /** So many mixed jobs, or exactly these. None when left out. */
  readonly jobs?: number | readonly JobSpecInput[];
  /** Credits of the account to begin with. */
  readonly credits?: number;
  /** Resolves after so many real milliseconds, for delays and slow bodies. */
  readonly wait?: (ms: number) => Promise<void>;
}

/** A Rigyd API on this machine. */
export interface Simulator {
  /** Where the API is, without a slash at the end: `http://127.0.0.1:PORT/api`. */
  readonly baseUrl: string;
  /** Where the files of jobs are; another origin, which must never see the key. */
  readonly assetsUrl: string;
  /** A key that is accepted. */
  readonly key: string;
  readonly clock: SimulatorClock;
  readonly faults: FaultTable;
  readonly requests: RequestLog;
  addJob(spec?: JobSpecInput): string;
  /** Adds mixed jobs: some finished, some failed, some on their way. */
  addJobs(count: number): string[];
  /** The job as the API would send it now. Throws a RangeError for an unknown id. */
  job(id: string): WireJob;
  /** Ids of all jobs, newest first. */
  jobIds(): readonly string[];
  /** Holds a job at a status and progress (0–100), whatever the clock does. */
  setPhase(id: string, status: string, progress?: number): void;
  /** The very bytes that `/result?format=` serves, whether or not the job has got that far. */
  resultBytes(id: string, format: Format): Promise<Buffer>;
  /** The files inside them, by path. */
  resultFiles(id: string, format: Format): Promise<Files>;
  /** Leaves the account so many credits. */
  setCredits(left: number): void;
  /** Whether the list of the account's jobs can be asked for; it can at first. */
  setList(hasList: boolean): void;
  /** The account's keys: without an argument the simulator's own. */
  revokeKey(key?: string): void;
  acceptKey(key?: string): void;
  /**
   * Forgets jobs, faults and requests, and takes keys and credits back to what they were at first. The clock and the list's
   * switch stay as they are. New jobs get ids that none had before; mixed ones fail and succeed in the same order again.
   */
  reset(): void;
  /** Stops both servers and cuts every connection. */
  close(): Promise<void>;
}

export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const seed = String(options.seed ?? 'rigyd-desk');
  const clock = options.clock ?? createClock({ speed: options.speed ?? 1 });
  const book = createJobBook(seed, clock, () => world.assetsUrl);
  const account = createAccount(testKey(seededRandom(seed, 'key')), options.credits ?? 250, book);
  const world: World = {
    clock,
    book,
    account,
    results: createResultStore(),
    faults: createFaultTable(),
    compositions: createCompositions(seed, book, clock.now()),
    recorder: createRequestLog(),
    uploads: new Map(),
    wait: options.wait ?? ((ms) => setTimeout(ms)),
    assetsUrl: '',
  };
  const assets = await listen(assetsApp(world), 0);
  world.assetsUrl = `http://127.0.0.1:${assets.port}`;
  const api = await listen(apiApp(world), options.port ?? 0).catch(async (error: unknown) => {
    await assets.close();
    throw error;
  });
  if (typeof options.jobs === 'number') book.addMany(options.jobs);
  else options.jobs?.forEach((spec) => book.add(spec));

  const specOf = (id: string): JobSpec => known(id, book.spec(id));
  return {
    baseUrl: `http://127.0.0.1:${api.port}/api`,
    assetsUrl: world.assetsUrl,
    key: account.key,
    clock,
    faults: world.faults,
    requests: world.recorder.log,
    addJob: (spec) => book.add(spec),
    addJobs: (count) => book.addMany(count),
    job: (id) => known(id, book.job(id)),
    jobIds: () => book.ids(),
    setPhase: (id, status, progress) => book.setPhase(id, status, progress),
    resultBytes: async (id, format) => (await world.results.archive(specOf(id), format)).bytes,
    resultFiles: (id, format) => resultFiles(specOf(id), format),
    setCredits: (left) => account.setCredits(left),
    setList: (hasList) => void (account.hasList = hasList),
    revokeKey: (key) => account.revoke(key),
    acceptKey: (key) => account.accept(key),
    reset: () => {
      book.clear();
      account.reset();
      world.faults.clear();
      world.recorder.log.clear();
    },
    close: async () => {
      await Promise.all([api.close(), assets.close()]);
    },
  };
}

function known<Value>(id: string, found: Value | undefined): Value {
  if (found === undefined) throw new RangeError(`There is no job ${id}. Add it first.`);
  return found;
}
