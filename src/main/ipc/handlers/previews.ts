import { basename, dirname } from 'node:path';
import { failed, success } from '../../../shared/errors.ts';
import type { SavedFile } from '../../../shared/contract.ts';
import type { App } from '../../app/app.ts';
import type { SavedJobFile } from '../../previews/job-files.ts';
import type { Desktop } from '../desktop.ts';
import type { Handlers } from '../answer-request.ts';

/** What the window has of the files of jobs: to look at, and to take out of the app. It names places in jobs, and no path. */
export function previewHandlers(
  core: App,
  desktop: Pick<Desktop, 'chooseWhereToSave' | 'copyText' | 'openFile' | 'showInFolder' | 'startDrag'>,
) {
  const readLog = (id: string) => core.previews.readText({ id, slot: 'sim-log', index: 0 });
  const savedFile = ({ path, isRenamed }: SavedJobFile): SavedFile => ({
    fileName: basename(path),
    isRenamed,
  });

  return {
    preparePreview: async (ref) => {
      if (core.isSafeMode) return failed('safe-mode');
      const file = await core.previews.open(ref);
      return file.ok ? success({ contentType: file.value.contentType, bytes: file.value.bytes }) : file;
    },
    readJobLog: ({ id }) => (core.isSafeMode ? failed('safe-mode') : readLog(id)),
    copyJobLog: async ({ id }) => {
      const log = await readLog(id);
      if (!log.ok) return log;
      await desktop.copyText(log.value.text);
      return success({ isCut: log.value.isCut });
    },
    getJobJson: ({ id }) => {
      const job = core.jobs.get(id);
      return job === undefined ? failed('unknown-job') : success(JSON.stringify(job.record.raw, null, 2));
    },
    saveFile: async ({ to, ...ref }) => {
      const name = core.jobFiles.nameOf(ref);
      if (!name.ok) return name;
      const path = to === 'downloads' ? undefined : await desktop.chooseWhereToSave(name.value);
      if (path === null) return success(null);
      const target =
        path === undefined
          ? { folder: core.downloadFolder }
          : { folder: dirname(path), name: basename(path) };
      const saved = await core.jobFiles.save(ref, target);
      return saved.ok ? success(savedFile(saved.value)) : saved;
    },
    cancelFile: (ref) => {
      core.jobFiles.cancel(ref);
      return success(null);
    },
    openFile: async (ref) => {
      const before = await core.jobFiles.savedPath(ref);
      const file = await core.jobFiles.toOpen(ref, core.downloadFolder);
      if (!file.ok) return file;
      const opened = await desktop.openFile(file.value.path);
      if (!opened.ok) return opened;
      return success(file.value.path === before ? null : savedFile(file.value));
    },
    showSavedFile: async (ref) => {
      const path = await core.jobFiles.savedPath(ref);
      return path === null ? failed('folder-unavailable') : desktop.showInFolder(path);
    },
    dragFile: async (ref) => {
      const ready = await core.jobFiles.readyToDrag(ref);
      if (ready !== null) await desktop.startDrag([ready]);
      return success(ready !== null);
    },
    fetchToDrag: async (ref) => {
      const fetched = await core.jobFiles.fetchToDrag(ref);
      return fetched.ok ? success(null) : fetched;
    },
  } satisfies Partial<Handlers>;
}
