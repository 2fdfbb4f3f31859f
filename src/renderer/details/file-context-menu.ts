import { fileMenu, type ActedFile } from '../commands/file-actions.ts';
import type { AppState } from '../context.ts';

const isMarked = (element: HTMLElement): boolean => {
  const marked = document.getSelection();
  return marked !== null && !marked.isCollapsed && marked.containsNode(element, true);
};

/** An attachment: a right click on the element offers what its file does; on marked text in it, to copy that. */
export const fileContextMenu =
  (app: AppState, file: ActedFile) =>
  (element: HTMLElement): (() => void) => {
    function show(event: MouseEvent): void {
      if (!isMarked(element)) app.menus.show(event, element, `Actions for ${file.name}`, fileMenu(app, file));
    }
    element.addEventListener('contextmenu', show);
    return () => element.removeEventListener('contextmenu', show);
  };
