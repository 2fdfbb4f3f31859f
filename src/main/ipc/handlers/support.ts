import { success } from '../../../shared/errors.ts';
import type { App } from '../../app/app.ts';
import { toRow } from '../../jobs/job-row.ts';
import { inSlices } from '../../lib/in-slices.ts';
import type { CountedJob } from '../../log/diagnostics.ts';
import type { Desktop } from '../desktop.ts';
import type { Handlers } from '../answer-request.ts';

/** Logs, diagnostics, web pages and safe mode. */
export function supportHandlers(
  core: App,
  desktop: Pick<
    Desktop,
    'showLogs' | 'openWebPage' | 'showAppMenu' | 'copyText' | 'diagnostics' | 'startAgain'
  >,
) {
  return {
    showLogs: () => desktop.showLogs(),
    openWebPage: ({ page }) => desktop.openWebPage(page),
    showAppMenu: (place) => {
      desktop.showAppMenu(place);
      return success(null);
    },
    copyDiagnostics: async () => {
      const rows: CountedJob[] = [];
      await inSlices(core.jobs.all(), (jobs) => {
        for (const job of jobs) {
          const { status, failure, download } = toRow(job);
          rows.push({ status, failure, download });
        }
      });
      await desktop.copyText(await desktop.diagnostics({ ...core.publisher.state, rows }));
      return success(null);
    },
    leaveSafeMode: () => {
      desktop.startAgain('normally');
      return success(null);
    },
  } satisfies Partial<Handlers>;
}
