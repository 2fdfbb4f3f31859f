import Archive from '@lucide/svelte/icons/archive';
import ArchiveRestore from '@lucide/svelte/icons/archive-restore';
import Braces from '@lucide/svelte/icons/braces';
import Download from '@lucide/svelte/icons/download';
import FolderOpen from '@lucide/svelte/icons/folder-open';
import RefreshCw from '@lucide/svelte/icons/refresh-cw';
import Trash2 from '@lucide/svelte/icons/trash-2';
import { isResultHere } from '../../shared/downloads.ts';
import { nameOf } from '../../shared/job-name.ts';
import { isTerminal } from '../../shared/job/job-status.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import type { AppState } from '../context.ts';
import type { Held } from '../downloads/download-words.ts';
import { nextStep } from '../downloads/next-step.ts';
import type { FocusPlace } from '../state/focus-places.ts';
import { countOf } from '../words/count.ts';
import type { Shortcut } from './shortcut.ts';

type Icon = typeof Download;

/** Something that can be done with jobs, and how each place that offers it shows it. */
export interface JobAction {
  /** Whether it is for a single job. */
  isForOne?: true;
  /** Whether it takes something away. */
  isDanger?: true;
  /** Whether a menu has a line above it. */
  divides?: true;
  /** Whether it does anything with a job. @param isOnly whether it is the only one */
  takes: (row: JobRow, isOnly: boolean) => boolean;
  /** @param rows those that it takes */
  run: (app: AppState, rows: readonly JobRow[]) => void;
  /** In the command palette and among the shortcuts. */
  command?: {
    label: string;
    /** Other words it is looked for by. */
    words?: string;
    shortcuts: readonly Shortcut[];
  };
  /** What a menu calls it for several jobs, where the foot of the list has no button for it. @param count how many, in words */
  several?: (count: string) => string;
  /** In the row of a job whose next step it is. */
  row?: {
    label: string;
    icon: Icon | null;
    /** Its name for who hears it. @param label as the button has it at the moment */
    name: (job: string, label: string) => string;
  };
  /** An icon at the top of the details. */
  details?: { label: (row: JobRow) => string; icon: (row: JobRow) => Icon };
  /** At the foot of the list. */
  bulk?: {
    /** Whether it is offered for jobs that were selected alone, never for all that are shown. */
    isForSelection?: true;
    /** @param count how many it takes, in words; @param rows the jobs it is offered for */
    label: (count: string, rows: readonly JobRow[]) => string;
    /** Which of the jobs it takes, where that is not `takes`. Called once for all of them: there may be thousands. */
    takes?: (rows: readonly JobRow[]) => (row: JobRow) => boolean;
    /** Which jobs it takes, where those are not all; stands in its tooltip. */
    only?: (rows: readonly JobRow[]) => string;
  };
}

const idsOf = (rows: readonly JobRow[]): string[] => rows.map(({ id }) => id);
const always = (): boolean => true;
const isAnyArchived = (rows: readonly JobRow[]): boolean => rows.some(({ archived }) => archived);

/** Opens the details of a job, with the keyboard at a place in them. */
function openAt(app: AppState, [row]: readonly JobRow[], place: FocusPlace): void {
  if (row === undefined) return;
  app.selectedId = row.id;
  app.places.focusNext(place);
}

/** Copies a line of each job. */
function copyLines(
  app: AppState,
  rows: readonly JobRow[],
  lineOf: (row: JobRow) => string,
  ...[one, several]: [one: string, several?: string]
): void {
  const what = rows.length === 1 ? `the ${one}` : countOf(rows.length, one, several);
  void app.clipboard.copy(rows.map(lineOf).join('\n'), what);
}

