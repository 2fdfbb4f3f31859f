import { failed, success, type Outcome } from '../../../shared/errors.ts';
import type { App } from '../../app/app.ts';
import { personFiles } from '../../files/folder-files.ts';
import { fileFailed, fileFailure } from '../../files/file-failure.ts';
import { estimateBytes } from '../../downloads/estimate-bytes.ts';
import { freeBytesFor } from '../../files/disk-space.ts';
import { findResultFiles } from '../../downloads/result-files.ts';
import type { Desktop } from '../desktop.ts';
import { inSlices } from '../../lib/in-slices.ts';
import { changedAtOnce } from '../../jobs/job-store.ts';
import { hasResult } from '../../jobs/watched-job.ts';
import type { Handlers } from '../answer-request.ts';

export function downloadHandlers(
  core: App,
  desktop: Pick<Desktop, 'showInFolder' | 'openFolder' | 'startDrag'>,
) {
  const done = success(null);
  const then = (act: () => void) => () => {
    act();
    return done;
  };
  /** Where the newest copy of a result was put. Paths come from here alone; the page names jobs. */
  const folderOf = (id: string): string | null => core.jobs.get(id)?.record.download?.folder ?? null;
  /** The folder of a result; it may have been moved since, or lie on a drive that is away. */
  const presentFolder = async (id: string): Promise<Outcome<string>> => {
    const folder = folderOf(id);
    if (folder === null) return failed('no-result');
    try {
      await personFiles.stat(folder);
      return success(folder);
    } catch (error) {
      const { code } = fileFailure(error);
      return failed(code === 'folder-silent' ? code : 'no-result', folder);
    }
  };

  return {
    estimateDownloads: async ({ ids }) => {
      const folder = core.downloadFolder;
      const completed = (await core.jobs.getAll(ids)).filter(hasResult);
      return success({
        count: completed.length,
        bytes: estimateBytes(completed, core.preferences.settings.format),
        freeBytes: await freeBytesFor(folder),
        folder,
      });
    },
    startDownloads: async ({ ids, format = core.preferences.settings.format }) => {
      let isAny = false;
      const start = async (slice: readonly string[]): Promise<void> => {
        const completed = (await core.jobs.getAll(slice)).filter(hasResult);
        isAny ||= completed.length > 0;
        for (const { record } of completed) core.downloads.start(record.id, format);
      };
      await inSlices(ids, start, { size: changedAtOnce });
      return isAny ? done : failed('not-completed');
    },
    cancelDownloads: ({ ids }) => {
      ids.forEach((id) => core.downloads.cancel(id));
      return done;
    },
    setDownloadsHeld: ({ ids, held }) => {
      for (const id of ids) {
        if (held) core.downloads.holds.pause(id);
        else core.downloads.holds.resume(id);
      }
      return done;
    },
    downloadNext: ({ id }) => {
      core.downloads.holds.putFirst(id);
      return done;
    },
    moveDownload: ({ id, by }) => {
      core.downloads.holds.move(id, by);
      return done;
    },
    retryFailedDownloads: then(() => core.downloads.retryFailed((id) => core.jobs.has(id))),
    cancelWaitingDownloads: then(() => core.downloads.cancelWaiting()),
    clearFinishedDownloads: then(() => core.downloads.report.clearFinished()),
    dismissDownloadSummary: then(() => core.downloads.report.dismissSummary()),
    openDownloadFolder: async () => {
      const folder = core.downloads.report.summary?.folder ?? core.downloadFolder;
      return desktop.openFolder(folder);
    },
    showInFolder: async ({ id }) => {
      const folder = folderOf(id);
      return folder === null ? failed('folder-unavailable') : desktop.showInFolder(folder);
    },
    getResultFiles: async ({ id }) => {
      const folder = await presentFolder(id);
      if (!folder.ok) return folder;
      try {
        return success(await findResultFiles(folder.value, personFiles));
      } catch (error) {
        return fileFailed(error);
      }
    },
    dragResults: async ({ ids }) => {
      const folders: Outcome<string>[] = [];
      for (const id of ids) folders.push(await presentFolder(id));
      const present = folders.flatMap((folder) => (folder.ok ? [folder.value] : []));
      const missing = folders.flatMap((folder) =>
        folder.ok || folder.failure.text === null ? [] : [folder],
      );
      if (present.length === 0) return missing[0] ?? failed('no-result');
      await desktop.startDrag(present);
      return success(missing.length);
    },
  } satisfies Partial<Handlers>;
}
