import { getContext, setContext } from 'svelte';
import type { MenuItem } from './menu-items.svelte.ts';
import { isTextField } from './text-field.ts';

/** A menu that is open where the pointer was, or at what has the keyboard. */
export interface OpenMenu {
  label: string;
  items: readonly MenuItem[];
  /** In pixels of the page. */
  at: { x: number; y: number };
  /** What it is about. */
  element: HTMLElement;
  /** Whether a key opened it: then its first item has the keyboard. */
  isByKey: boolean;
}

/** What of a `contextmenu` is needed to open a menu. */
export type MenuPress = Pick<MouseEvent, 'button' | 'clientX' | 'clientY' | 'preventDefault'>;

/** Whether a key asked for a menu: the event names no button of a pointer then. */
export const isByKey = ({ button }: Pick<MenuPress, 'button'>): boolean => button < 0;

/** The menus that a right click opens, or the key for it: one at a time. */
export class ContextMenus {
  #open = $state.raw<OpenMenu | null>(null);

  get open(): OpenMenu | null {
    return this.#open;
  }

  /**
   * Opens a menu; none without items.
   *
   * @param element what the menu is about
   */
  show(event: MenuPress, element: HTMLElement, label: string, items: readonly MenuItem[]): void {
    event.preventDefault();
    if (items.length === 0) return;
    const byKey = isByKey(event);
    const at = byKey ? middleOf(element.getBoundingClientRect()) : { x: event.clientX, y: event.clientY };
    this.#open = { label, items, at, element, isByKey: byKey };
  }

  /**
   * An attachment: a right click on the element opens a menu. A field in it and marked text keep theirs.
   *
   * @param items what it offers at the moment
   */
  readonly of =
    (label: string, items: () => readonly MenuItem[]) =>
    (element: HTMLElement): (() => void) => {
      const show = (event: MouseEvent): void => {
        if (event.defaultPrevented || isTextField(event.target) || isMarked(element)) return;
        this.show(event, element, label, items());
      };
      element.addEventListener('contextmenu', show);
      return () => element.removeEventListener('contextmenu', show);
    };

  close(): void {
    this.#open = null;
  }
}

function isMarked(element: HTMLElement): boolean {
  const marked = document.getSelection();
  return marked !== null && !marked.isCollapsed && marked.containsNode(element, true);
}

/** Where the menu of an element opens by a key: at its beginning, halfway down. */
const middleOf = ({ left, top, width, height }: DOMRect): { x: number; y: number } => ({
  x: left + Math.min(40, width / 2),
  y: top + height / 2,
});

const contextKey = Symbol('context menus');

export const provideContextMenus = (menus: ContextMenus): ContextMenus => setContext(contextKey, menus);
export const useContextMenus = (): ContextMenus => getContext<ContextMenus>(contextKey);
