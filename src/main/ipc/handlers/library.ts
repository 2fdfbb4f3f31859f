import { basename } from 'node:path';
import { failed, success } from '../../../shared/errors.ts';
import type { App } from '../../app/app.ts';
import { workFiles } from '../../files/folder-files.ts';
import { readWhole } from '../../files/read-whole.ts';
import { replaceFile, TooLargeError } from '../../files/replace-file.ts';
import { changeTags, setArchived, setNote, setReview } from '../../jobs/annotate.ts';
import { clipboardTable, exportName, exportPieces } from '../../intake/export-file.ts';
import { maxImportBytes } from '../../intake/read-export.ts';
import { fileFailed, unreadFailure } from '../../files/file-failure.ts';
import type { Desktop } from '../desktop.ts';
import type { Handlers } from '../answer-request.ts';
import { fileReasons } from '../../words/reasons.ts';

export function libraryHandlers(
  core: App,
  desktop: Pick<Desktop, 'chooseFile' | 'chooseFileToSave' | 'copyText' | 'showInFolder'>,
) {
  const done = success(null);
  /** The path stays here: the page names no file to be shown. */
  let exported: string | null = null;

  return {
    setNote: ({ id, note, over }) => {
      if (!core.jobs.has(id)) return failed('unknown-job');
      setNote(core.jobs, id, note, over);
      return done;
    },
    changeTags: async (change) => success(await changeTags(core.jobs, change)),
    setReview: async ({ ids, standing, reason }) => {
      const review = standing === 'none' ? null : { decision: standing, reason: reason || null };
      return success(await setReview(core.jobs, { ids, review }, core.clock.now()));
    },
    setArchived: async ({ ids, archived }) => success(await setArchived(core.jobs, ids, archived)),
    exportJobs: async ({ ids, format }) => {
      const path = await desktop.chooseFileToSave(exportName(format, core.clock.now()), format);
      if (path === null) return success(null);
      const jobs = await core.jobs.getAll(ids);
      let shortened = 0;
      try {
        const { batches } = core.publisher.state;
        const onShortened = (): void => void (shortened += 1);
        await replaceFile(path, exportPieces(format, jobs, batches, core.clock.now(), onShortened), {
          files: workFiles,
          maxBytes: maxImportBytes,
        });
      } catch (error) {
        if (error instanceof TooLargeError) return failed('export-too-large');
        return fileFailed(error);
      }
      exported = path;
      return success({
        count: jobs.length,
        ...(shortened > 0 ? { shortened } : {}),
        fileName: basename(path),
      });
    },
    copyJobsTable: async ({ ids }) => {
      const jobs = await core.jobs.getAll(ids);
      await desktop.copyText(clipboardTable(jobs, core.publisher.state.batches));
      return done;
    },
    showExported: async () => {
      return exported === null ? failed('folder-unavailable') : desktop.showInFolder(exported);
    },
    importJobs: async () => {
      const path = await desktop.chooseFile();
      if (path === null) return success(null);
      try {
        const content = await readWhole(path, maxImportBytes, workFiles);
        if (content === 'too-large') return failed('file-unusable', fileReasons.largerThan(maxImportBytes));
        if (content === 'no-file') return failed('file-unusable', fileReasons.notFile);
        return success(await core.addInputs([{ content, name: basename(path) }], { by: 'person' }));
      } catch (error) {
        return { ok: false, failure: unreadFailure(error) };
      }
    },
  } satisfies Partial<Handlers>;
}
