import Archive from '@lucide/svelte/icons/archive';
import ArchiveRestore from '@lucide/svelte/icons/archive-restore';
import Braces from '@lucide/svelte/icons/braces';
import Download from '@lucide/svelte/icons/download';
import FolderOpen from '@lucide/svelte/icons/folder-open';
import RefreshCw from '@lucide/svelte/icons/refresh-cw';
import Trash2 from '@lucide/svelte/icons/trash-2';
import { isResultHere } from '../../shared/downloads.ts';
import { nameOf } from '../../shared/job-name.ts';
import { isTerminal, outcomeOf } from '../../shared/job/job-status.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import type { AppState } from '../context.ts';
import type { Held } from '../downloads/download-words.ts';
import { nextStep } from '../downloads/next-step.ts';
import type { FocusPlace } from '../state/focus-places.ts';
import { commandsWords } from '../words/commands.ts';
import type { Shortcut } from './shortcut.ts';

type Icon = typeof Download;

/** What a command is called and found by, and its keys. */
export interface NamedCommand {
  /** What it does. */
  label: string;
  /** Other words it is found by. */
  search?: string | undefined;
  shortcuts: readonly Shortcut[];
}

/** A command by its words. */
export const named = (
  { label, search }: Pick<NamedCommand, 'label' | 'search'>,
  ...shortcuts: Shortcut[]
): NamedCommand => ({ label, search, shortcuts });

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
  command?: NamedCommand;
  /** What a menu calls it for several jobs, where the foot of the list has no button for it. */
  several?: (count: number) => string;
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
    /** @param count how many it takes; @param rows the jobs it is offered for */
    label: (count: number, rows: readonly JobRow[]) => string;
    /** Which jobs it takes, where those are not all; stands in its tooltip. */
    only?: string;
  };
}

const idsOf = (rows: readonly JobRow[]): string[] => rows.map(({ id }) => id);
const always = (): boolean => true;
/** Whether there is a result to decide about. */
const isReviewable = ({ status }: JobRow): boolean => outcomeOf(status) === 'completed';

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
  { copied }: { copied: (count: number) => string },
): void {
  void app.clipboard.copy(rows.map(lineOf).join('\n'), copied(rows.length));
}

const words = commandsWords.jobs;

