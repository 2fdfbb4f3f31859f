import type { AppState } from '../context.ts';
import { batchesWords } from '../words/batches.ts';
import { commandsWords } from '../words/commands.ts';
import { downloadsWords } from '../words/downloads.ts';
import type { MenuItem } from '../ui/menu-items.svelte.ts';
import type { BatchStanding } from './batches-state.svelte.ts';

const { actions } = batchesWords;

/** What can be done with a batch beside what its header has buttons for. */
export function batchMenuItems(app: AppState, { batch }: BatchStanding): MenuItem[] {
  const { batches } = app;
  const isArchived = batch.archived === true;
  return [
    { label: actions.rename, run: () => batches.startRenaming(batch.id) },
    ...(app.replica.batches.length < 2
      ? []
      : [
          {
            label: actions.merge,
            run: () => app.chooseBatch(batches.idsIn(batch.id), batch),
          },
        ]),
    { label: commandsWords.jobs.compare.label, run: () => app.compare(batches.idsIn(batch.id)) },
    { label: actions.copyReport, run: () => void batches.copyReport(batch.id) },
    {
      label: isArchived ? actions.unarchive : actions.archive,
      run: () => void batches.setArchived([batch.id], !isArchived),
    },
    { label: actions.removeAlone, divides: true, run: () => void batches.remove(batch, false) },
    {
      label: actions.removeWithJobs(app.sums.batch(batch.id).alone),
      run: () => void batches.remove(batch, true),
      danger: true,
    },
  ];
}

/** All that can be done with a batch, for a right click on it. */
export function wholeBatchMenuItems(app: AppState, standing: BatchStanding): MenuItem[] {
  const { batch, progress } = standing;
  const [first, ...others] = batchMenuItems(app, standing);
  return [
    ...(progress.collectable === 0
      ? []
      : [
          {
            label: actions.download(progress.collectable),
            run: () => void app.batches.download(batch.id),
          },
        ]),
    ...(progress.collected === 0
      ? []
      : [{ label: downloadsWords.openFolder, run: () => void app.batches.openFolder(batch.id) }]),
    ...(first === undefined ? [] : [{ ...first, divides: true }]),
    ...others,
  ];
}
