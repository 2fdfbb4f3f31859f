import { failed, success } from '../../../shared/errors.ts';
import type { Desk } from '../../desk.ts';
import type { Desktop } from '../desktop.ts';
import type { Handlers } from '../register-requests.ts';

type DownloadRequests = 'startDownloads' | 'cancelDownloads' | 'showInFolder';

export function downloadHandlers(
  desk: Desk,
  desktop: Pick<Desktop, 'showInFolder'>,
): Pick<Handlers, DownloadRequests> {
  const done = success(null);
  return {
    startDownloads: ({ ids, format }) => {
      const completed = ids.filter((id) => desk.jobs.get(id)?.job?.status === 'completed');
      if (completed.length === 0) return failed('not-completed');
      for (const id of completed) desk.downloads.start(id, format ?? desk.preferences.settings.format);
      return done;
    },
    cancelDownloads: ({ ids }) => {
      ids.forEach((id) => desk.downloads.cancel(id));
      return done;
    },
    showInFolder: async ({ id }) => {
      const folder = desk.jobs.get(id)?.record.download?.folder ?? null;
      if (folder !== null && (await desktop.showInFolder(folder))) return done;
      return failed('folder-unavailable', folder);
    },
  };
}
