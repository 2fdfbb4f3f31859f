import type { JobRow } from '../../../shared/watched-job.ts';
import { isTerminal } from '../../../shared/job-status.ts';
import type { AppState } from '../../state/app-state.svelte.ts';
import { nextStep } from '../next-step.ts';

/** Something that can be done with many jobs at once. The button names how many it takes. */
export interface BulkAction {
  /** With the number: "Download 37". */
  label: (count: string) => string;
  /** Whether it does anything with a job. */
  takes: (row: JobRow) => boolean;
  /** Which jobs it takes, where those are not all; says so in its tooltip. */
  only?: string;
  run: (app: AppState, rows: readonly JobRow[]) => void;
}

const idsOf = (rows: readonly JobRow[]): string[] => rows.map(({ id }) => id);

const download: BulkAction = {
  label: (count) => `Download ${count}`,
  takes: (row) => nextStep(row).kind === 'download',
  only: 'Completed jobs whose result is not downloaded yet',
  run: (app, rows) => void app.do(app.bridge.startDownloads({ ids: idsOf(rows) })),
};

const check: BulkAction = {
  label: (count) => `Check ${count} now`,
  takes: ({ status }) => status === null || !isTerminal(status),
  only: 'Jobs that have not ended',
  run: (app, rows) => void app.do(app.bridge.checkJobs({ ids: idsOf(rows) })),
};

const remove: BulkAction = {
  label: (count) => `Remove ${count}`,
  takes: () => true,
  run: (app, rows) => void app.remove(idsOf(rows)),
};

/** All of them, in the order of their buttons. */
export const bulkActions: readonly BulkAction[] = [download, check, remove];
