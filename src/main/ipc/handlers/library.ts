import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { failed, success } from '../../../shared/errors.ts';
import type { AppCore } from '../../core/app-core.ts';
import { replaceFile } from '../../files/replace-file.ts';
import { changeTags, setArchived, setNote } from '../../library/annotate.ts';
import { clipboardTable, exportName, exportText } from '../../library/export-file.ts';
import { fileFailure } from '../../results/file-failure.ts';
import type { Desktop } from '../desktop.ts';
import type { Handlers } from '../register-requests.ts';

type LibraryRequests =
  'setNote' | 'changeTags' | 'setArchived' | 'exportJobs' | 'copyJobsTable' | 'showExported' | 'importJobs';

/** Bytes of a file that is imported; the exports of tens of thousands of jobs are smaller. */
const largestImport = 256 * 1024 * 1024;

export function libraryHandlers(
  core: AppCore,
  desktop: Pick<Desktop, 'chooseFile' | 'chooseFileToSave' | 'copyText' | 'showInFolder'>,
): Pick<Handlers, LibraryRequests> {
  const done = success(null);
  /** The path stays here: the page names no file to be shown. */
  let exported: string | null = null;

  return {
    setNote: ({ id, note }) => {
      if (core.jobs.get(id) === undefined) return failed('unknown-job');
      setNote(core.jobs, id, note);
      return done;
    },
    changeTags: async (change) => success(await changeTags(core.jobs, change)),
    setArchived: async ({ ids, archived }) => success(await setArchived(core.jobs, ids, archived)),
    exportJobs: async ({ ids, format }) => {
      const path = await desktop.chooseFileToSave(exportName(format, core.batches.now()), format);
      if (path === null) return success(null);
      const jobs = ids.flatMap((id) => core.jobs.get(id) ?? []);
      try {
        await replaceFile(path, exportText(format, jobs, core.publisher.state.batches, core.batches.now()));
      } catch (error) {
        return { ok: false, failure: fileFailure(error) };
      }
      exported = path;
      return success({ count: jobs.length, fileName: basename(path) });
    },
    copyJobsTable: async ({ ids }) => {
      const jobs = ids.flatMap((id) => core.jobs.get(id) ?? []);
      await desktop.copyText(clipboardTable(jobs, core.publisher.state.batches));
      return done;
    },
    showExported: async () => {
      if (exported !== null && (await desktop.showInFolder(exported))) return done;
      return failed('folder-unavailable', exported);
    },
    importJobs: async () => {
      const path = await desktop.chooseFile();
      if (path === null) return success(null);
      try {
        if ((await stat(path)).size > largestImport)
          return failed('file-unusable', 'It is larger than 256 MB.');
        return success(await core.addJobs(await readFile(path, 'utf8'), basename(path)));
      } catch (error) {
        return failed('file-unusable', fileFailure(error).text);
      }
    },
  };
}
