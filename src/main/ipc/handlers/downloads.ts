import { stat } from 'node:fs/promises';
import { failed, success } from '../../../shared/errors.ts';
import { outcomeOf } from '../../../shared/job-status.ts';
import type { AppCore } from '../../core/app-core.ts';
import { findResultFiles } from '../../results/result-files.ts';
import type { Desktop } from '../desktop.ts';
import type { Handlers } from '../register-requests.ts';

type DownloadRequests =
  | 'startDownloads'
  | 'cancelDownloads'
  | 'retryFailedDownloads'
  | 'cancelWaitingDownloads'
  | 'clearFinishedDownloads'
  | 'dismissDownloadSummary'
  | 'openDownloadFolder'
  | 'showInFolder'
  | 'getResultFiles'
  | 'dragResults';

export function downloadHandlers(
  core: AppCore,
  desktop: Pick<Desktop, 'showInFolder' | 'openFolder' | 'startDrag'>,
): Pick<Handlers, DownloadRequests> {
  const done = success(null);
  const then = (act: () => void) => () => {
    act();
    return done;
  };
  /** Where the newest copy of a result was put. Paths come from here alone; the page names jobs. */
  const folderOf = (id: string): string | null => core.jobs.get(id)?.record.download?.folder ?? null;
  const isThere = (path: string): Promise<boolean> =>
    stat(path).then(
      () => true,
      () => false,
    );

  return {
    startDownloads: ({ ids, format }) => {
      const completed = ids.filter((id) => outcomeOf(core.jobs.get(id)?.job?.status ?? null) === 'completed');
      if (completed.length === 0) return failed('not-completed');
      for (const id of completed) core.downloads.start(id, format ?? core.preferences.settings.format);
      return done;
    },
    cancelDownloads: ({ ids }) => {
      ids.forEach((id) => core.downloads.cancel(id));
      return done;
    },
    retryFailedDownloads: then(() => core.downloads.retryFailed()),
    cancelWaitingDownloads: then(() => core.downloads.cancelWaiting()),
    clearFinishedDownloads: then(() => core.downloads.report.clearFinished()),
    dismissDownloadSummary: then(() => core.downloads.report.dismissSummary()),
    openDownloadFolder: async () => {
      const folder = core.downloads.report.summary?.folder ?? core.downloadFolder;
      return (await desktop.openFolder(folder)) ? done : failed('folder-unavailable', folder);
    },
    showInFolder: async ({ id }) => {
      const folder = folderOf(id);
      if (folder !== null && (await desktop.showInFolder(folder))) return done;
      return failed('folder-unavailable', folder);
    },
    getResultFiles: async ({ id }) => {
      const folder = folderOf(id);
      if (folder === null || !(await isThere(folder))) return failed('no-result', folder);
      return success(await findResultFiles(folder));
    },
    dragResults: async ({ ids }) => {
      const folders = ids.map(folderOf).filter((folder) => folder !== null);
      const present: string[] = [];
      for (const folder of folders) if (await isThere(folder)) present.push(folder);
      if (present.length === 0) return failed('no-result', folders[0] ?? null);
      await desktop.startDrag(present);
      return done;
    },
  };
}