/** By ID, in the order in which every place shows them. */
export const jobActions = {
  'open-job': {
    isForOne: true,
    takes: always,
    run: (app, rows) => openAt(app, rows, 'details'),
    command: named(words.open, { key: 'Enter' }),
  },
  download: {
    divides: true,
    takes: (row) => nextStep(row).kind === 'download',
    run: (app, rows) => app.jobs.download(idsOf(rows)),
    command: named(words.download, { key: 'd' }),
    row: {
      label: words.download.label,
      icon: Download,
      name: (job, label) => words.download.ofRow(label, job),
    },
    bulk: { label: words.download.several, only: words.download.only },
  },
  'cancel-download': {
    takes: (row) => nextStep(row).kind === 'cancel',
    run: (app, rows) => app.jobs.cancelDownload(idsOf(rows)),
    command: named(words.cancelDownload),
    several: words.cancelDownload.several,
  },
  'show-in-folder': {
    isForOne: true,
    takes: ({ download }) => isResultHere(download),
    run: (app, [row]) => row !== undefined && app.jobs.showInFolder(row.id),
    command: named(words.showInFolder, { key: 'f' }),
    row: { label: words.showInFolder.label, icon: FolderOpen, name: words.showInFolder.ofRow },
  },
  check: {
    takes: ({ status }, isOnly) => isOnly || status === null || !isTerminal(status),
    run: (app, rows) => app.jobs.check(idsOf(rows)),
    command: named(words.check, { key: 'c' }),
    details: { label: () => words.check.label, icon: () => RefreshCw },
    bulk: { label: words.check.several, only: words.check.only },
  },
  'copy-ids': {
    divides: true,
    takes: always,
    run: (app, rows) => copyLines(app, rows, ({ id }) => id, words.copyIds),
    command: named(words.copyIds, { key: 'c', mod: true }),
    several: words.copyIds.several,
  },
  'copy-names': {
    takes: always,
    run: (app, rows) => copyLines(app, rows, (row) => `${nameOf(row)}\t${row.id}`, words.copyNames),
    command: named(words.copyNames, { key: 'c', mod: true, shift: true }),
    several: words.copyNames.several,
  },
  'copy-error': {
    takes: ({ error }) => error !== null,
    run: (app, rows) => copyLines(app, rows, ({ error }) => error ?? '', words.copyError),
    command: named(words.copyError),
    several: words.copyError.several,
  },
  'copy-json': {
    isForOne: true,
    takes: ({ status }) => status !== null,
    run: (app, [row]) => row !== undefined && void app.jobs.copyJson(row.id),
    details: { label: () => words.copyJson.label, icon: () => Braces },
  },
  note: {
    isForOne: true,
    divides: true,
    takes: always,
    run: (app, rows) => openAt(app, rows, 'note'),
    command: named(words.note, { key: 'n' }),
  },
  tag: {
    isForOne: true,
    takes: always,
    run: (app, rows) => openAt(app, rows, 'tag'),
    command: named(words.tag, { key: 't' }),
  },
  approve: {
    divides: true,
    takes: isReviewable,
    run: (app, rows) => void app.jobs.setReview(idsOf(rows), { decision: 'approved', reason: null }),
    command: named(words.approve, { key: 'a' }),
    several: words.approve.several,
  },
  reject: {
    takes: isReviewable,
    run: (app, rows) => app.reject(idsOf(rows)),
    command: named(words.reject, { key: 'r' }),
    several: words.reject.several,
  },
  'take-review-back': {
    takes: ({ review }) => review !== null,
    run: (app, rows) => void app.jobs.setReview(idsOf(rows), null),
    command: named(words.takeReviewBack, { key: 'u' }),
    several: words.takeReviewBack.several,
  },
  compare: {
    takes: ({ status }, isOnly) => !isOnly && status !== null,
    run: (app, rows) => app.compare(idsOf(rows)),
    command: named(words.compare),
    several: words.compare.several,
  },
  'choose-batch': {
    takes: always,
    run: (app, rows) => app.chooseBatch(idsOf(rows)),
    command: named(words.chooseBatch, { key: 'b' }),
    bulk: { isForSelection: true, label: words.chooseBatch.several },
  },
  'leave-batch': {
    takes: ({ batches }) => batches.length > 0,
    run: (app, rows) => void app.batches.leave(rows),
    command: named(words.leaveBatch),
    several: words.leaveBatch.several,
  },
  archive: {
    takes: always,
    run: (app, rows) =>
      void app.jobs.setArchived(
        idsOf(rows),
        rows.some(({ archived }) => !archived),
      ),
    command: named({ label: words.archive.either }, { key: 'e' }),
    details: {
      label: ({ archived }) => (archived ? words.archive.unarchive : words.archive.archive),
      icon: ({ archived }) => (archived ? ArchiveRestore : Archive),
    },
    bulk: {
      // A list is either of the archive or not.
      label: (count, [first]) =>
        first?.archived === true
          ? words.archive.unarchiveSeveral(count)
          : words.archive.archiveSeveral(count),
    },
  },
  export: {
    divides: true,
    takes: always,
    run: (app, rows) => void app.intake.exportJobs(idsOf(rows), 'csv'),
    command: named(words.export),
    bulk: { label: words.export.several },
  },
  remove: {
    isDanger: true,
    takes: always,
    run: (app, rows) => void app.jobs.remove(idsOf(rows)),
    command: named(words.remove, { key: 'Delete' }),
    row: { label: words.remove.label, icon: null, name: words.remove.ofRow },
    details: { label: () => words.remove.label, icon: () => Trash2 },
    bulk: { isForSelection: true, label: words.remove.several },
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
