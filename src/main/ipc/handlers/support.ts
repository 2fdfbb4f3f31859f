import { basename } from 'node:path';
import { failed, success } from '../../../shared/errors.ts';
import type { App } from '../../app/app.ts';
import { toRow } from '../../jobs/job-row.ts';
import { inSlices } from '../../lib/in-slices.ts';
import { dayOf } from '../../lib/day.ts';
import { fileFailed } from '../../files/file-failure.ts';
import { workFiles } from '../../files/folder-files.ts';
import { replaceFile } from '../../files/replace-file.ts';
import { nameWords } from '../../words/names.ts';
import type { CountedJob, DescribedState } from '../../log/diagnostics.ts';
import type { Desktop } from '../desktop.ts';
import type { Handlers } from '../answer-request.ts';

/** Logs, diagnostics, web pages and safe mode. */
export function supportHandlers(
  core: App,
  desktop: Pick<
    Desktop,
    | 'showLogs'
    | 'openWebPage'
    | 'findNotices'
    | 'openNotices'
    | 'showAppMenu'
    | 'copyText'
    | 'diagnostics'
    | 'report'
    | 'chooseWhereToSave'
    | 'startAgain'
  >,
) {
  /** What the person sees of a report is what is saved. */
  let prepared: string | null = null;

  async function describedState(): Promise<DescribedState> {
    const rows: CountedJob[] = [];
    await inSlices(core.jobs.all(), (jobs) => {
      for (const job of jobs) {
        const { status, failure, download } = toRow(job);
        rows.push({ status, failure, download });
      }
    });
    return { ...core.publisher.state, rows };
  }

  return {
    showLogs: () => desktop.showLogs(),
    openWebPage: ({ page }) => desktop.openWebPage(page),
    findNotices: async () => success(await desktop.findNotices()),
    openNotices: ({ name }) => desktop.openNotices(name),
    showAppMenu: (place) => {
      desktop.showAppMenu(place);
      return success(null);
    },
    copyDiagnostics: async () => {
      await desktop.copyText(await desktop.diagnostics(await describedState()));
      return success(null);
    },
    prepareReport: async () => {
      prepared = await desktop.report(await describedState());
      return success({ text: prepared });
    },
    saveReport: async () => {
      if (prepared === null) return failed('invalid-request');
      const path = await desktop.chooseWhereToSave(nameWords.report(dayOf(core.clock.now())));
      if (path === null) return success(null);
      try {
        await replaceFile(path, prepared, { files: workFiles });
      } catch (error) {
        return fileFailed(error);
      }
      return success({ fileName: basename(path) });
    },
    leaveSafeMode: () => {
      desktop.startAgain('normally');
      return success(null);
    },
  } satisfies Partial<Handlers>;
}
