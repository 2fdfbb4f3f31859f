import { failed, success, type Outcome } from '../../shared/errors.ts';
import type { Settings } from '../../shared/settings.ts';
import { historyOf } from '../watching.ts';
import type { Desk } from '../desk.ts';
import { toDetail } from '../store/watched-job.ts';
import type { Handlers } from './register-requests.ts';

/** What the handlers need of the desktop around the window. */
export interface Desktop {
  showInFolder(path: string): Promise<boolean>;
  copyText(text: string): Promise<void>;
  /** Null where the person changed their mind. */
  chooseFolder(current: string): Promise<string | null>;
  applyTheme(theme: Settings['theme']): void;
}

/** What the app does on each request. Effects on jobs come back as patches, not as answers. */
export function createHandlers(desk: Desk, desktop: Desktop): Handlers {
  const done = success(null);

  function changeSettings(changes: Parameters<typeof desk.preferences.change>[0]): Outcome<Settings> {
    const settings = desk.preferences.change(changes);
    desktop.applyTheme(settings.theme);
    desk.publisher.set('settings', settings);
    return success(settings);
  }

  return {
    getSnapshot: () => success(desk.publisher.snapshot()),
    getJobDetail: ({ id }) => {
      const job = desk.jobs.get(id);
      return job === undefined ? failed('unknown-job') : success(toDetail(job));
    },
    addJobs: async ({ text, source }) => success(await desk.addJobs(text, source)),
    removeJobs: ({ ids }) => {
      for (const id of ids) {
        desk.watcher.unwatch(id);
        desk.downloads.cancel(id);
      }
      desk.jobs.remove(ids);
      return done;
    },
    restoreJobs: ({ ids }) => {
      for (const id of desk.jobs.restore(ids)) {
        const job = desk.jobs.get(id);
        if (job !== undefined) desk.watcher.watch(id, historyOf(job));
      }
      return done;
    },
    checkJobs: ({ ids }) => {
      desk.watcher.askNow(ids);
      return done;
    },
    tryAgain: async () => {
      await desk.tryAgain();
      return done;
    },
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
    copyJobJson: async ({ id }) => {
      const job = desk.jobs.get(id);
      if (job === undefined) return failed('unknown-job');
      await desktop.copyText(JSON.stringify(job.record.raw, null, 2));
      return done;
    },
    copyText: async ({ text }) => {
      await desktop.copyText(text);
      return done;
    },
    saveKey: ({ key, keep }) => desk.keys.save(key, keep),
    removeKey: () => desk.keys.remove(),
    changeSettings,
    chooseDownloadFolder: async ({ reset }) => {
      if (reset) return changeSettings({ downloadFolder: null });
      const chosen = await desktop.chooseFolder(desk.downloadFolder);
      return chosen === null
        ? success(desk.preferences.settings)
        : changeSettings({ downloadFolder: chosen });
    },
    dismissNotice: ({ kind }) => {
      desk.notices.remove(kind);
      return done;
    },
  };
}
