/** The ID of the element that is the row of a job. */
export const rowElementId = (id: string): string => `job-${id}`;

/** The ID of the element that is the head of a group, by its position in the list. */
export const headElementId = (index: number): string => `group-${index}`;

/** The list, if it can be seen: the details may have its place, or the page may be hidden. */
function listOnScreen(): Element | null {
  const page = globalThis.document;
  const list = page?.querySelector('[data-keys="list"]');
  return page?.hidden === false && list?.checkVisibility() === true ? list : null;
}

/** Whether the list can be seen, with the batch above it that it is narrowed to. */
export const isListOnScreen = (): boolean => listOnScreen() !== null;

/** Whether the row of a job can be seen. Lays the page out: not for every change. */
export function isRowOnScreen(id: string): boolean {
  const list = listOnScreen();
  const row = list?.querySelector(`[id="${CSS.escape(rowElementId(id))}"]`);
  if (list === null || row === null || row === undefined) return false;
  const [place, frame] = [row.getBoundingClientRect(), list.getBoundingClientRect()];
  return place.bottom > frame.top && place.top < frame.bottom;
}
