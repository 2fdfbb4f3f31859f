import type { ListOp } from '../layer.ts';

/** What a statement does with a list; empty: it sets the whole. */
export type Edit = '' | 'add' | 'prepend' | 'append' | 'delete' | 'reorder';

const edits: ReadonlySet<string> = new Set<Edit>(['add', 'prepend', 'append', 'delete', 'reorder']);
export const isEdit = (word: string): word is Exclude<Edit, ''> => edits.has(word);

/** The list with one more statement about it; each kind of edit that is written again takes the place of the earlier one. */
export function edited<Item>(list: ListOp<Item> | null, edit: Edit, items: Item[]): ListOp<Item> {
  const before = list ?? { kind: 'list', explicit: null, prepended: [], appended: [], deleted: [] };
  switch (edit) {
    case '':
      return { ...before, explicit: items };
    case 'prepend':
      return { ...before, prepended: items };
    case 'add':
    case 'append':
      return { ...before, appended: [...before.appended, ...items] };
    case 'delete':
      return { ...before, deleted: items };
    case 'reorder':
      return before;
  }
}
