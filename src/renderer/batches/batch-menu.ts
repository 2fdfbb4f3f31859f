import type { AppState } from '../context.ts';
import { countOf } from '../words/count.ts';
import type { MenuItem } from '../ui/menu-items.svelte.ts';
import type { BatchStanding } from './batches-state.svelte.ts';

/** What can be done with a batch beside what its header has buttons for. */
export function batchMenuItems(app: AppState, { batch }: BatchStanding): MenuItem[] {
  const { batches } = app;
  const isArchived = batch.archived === true;
  return [
    { label: 'Rename', run: () => batches.startRenaming(batch.id) },
    ...(app.replica.batches.length < 2
      ? []
      : [
          {
            label: 'Merge into another batch…',
            run: () => app.chooseBatch(batches.idsIn(batch.id), batch),
          },
        ]),
    { label: 'Compare its reports…', run: () => app.compare(batches.idsIn(batch.id)) },
    { label: 'Copy report', run: () => void batches.copyReport(batch.id) },
    {
      label: isArchived ? 'Take out of the archive' : 'Archive batch',
      run: () => void batches.setArchived([batch.id], !isArchived),
    },
    { label: 'Remove batch, keep its jobs', divides: true, run: () => void batches.remove(batch, false) },
    {
      label: `Remove batch and ${countOf(app.sums.batch(batch.id).alone, 'job')}`,
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
            label: `Collect ${countOf(progress.collectable, 'result')}`,
            run: () => void app.batches.collect(batch.id),
          },
        ]),
    ...(progress.collected === 0
      ? []
      : [{ label: 'Open folder', run: () => void app.batches.openFolder(batch.id) }]),
    ...(first === undefined ? [] : [{ ...first, divides: true }]),
    ...others,
  ];
}
