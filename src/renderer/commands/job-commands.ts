import { isTerminal } from '../../shared/job/job-status.ts';
import { isResultHere } from '../../shared/downloads.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import { nextStep } from '../downloads/next-step.ts';
import type { AppState } from '../context.ts';
import type { FocusPlace } from '../state/focus-places.ts';
import type { Command } from './command.ts';

const idsOf = (rows: readonly JobRow[]): string[] => rows.map(({ id }) => id);
const isOne = (_app: AppState, meant: readonly JobRow[]): boolean => meant.length === 1;
const isAny = (_app: AppState, meant: readonly JobRow[]): boolean => meant.length > 0;
const toDownload = (rows: readonly JobRow[]): JobRow[] =>
  rows.filter((row) => nextStep(row).kind === 'download');
const toCheck = (rows: readonly JobRow[]): JobRow[] =>
  rows.length === 1 ? [...rows] : rows.filter(({ status }) => status === null || !isTerminal(status));

/** Opens the job that is meant, at a field of its details. */
function openAt(app: AppState, meant: readonly JobRow[], place: FocusPlace): void {
  const [row] = meant;
  if (row === undefined) return;
  app.selectedId = row.id;
  app.places.focusNext(place);
}

const forJobs = { group: 'Jobs', isForJobs: true } as const;

/** What can be done with the jobs that are selected, or with the one that the keyboard is on. */
export const jobCommands: readonly Command[] = [
  {
    ...forJobs,
    id: 'open-job',
    label: 'Open the details',
    shortcuts: [{ key: 'Enter' }],
    isAvailable: isOne,
    run: (app, meant) => openAt(app, meant, 'details'),
  },
  {
    ...forJobs,
    id: 'download',
    label: 'Download',
    words: 'result save get',
    shortcuts: [{ key: 'd' }],
    isAvailable: (_app, meant) => toDownload(meant).length > 0,
    run: (app, meant) => void app.do(app.bridge.startDownloads({ ids: idsOf(toDownload(meant)) })),
  },
  {
    ...forJobs,
    id: 'show-in-folder',
    label: 'Show in folder',
    words: 'reveal result',
    shortcuts: [{ key: 'f' }],
    isAvailable: (_app, [row, ...others]) =>
      others.length === 0 && row !== undefined && isResultHere(row.download),
    run: (app, [row]) => row !== undefined && app.showInFolder(row.id),
  },
  {
    ...forJobs,
    id: 'check',
    label: 'Check again',
    words: 'refresh ask now',
    shortcuts: [{ key: 'c' }],
    isAvailable: (_app, meant) => toCheck(meant).length > 0,
    run: (app, meant) => void app.do(app.bridge.checkJobs({ ids: idsOf(toCheck(meant)) })),
  },
  {
    ...forJobs,
    id: 'note',
    label: 'Write a note',
    shortcuts: [{ key: 'n' }],
    isAvailable: isOne,
    run: (app, meant) => openAt(app, meant, 'note'),
  },
  {
    ...forJobs,
    id: 'tag',
    label: 'Add a tag',
    words: 'label',
    shortcuts: [{ key: 't' }],
    isAvailable: isOne,
    run: (app, meant) => openAt(app, meant, 'tag'),
  },
  {
    ...forJobs,
    id: 'archive',
    label: 'Archive, or take out of the archive',
    shortcuts: [{ key: 'e' }],
    isAvailable: isAny,
    run: (app, meant) =>
      void app.setArchived(
        idsOf(meant),
        meant.some(({ archived }) => !archived),
      ),
  },
  {
    ...forJobs,
    id: 'remove',
    label: 'Remove from the list',
    words: 'delete',
    shortcuts: [{ key: 'Delete' }],
    isAvailable: isAny,
    run: (app, meant) => void app.remove(idsOf(meant)),
  },
];
