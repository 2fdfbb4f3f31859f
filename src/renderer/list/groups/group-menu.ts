import { jobActions } from '../../commands/job-actions.ts';
import { jobMenuItems } from '../../commands/job-menu.ts';
import type { AppState } from '../../context.ts';
import type { MenuItem } from '../../ui/menu-items.svelte.ts';
import { groupWords } from '../../words/groups.ts';
import type { HeadLine } from './list-lines.ts';
import type { ViewGroups } from './view-groups.svelte.ts';

/** Opens a group and selects its jobs: what is folded away is not selected unseen. */
export function selectGroup(app: AppState, { group }: HeadLine): void {
  app.view.groups.setFolded(group.key, false);
  app.selection.group(group);
}

/** Folds or unfolds all groups. */
export const foldAllItems = (groups: ViewGroups): MenuItem[] => [
  { label: groupWords.expandAll, run: () => groups.setAllFolded(false) },
  { label: groupWords.collapseAll, run: () => groups.setAllFolded(true) },
];

/** What a right click on the head of a group offers to do with it, and with all of its jobs. */
export function groupMenuItems(app: AppState, line: HeadLine): MenuItem[] {
  const { groups } = app.view;
  const { group, isFolded } = line;
  const ids = group.rows.map(({ id }) => id);
  return [
    {
      label: isFolded ? groupWords.expand : groupWords.collapse,
      run: () => groups.setFolded(group.key, !isFolded),
    },
    ...foldAllItems(groups),
    { label: groupWords.selectAll(ids.length), divides: true, run: () => selectGroup(app, line) },
    { label: jobActions['choose-batch'].bulk.label(ids.length), run: () => app.chooseBatch(ids) },
    ...jobMenuItems(app, group.rows, 'all'),
  ];
}
