import type { EditAction } from '../../shared/contract.ts';
import type { AppState } from '../context.ts';
import type { MenuPress } from '../ui/context-menus.svelte.ts';
import type { MenuItem } from '../ui/menu-items.svelte.ts';
import { isTextField } from '../ui/text-field.ts';
import { menuKeys, type Shortcut } from './shortcut.ts';

interface Edit {
  action: EditAction;
  label: string;
  shortcut: Shortcut;
  /** Whether it needs marked text. */
  needsMarked?: true;
  divides?: true;
}

const edits: readonly Edit[] = [
  { action: 'undo', label: 'Undo', shortcut: { key: 'z', mod: true } },
  { action: 'redo', label: 'Redo', shortcut: { key: 'z', mod: true, shift: true } },
  { action: 'cut', label: 'Cut', shortcut: { key: 'x', mod: true }, needsMarked: true, divides: true },
  { action: 'copy', label: 'Copy', shortcut: { key: 'c', mod: true }, needsMarked: true },
  { action: 'paste', label: 'Paste', shortcut: { key: 'v', mod: true } },
  { action: 'selectAll', label: 'Select all', shortcut: { key: 'a', mod: true }, divides: true },
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
      disabled: edit.needsMarked === true && !isMarked ? 'No text is selected' : undefined,
    }));
    app.menus.show(event, target, 'Text', items);
  } else if (document.getSelection()?.isCollapsed === false) {
    const copied = edits.filter(({ action }) => action === 'copy').map(itemOf);
    app.menus.show(event, target, 'Selected text', copied);
  }
}
