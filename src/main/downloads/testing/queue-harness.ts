import { readdir } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { beforeEach } from 'vitest';
import type { DownloadSummary, Download, DownloadPhase } from '../../../shared/downloads.ts';
import { virtualClock } from '../../testing/virtual-clock.ts';
import { OriginGates } from '../../api/origin-gates.ts';
import { RequestRate } from '../../api/request-rate.ts';
import { defaultLimits } from '../archive.ts';
import { DownloadQueue } from '../download-queue.ts';
import type { DownloadQueueOptions } from '../download-queue-options.ts';
import { ownHiddenFolders } from '../hidden-folder.ts';
import { keyOf } from '../part-slots.ts';
import type { Owner, Processes } from '../../lib/processes.ts';
import { createFakeService } from './fake-service.ts';
import { useTemporaryFolder } from './temporary-folder.ts';
import { workHere } from './work-here.ts';
import { makeZip } from './zips.ts';

/** What is in the result that the service has. */
export const files = {
  'usd/toolbox/toolbox.usd': '#usda 1.0',
  'usd/toolbox/textures/diffuse.png': 'PNG'.repeat(900),
};
/** What is known of a job that has no name. */
export const naming = { filename: null, jobType: null, batch: null, template: '{name}' };
/** The result unpacked, as `contentsOf` tells it. */
export const unpacked = (name: string): Record<string, string | null> => ({
  [`${name}/`]: null,
  [`${name}/usd/`]: null,
  [`${name}/usd/toolbox/`]: null,
  [`${name}/usd/toolbox/textures/`]: null,
  ...Object.fromEntries(Object.entries(files).map(([path, content]) => [`${name}/${path}`, content])),
});
export const zip = await makeZip(files, { compress: false });

/** Process 1 is the app, 3 a run of it that was killed. */
const processes = (own: number): Processes => ({
  own: processOf(own),
  isRunning: ({ pid }) => pid === 1,
});
/** On the machine of the app. */
export const processOf = (pid: number): Owner => ({ host: '0000cafe', start: '1', pid });

/** Whether something of a job is still being removed; the hidden folder goes with the last of it. */
async function hasSlot(target: string, jobId: string): Promise<boolean> {
  for (const { path } of await ownHiddenFolders(target).catch(() => [])) {
    const slots = await readdir(path).catch(() => null);
    if (slots !== null && (slots.length === 0 || slots.some((name) => name.startsWith(keyOf(jobId)))))
      return true;
  }
  return false;
}

/** A queue, with the downloads as it reported them last. */
class ObservedQueue extends DownloadQueue {
  readonly #downloads = new Map<string, Download>();

  constructor(options: DownloadQueueOptions) {
    const { onChange } = options;
    super({
      ...options,
      onChange: (download) => {
        this.#downloads.set(download.jobId, download);
        onChange(download);
      },
    });
  }

  get(jobId: string): Download | null {
    return this.#downloads.get(jobId) ?? null;
  }

  all(): Download[] {
    return [...this.#downloads.values()];
  }

  override restore(...[stored, others]: Parameters<DownloadQueue['restore']>): void {
    for (const download of stored)
      if (!this.#downloads.has(download.jobId)) this.#downloads.set(download.jobId, download);
    super.restore(stored, others);
  }
}

/** A run of the app: a queue on a folder, and all that it reported. */
export interface Run {
  queue: ObservedQueue;
  changes: Download[];
  /** What came of each time that the queue ran empty. */
  summaries: DownloadSummary[];
  /** What listeners threw. */
  errors: unknown[];
  /** Resolves when a download is in a phase; when it is done, also what it was made from is gone. */
  reached(jobId: string, phase: DownloadPhase): Promise<Download>;
}

function surroundings(folder: string) {
  const service = createFakeService(zip);
  // Leftovers have an age, and files have the time of the system.
  const clock = virtualClock(Date.now());
  return {
    folder,
    service,
    clock,
    run: (options: Partial<DownloadQueueOptions> = {}, own = 1): Run => {
      const changes: Download[] = [];
      const summaries: DownloadSummary[] = [];
      const errors: unknown[] = [];
      const gates = new OriginGates({ clock, random: () => 0.5 });
      const pollers = new Set<() => void>();
      const noteSummary = (): void => {
        const { summary } = queue.report;
        if (summary !== null && summary !== summaries.at(-1)) summaries.push(summary);
      };
      const { freeBytes = async () => 1e9 } = options;
      const queue = new ObservedQueue({
        openResult: service.openResult,
        gates,
        rate: new RequestRate(clock),
        api: 'https://api.rigyd.com',
        folder: () => folder,
        nameOf: () => ({ ...naming, filename: 'toolbox.glb', jobType: 'glb_to_simready' }),
        clock,
        random: () => 1,
        freeBytes,
        work: workHere(freeBytes),
        limits: defaultLimits,
        processes: processes(own),
        hasMjcf: () => false,
        concurrency: () => 2,
        held: () => null,
        onDownloaded: () => undefined,
        onState: () => undefined,
        onError: (error) => errors.push(error),
        recorded: () => Promise.resolve(true),
        ...options,
        onChange: (download) => {
          changes.push(download);
          queueMicrotask(noteSummary);
          for (const look of pollers) look();
          options.onChange?.(download);
        },
      });
      const inPhase = (jobId: string, phase: DownloadPhase): Promise<Download> =>
        new Promise((resolve) => {
          const look = (): void => {
            const download = queue.get(jobId);
            if (download?.phase !== phase) return;
            pollers.delete(look);
            resolve(download);
          };
          pollers.add(look);
          look();
        });
      const reached: Run['reached'] = async (jobId, phase) => {
        const target = (options.folder ?? (() => folder))();
        const download = await inPhase(jobId, phase);
        if (phase === 'done') while (await hasSlot(target, jobId)) await nextTurn();
        return download;
      };
      return { queue, changes, summaries, errors, reached };
    },
  };
}

/** A service, a clock and a folder, new for each test, on which runs of the app can be started one after the other. */
export function useApp(): () => ReturnType<typeof surroundings> {
  const folder = useTemporaryFolder();
  let current = surroundings('');
  beforeEach(() => {
    current = surroundings(folder());
  });
  return () => current;
}
