import type { JobRow } from '../../shared/watched-job.ts';
import { isTerminal } from '../../shared/job/job-status.ts';
import type { AppState } from '../context.ts';
import { nextStep } from '../downloads/next-step.ts';

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

const archive: BulkAction = {
  label: (count) => `Archive ${count}`,
  takes: ({ archived }) => !archived,
  only: 'Jobs that are not archived yet',
  run: (app, rows) => void app.setArchived(idsOf(rows), true),
};

const bringBack: BulkAction = {
  label: (count) => `Bring back ${count}`,
  takes: ({ archived }) => archived,
  only: 'Archived jobs',
  run: (app, rows) => void app.setArchived(idsOf(rows), false),
};

const exportTable: BulkAction = {
  label: (count) => `Export ${count}…`,
  takes: () => true,
  run: (app, rows) => void app.library.exportJobs(idsOf(rows), 'csv'),
};

/** All of them for rows, in the order of their buttons. A list is either of the archive or not. */
export const bulkActionsFor = (rows: readonly JobRow[]): readonly BulkAction[] => [
  download,
  check,
  rows.some(({ archived }) => archived) ? bringBack : archive,
  exportTable,
  remove,
];
