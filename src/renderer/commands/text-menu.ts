import type { EditAction } from '../../shared/contract.ts';
import type { AppState } from '../context.ts';
import type { MenuPress } from '../ui/context-menus.svelte.ts';
import type { MenuItem } from '../ui/menu-items.svelte.ts';
import { isTextField } from '../ui/text-field.ts';
import { commandsWords } from '../words/commands.ts';
import { menuKeys, type Shortcut } from './shortcut.ts';

interface Edit {
  action: EditAction;
  label: string;
  shortcut: Shortcut;
  /** Whether it needs marked text. */
  needsMarked?: true;
  divides?: true;
}

const words = commandsWords.text;

const edits: readonly Edit[] = [
  { action: 'undo', label: words.undo, shortcut: { key: 'z', mod: true } },
  { action: 'redo', label: words.redo, shortcut: { key: 'z', mod: true, shift: true } },
  { action: 'cut', label: words.cut, shortcut: { key: 'x', mod: true }, needsMarked: true, divides: true },
  { action: 'copy', label: words.copy, shortcut: { key: 'c', mod: true }, needsMarked: true },
  { action: 'paste', label: words.paste, shortcut: { key: 'v', mod: true } },
  { action: 'selectAll', label: words.selectAll, shortcut: { key: 'a', mod: true }, divides: true },
];

/** What a field lets be cut and copied: nothing of a password. */
const hasMarked = (field: HTMLElement): boolean =>
  (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) &&
  field.type !== 'password' &&
  field.selectionStart !== field.selectionEnd;

/** The menu of a text field, and of marked text anywhere else; nothing where another menu was opened already. */
export function showTextMenu(
  app: AppState,
  event: MenuPress & Pick<Event, 'target' | 'defaultPrevented'>,
): void {
  const { target } = event;
  if (event.defaultPrevented || !(target instanceof HTMLElement)) return;
  const run = (action: EditAction) => () => void app.request(app.bridge.editText({ action }));
  const itemOf = ({ action, label, shortcut, divides }: Edit): MenuItem => ({
    label,
    run: run(action),
    keys: menuKeys(shortcut),
    divides,
  });
  if (isTextField(target)) {
    target.focus();
    const isMarked = hasMarked(target);
    const items = edits.map((edit) => ({
      ...itemOf(edit),
      disabled: edit.needsMarked === true && !isMarked ? words.noneSelected : undefined,
    }));
    app.menus.show(event, target, words.field, items);
  } else if (document.getSelection()?.isCollapsed === false) {
    const copied = edits.filter(({ action }) => action === 'copy').map(itemOf);
    app.menus.show(event, target, words.selected, copied);
  }
}
