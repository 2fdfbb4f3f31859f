import { isDownloadActive, type Download, type ResultFormat } from '../../shared/downloads.ts';
import type { Outcome } from '../../shared/errors.ts';
import { defaultLimits, type ArchiveLimits } from './archive.ts';
import { bringHome, isResumable, type DownloadTools } from './bring-home.ts';
import { systemFreeBytes, type FreeBytes } from './disk-space.ts';
import { fileFailure } from './file-failure.ts';
import type { JobNaming } from './naming.ts';
import { discardLeftovers, sweepLeftovers } from './part-slots.ts';
import { systemProcesses, type Processes } from './processes.ts';
import type { StopReason } from './stopping.ts';

export interface DownloadQueueOptions extends Pick<DownloadTools, 'openResult' | 'clock'> {
  /** The folder chosen for results at this moment. */
  folder: () => string;
  nameOf: (jobId: string) => JobNaming;
  /** Called with every change of a download, also while bytes come in (at most ten times a second each). */
  onChange: (download: Download) => void;
  /** How many downloads run at once. */
  concurrency?: number;
  random?: () => number;
  freeBytes?: FreeBytes;
  processes?: Processes;
  limits?: ArchiveLimits;
}

export interface DownloadQueue {
  /** Queues a job's result. Nothing happens while it is on its way already; an older copy on disk stays as it is. */
  start(jobId: string, format: ResultFormat): void;
  /** Ends a download that is not done, and removes what was received of it. */
  cancel(jobId: string): void;
  get(jobId: string): Download | null;
  all(): Download[];
  /**
   * Takes over the downloads of the last run: what was on its way then has failed as `interrupted`, and a start goes on
   * with it. A download started meanwhile counts more. Sweeps what a killed run left in the folder.
   */
  restore(downloads: readonly Download[]): void;
  /**
   * Stops everything, for quitting: phases stay as they are, so that `restore` can tell what was interrupted. Only a
   * result that gets its name at that very moment is still told as done, before this resolves.
   */
  close(): Promise<void>;
}

export function createDownloadQueue(options: DownloadQueueOptions): DownloadQueue {
  const { clock, folder, nameOf, onChange, concurrency = 2 } = options;
  const tools: DownloadTools = {
    openResult: options.openResult,
    clock,
    random: options.random ?? Math.random,
    freeBytes: options.freeBytes ?? systemFreeBytes,
    processes: options.processes ?? systemProcesses,
    limits: options.limits ?? defaultLimits,
  };
  const downloads = new Map<string, Download>();
  const waiting: string[] = [];
  const running = new Map<string, AbortController>();
  /** The last thing done with a job's files, so that the next one waits for it. */
  const turns = new Map<string, Promise<void>>();
  let swept = Promise.resolve();
  let closed = false;

  function set(download: Download): void {
    downloads.set(download.jobId, download);
    onChange(download);
  }

  function change(jobId: string, changes: Partial<Download>): void {
    const download = downloads.get(jobId);
    if (download !== undefined) set({ ...download, ...changes });
  }

  function advance(jobId: string, changes: Partial<Download>): void {
    if (!closed) change(jobId, changes);
  }

  function inTurn(jobId: string, task: () => Promise<void>): void {
    turns.set(jobId, Promise.all([turns.get(jobId), swept]).then(task));
  }

  function startWaiting(): void {
    while (!closed && running.size < concurrency) {
      const jobId = waiting.shift();
      if (jobId === undefined) return;
      const stop = new AbortController();
      running.set(jobId, stop);
      inTurn(jobId, async () => {
        const outcome = await run(jobId, stop.signal);
        running.delete(jobId);
        finish(jobId, outcome);
        startWaiting();
      });
    }
  }

  async function run(jobId: string, signal: AbortSignal): Promise<Outcome<string>> {
    const format = downloads.get(jobId)?.format ?? 'all';
    try {
      return await bringHome(
        {
          jobId,
          format,
          naming: nameOf(jobId),
          target: folder(),
          signal,
          onPhase: (phase) => advance(jobId, { phase }),
          onProgress: (receivedBytes, totalBytes) => advance(jobId, { receivedBytes, totalBytes }),
        },
        tools,
      );
    } catch (error) {
      return { ok: false, failure: fileFailure(error) };
    }
  }

  function finish(jobId: string, outcome: Outcome<string>): void {
    const finishedAt = clock.now();
    if (outcome.ok) change(jobId, { phase: 'done', folder: outcome.value, finishedAt });
    else if (closed) return;
    else if (outcome.failure.code === 'cancelled') change(jobId, { phase: 'cancelled', finishedAt });
    else change(jobId, { phase: 'failed', failure: outcome.failure, finishedAt });
  }

  return {
    start(jobId, format) {
      const current = downloads.get(jobId);
      if (closed || (current !== undefined && isDownloadActive(current.phase))) return;
      set(queued(jobId, format, clock.now()));
      waiting.push(jobId);
      startWaiting();
    },

    cancel(jobId) {
      const run = running.get(jobId);
      const phase = downloads.get(jobId)?.phase;
      if (run !== undefined) {
        run.abort('cancelled' satisfies StopReason);
      } else if (phase === 'queued' || phase === 'failed') {
        const place = waiting.indexOf(jobId);
        if (place >= 0) waiting.splice(place, 1);
        change(jobId, { phase: 'cancelled', failure: null, finishedAt: clock.now() });
        inTurn(jobId, () => discardLeftovers(folder(), jobId, tools.processes));
      }
    },

    get: (jobId) => downloads.get(jobId) ?? null,
    all: () => [...downloads.values()],

    restore(stored) {
      for (const download of stored) {
        if (downloads.has(download.jobId)) continue;
        if (isDownloadActive(download.phase)) set(interrupted(download, clock.now()));
        else downloads.set(download.jobId, download);
      }
      const resumable = [...downloads.values()].filter(mayGoOn).map((download) => download.jobId);
      swept = sweepLeftovers(folder(), { resumable, now: clock.now(), processes: tools.processes });
    },

    async close() {
      closed = true;
      for (const run of running.values()) run.abort('interrupted' satisfies StopReason);
      await Promise.all([swept, ...turns.values()]);
    },
  };
}

const queued = (jobId: string, format: ResultFormat, startedAt: number): Download => ({
  jobId,
  format,
  phase: 'queued',
  receivedBytes: 0,
  totalBytes: null,
  folder: null,
  failure: null,
  startedAt,
  finishedAt: null,
});

const interrupted = (download: Download, finishedAt: number): Download => ({
  ...download,
  phase: 'failed',
  failure: { code: 'interrupted', text: null },
  finishedAt,
});

const mayGoOn = ({ phase, failure }: Download): boolean =>
  isDownloadActive(phase) || (failure !== null && isResumable(failure));
