/** Where a part lies, in pixels from the top of all that is scrolled. */
export interface PartPlace<Id> {
  id: Id;
  top: number;
  bottom: number;
}

/** What is scrolled, in pixels. */
export interface ScrollView {
  scrollTop: number;
  /** Of what is seen at once. */
  height: number;
  contentHeight: number;
  /** How much of the view's top something else lies over. */
  covered: number;
}

/** Pixels below what lies over the view: a part counts as read once it has come that far up. */
const margin = 24;

/**
 * The part that is read. As a rule that is the one at the top of the view. The last ones may never get there, so the place
 * that counts moves down to the bottom of the view while the end comes near.
 *
 * @param places in the order of reading; those side by side may overlap, and the first of them counts
 * @returns null where there is no part
 */
export function partInView<Id>(places: readonly PartPlace<Id>[], view: ScrollView): Id | null {
  const { scrollTop, height, contentHeight, covered } = view;
  const farthest = Math.max(0, contentHeight - height);
  const ending = Math.min(height, farthest);
  const toEnd = farthest - scrollTop;
  const nearEnd = ending === 0 ? 0 : Math.max(0, 1 - toEnd / ending);
  const from = covered + margin;
  const at = scrollTop + from + nearEnd * Math.max(0, height - from);
  const read = places.find(({ top, bottom }) => top <= at && at < bottom);
  const above = places.filter(({ top }) => top <= at).toSorted((a, b) => b.bottom - a.bottom)[0];
  return (read ?? above ?? places[0])?.id ?? null;
}