/** By ID, in the order in which every place shows them. */
export const jobActions = {
  'open-job': {
    isForOne: true,
    takes: always,
    run: (app, rows) => openAt(app, rows, 'details'),
    command: { label: 'Open the details', shortcuts: [{ key: 'Enter' }] },
  },
  download: {
    divides: true,
    takes: (row) => nextStep(row).kind === 'download',
    run: (app, rows) => app.jobs.download(idsOf(rows)),
    command: { label: 'Download', words: 'result save get', shortcuts: [{ key: 'd' }] },
    row: { label: 'Download', icon: Download, name: (job, label) => `${label}: ${job}` },
    bulk: {
      label: (count) => `Download ${count}`,
      only: () => 'Completed jobs whose result is not downloaded yet',
    },
  },
  'cancel-download': {
    takes: (row) => nextStep(row).kind === 'cancel',
    run: (app, rows) => app.jobs.cancelDownload(idsOf(rows)),
    command: { label: 'Cancel download', words: 'stop', shortcuts: [] },
    several: (count) => `Cancel ${count} downloads`,
  },
  'show-in-folder': {
    isForOne: true,
    takes: ({ download }) => isResultHere(download),
    run: (app, [row]) => row !== undefined && app.jobs.showInFolder(row.id),
    command: { label: 'Show in folder', words: 'reveal result', shortcuts: [{ key: 'f' }] },
    row: { label: 'Show in folder', icon: FolderOpen, name: (job) => `Show in folder: ${job}` },
  },
  check: {
    takes: ({ status }, isOnly) => isOnly || status === null || !isTerminal(status),
    run: (app, rows) => app.jobs.check(idsOf(rows)),
    command: { label: 'Check again', words: 'refresh ask now', shortcuts: [{ key: 'c' }] },
    details: { label: () => 'Check now', icon: () => RefreshCw },
    bulk: {
      label: (count) => `Check ${count} now`,
      only: () => 'Jobs that have not ended',
    },
  },
  'copy-ids': {
    divides: true,
    takes: always,
    run: (app, rows) => copyLines(app, rows, ({ id }) => id, 'job ID'),
    command: { label: 'Copy ID', words: 'ids clipboard', shortcuts: [{ key: 'c', mod: true }] },
    several: (count) => `Copy ${count} IDs`,
  },
  'copy-names': {
    takes: always,
    run: (app, rows) =>
      copyLines(app, rows, (row) => `${nameOf(row)}\t${row.id}`, 'name with its ID', 'names with their IDs'),
    command: {
      label: 'Copy name and ID',
      words: 'names ids clipboard',
      shortcuts: [{ key: 'c', mod: true, shift: true }],
    },
    several: (count) => `Copy ${count} names and IDs`,
  },
  'copy-error': {
    takes: ({ error }) => error !== null,
    run: (app, rows) => copyLines(app, rows, ({ error }) => error ?? '', 'error'),
    command: { label: 'Copy error', words: 'reason failure clipboard', shortcuts: [] },
    several: (count) => `Copy ${count} errors`,
  },
  'copy-json': {
    isForOne: true,
    takes: ({ status }) => status !== null,
    run: (app, [row]) => row !== undefined && void app.jobs.copyJson(row.id),
    details: { label: () => 'Copy raw JSON', icon: () => Braces },
  },
  note: {
    isForOne: true,
    divides: true,
    takes: always,
    run: (app, rows) => openAt(app, rows, 'note'),
    command: { label: 'Write a note', shortcuts: [{ key: 'n' }] },
  },
  tag: {
    isForOne: true,
    takes: always,
    run: (app, rows) => openAt(app, rows, 'tag'),
    command: { label: 'Add a tag', words: 'label', shortcuts: [{ key: 't' }] },
  },
  compare: {
    takes: ({ status }, isOnly) => !isOnly && status !== null,
    run: (app, rows) => app.compare(idsOf(rows)),
    command: { label: 'Compare reports…', words: 'table side by side values mass triangles', shortcuts: [] },
    several: (count) => `Compare ${count} reports…`,
  },
  'choose-batch': {
    takes: always,
    run: (app, rows) => app.chooseBatch(idsOf(rows)),
    command: { label: 'Add to a batch…', words: 'gather group move new', shortcuts: [{ key: 'b' }] },
    several: (count) => `Add ${count} to a batch…`,
    bulk: { isForSelection: true, label: (count) => `Batch ${count}…` },
  },
  'leave-batch': {
    takes: ({ batches }) => batches.length > 0,
    run: (app, rows) => void app.batches.leave(rows),
    command: { label: 'Take out of the batch', words: 'leave remove', shortcuts: [] },
    several: (count) => `Take ${count} out of the batch`,
  },
  archive: {
    takes: always,
    run: (app, rows) =>
      void app.jobs.setArchived(
        idsOf(rows),
        rows.some(({ archived }) => !archived),
      ),
    command: { label: 'Archive, or take out of the archive', shortcuts: [{ key: 'e' }] },
    details: {
      label: ({ archived }) => (archived ? 'Take out of the archive' : 'Archive'),
      icon: ({ archived }) => (archived ? ArchiveRestore : Archive),
    },
    // A list is either of the archive or not.
    bulk: {
      label: (count, rows) => `${isAnyArchived(rows) ? 'Bring back' : 'Archive'} ${count}`,
      takes: (rows) => {
        const bringsBack = isAnyArchived(rows);
        return ({ archived }) => archived === bringsBack;
      },
      only: (rows) => (isAnyArchived(rows) ? 'Archived jobs' : 'Jobs that are not archived yet'),
    },
  },
  export: {
    divides: true,
    takes: always,
    run: (app, rows) => void app.intake.exportJobs(idsOf(rows), 'csv'),
    command: { label: 'Export as CSV…', words: 'table spreadsheet save', shortcuts: [] },
    bulk: { label: (count) => `Export ${count}…` },
  },
  remove: {
    isDanger: true,
    takes: always,
    run: (app, rows) => void app.jobs.remove(idsOf(rows)),
    command: { label: 'Remove from the list', words: 'delete', shortcuts: [{ key: 'Delete' }] },
    row: { label: 'Remove', icon: null, name: (job) => `Remove ${job} from the list` },
    details: { label: () => 'Remove from the list', icon: () => Trash2 },
    bulk: { isForSelection: true, label: (count) => `Remove ${count}` },
  },
} satisfies Record<string, JobAction>;

/** What a double click on a job does: it shows its result, or downloads it; null where there is none. */
export function doubleClickAction(row: JobRow, held: Held): JobAction | null {
  const { kind } = nextStep(row, held);
  if (kind === 'show') return jobActions['show-in-folder'];
  return kind === 'download' ? jobActions.download : null;
}

/** Which of some jobs an action would be run with; none where it cannot be run. */
export function takenBy({ isForOne, takes }: JobAction, rows: readonly JobRow[]): readonly JobRow[] {
  if (isForOne === true && rows.length !== 1) return [];
  return rows.filter((row) => takes(row, rows.length === 1));
}
