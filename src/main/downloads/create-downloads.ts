import { basename } from 'node:path';
import { type CommandRun, isCommandFailed } from '../../shared/hook.ts';
import type { DownloadQueueState } from '../../shared/downloads.ts';
import { nameOf } from '../../shared/job-name.ts';
import { isKeyUsable } from '../../shared/session.ts';
import type { Settings } from '../../shared/settings.ts';
import type { Clock } from '../lib/clock.ts';
import { workFiles } from '../files/folder-files.ts';
import { HookRunner } from './hook/hook-runner.ts';
import { runProgram, type RunProgram } from './hook/run-program.ts';
import type { Publisher } from '../state/publisher.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import type { Banners } from '../state/banners.ts';
import type { ResultGates } from './gated-results.ts';
import { systemFreeBytes } from '../files/disk-space.ts';
import { defaultLimits } from './archive.ts';
import { DownloadQueue } from './download-queue.ts';
import type { ResultNaming } from './naming.ts';
import type { Processes } from '../lib/processes.ts';
import { findResultFiles, isAway } from './result-files.ts';
import type { FolderWork } from './folder-work.ts';
import { log } from '../log/log.ts';
import type { RigydClient } from '../api/client.ts';
import { hasMjcf } from '../jobs/job-row.ts';
import type { JobStore } from '../jobs/job-store.ts';
import type { RequestRate } from '../api/request-rate.ts';
import { withCommandDue, withCommandRun, withDownload } from '../jobs/watched-job.ts';
import { commandReasons } from '../words/reasons.ts';

export interface CreateDownloadsOptions {
  client: Pick<RigydClient, 'openResult'>;
  gates: ResultGates;
  rate: RequestRate;
  /** The origin of the API. */
  api: string;
  clock: Clock;
  random: () => number;
  jobs: JobStore;
  keys: Pick<KeyRing, 'status' | 'doubt'>;
  publisher: Publisher;
  banners: Banners;
  settings: () => Settings;
  folder: () => string;
  /** Resolves when the changes of the jobs so far are on disk, or to false where they cannot be written. */
  recorded: () => Promise<boolean>;
  run?: RunProgram;
  work: FolderWork;
  processes: Processes;
}

export interface Downloads {
  queue: DownloadQueue;
  hook: HookRunner;
  /** Runs the command for the results for which the last run of the app did not get to it. */
  resumeHook: () => void;
}

/** Milliseconds after a result was downloaded for which its command waits for the drive. */
const maxAwayMs = 30 * 24 * 60 * 60_000;

/** Bytes of a result in memory at most while they wait for the disk: enough for the network to go on meanwhile. */
const aheadBytes = 8 * 1024 ** 2;

/** Joins the download queue to the store, the settings, the key and the command that is run for each result. */
export function createDownloads(options: CreateDownloadsOptions): Downloads {
  const { clock, jobs, keys, publisher, banners, settings } = options;

  const hook = new HookRunner({
    clock,
    platform: process.platform,
    command: () => settings().command,
    run: options.run ?? runProgram,
    findFiles: (folder) => findResultFiles(folder, workFiles),
    isAway: async (jobId, folder) => {
      const now = clock.now();
      // While it is downloaded again, nobody knows any more when the first copy came.
      const downloadedAt = jobs.get(jobId)?.record.download?.finishedAt ?? now;
      if (now - downloadedAt >= maxAwayMs) return false;
      return isAway(folder, { chosen: options.folder(), downloadedAt }, workFiles);
    },
    onRun: (jobId, run) => {
      jobs.update(jobId, (watched) => withCommandRun(watched, run));
      if (isCommandFailed(run))
        banners.post({ kind: 'command-failed', detail: `${displayNameOf(jobId)}: ${reasonOf(run)}` });
    },
    onDropped: (jobId) => jobs.update(jobId, (watched) => withCommandDue(watched, false)),
  });

  const queue = new DownloadQueue({
    openResult: options.client.openResult,
    gates: options.gates,
    rate: options.rate,
    api: options.api,
    folder: options.folder,
    nameOf: namingOf,
    hasMjcf: (jobId) => hasMjcf(jobs.get(jobId)?.job ?? null) === true,
    clock,
    random: options.random,
    concurrency: () => settings().downloadsAtOnce,
    held,
    onState: (state) => publisher.set('downloads', state),
    onChange: (download) => {
      jobs.update(download.jobId, (job) => withDownload(job, download));
      if (download.failure?.code === 'unauthorized') void keys.doubt();
    },
    recorded: options.recorded,
    freeBytes: systemFreeBytes,
    limits: defaultLimits,
    aheadBytes,
    work: options.work,
    processes: options.processes,
    onError: (error) => log('A change of a download could not be taken', error),
    onDownloaded: ({ jobId, folder }) => {
      if (settings().command === null || folder === null) return;
      jobs.update(jobId, (watched) => withCommandDue(watched, true));
      hook.add(jobId, folder);
    },
  });

  return { queue, hook, resumeHook };

  function resumeHook(): void {
    const { command } = settings();
    const due = [...jobs.inUse()].filter(({ record }) => record.commandDue);
    for (const { record } of due) {
      const folder = record.download?.folder ?? null;
      if (command === null || folder === null)
        jobs.update(record.id, (watched) => withCommandDue(watched, false));
      else hook.add(record.id, folder);
    }
    if (command !== null && due.length > 0)
      banners.post({ kind: 'commands-resumed', detail: String(due.length) });
  }

  function held(): DownloadQueueState['held'] {
    if (settings().downloadsPaused) return 'paused';
    return isKeyUsable(keys.status) ? null : 'no-key';
  }

  function namingOf(jobId: string): ResultNaming {
    const watched = jobs.get(jobId);
    const [firstBatch] = watched?.record.batches ?? [];
    const batch = publisher.state.batches.find(({ id }) => id === firstBatch)?.name ?? null;
    const { batchFolders, namingTemplate } = settings();
    // Who chose a folder around each result has it as chosen.
    const isGathered = batchFolders && batch !== null && !namingTemplate.includes('/');
    return {
      filename: watched?.job?.filename ?? null,
      jobType: watched?.job?.job_type ?? null,
      template: isGathered ? `{batch}/${namingTemplate}` : namingTemplate,
      batch,
    };
  }

  function displayNameOf(jobId: string): string {
    return nameOf({ id: jobId, name: jobs.get(jobId)?.job?.filename });
  }
}

const reasonOf = ({ program, exitCode, problem }: CommandRun): string =>
  problem ?? commandReasons.exitCode(basename(program), exitCode);
