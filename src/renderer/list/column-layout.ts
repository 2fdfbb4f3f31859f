import type { ColumnChoice } from '../../shared/settings.ts';
import { columns, type Column, type ColumnId } from './columns.ts';

/** Pixels between two columns, on both sides of all, and of the scroll bar: `--space-4`, `--space-5`, `--scroll-bar`. */
const [gap, sides, scrollBar] = [16, 40, 10];

/** A column with what a person chose of it. */
export interface ChosenColumn extends Omit<ColumnChoice, 'id'> {
  column: Column;
}

/** The columns of a list and where they stand. */
export interface ListLayout {
  columns: readonly Column[];
  shown: ReadonlySet<ColumnId>;
  /** The tracks of all columns, for `grid-template-columns`. */
  tracks: string;
  /** The track of the last column where nothing is left for it to fill. */
  lastTrack: string;
}

/** All columns in the order that a person chose. A column that they could not choose yet stands after its usual neighbour. */
export function orderedColumns(choices: readonly ColumnChoice[]): ChosenColumn[] {
  const chosen = new Map(choices.map((choice) => [choice.id, choice]));
  const ordered = [...chosen.keys()].flatMap((id) => columns.find((column) => column.id === id) ?? []);
  columns.forEach((column, at) => {
    if (ordered.includes(column)) return;
    const before = columns[at - 1];
    ordered.splice(before === undefined ? 0 : ordered.indexOf(before) + 1, 0, column);
  });
  // What there is to do next stands at the end of each row.
  ordered.sort((a, b) => Number(a.id === 'next') - Number(b.id === 'next'));
  return ordered.map((column) => {
    const { isShown = null, width = null } = chosen.get(column.id) ?? {};
    return { column, isShown, width };
  });
}

/** The choices that lead to these columns; none where all are as they are by themselves. */
export function choicesOf(ordered: readonly ChosenColumn[]): ColumnChoice[] {
  const isUsual = ordered.every(
    ({ column, isShown, width }, at) => column === columns[at] && isShown === null && width === null,
  );
  return isUsual ? [] : ordered.map(({ column, isShown, width }) => ({ id: column.id, isShown, width }));
}

/** The choices with another one for a column. */
export const withChoice = (
  choices: readonly ColumnChoice[],
  id: ColumnId,
  change: Partial<Omit<ColumnChoice, 'id'>>,
): ColumnChoice[] =>
  choicesOf(orderedColumns(choices).map((one) => (one.column.id === id ? { ...one, ...change } : one)));

/** The choices with a column before another one, or at the end. */
export function withPlace(
  choices: readonly ColumnChoice[],
  id: ColumnId,
  before: ColumnId | null,
): ColumnChoice[] {
  const ordered = orderedColumns(choices);
  const moving = ordered.filter(({ column }) => column.id === id);
  const others = ordered.filter(({ column }) => column.id !== id);
  const at = others.findIndex(({ column }) => column.id === before);
  return choicesOf(others.toSpliced(at < 0 ? others.length : at, 0, ...moving));
}

const trackAt = ({ tracks }: Column, width: number): string | undefined =>
  Object.entries(tracks).findLast(([from]) => Number(from) <= width)?.[1];

/** Its track in a list that is too narrow for it by itself. */
const firstTrack = ({ tracks }: Column): string => Object.values(tracks)[0] ?? '104px';

/** A track that gives way down to what can be read. */
const yielding = (track: string, min: number): string =>
  `minmax(${min}px, ${/^minmax\(.*, (.*)\)$/.exec(track)?.[1] ?? track})`;

function trackOf({ column, width: chosen }: ChosenColumn, width: number, isChosen: boolean): string {
  if (chosen !== null) return `minmax(${column.min}px, ${chosen}px)`;
  const usual = trackAt(column, width) ?? firstTrack(column);
  return isChosen ? yielding(usual, column.min) : usual;
}

const neededWidth = (shown: readonly ChosenColumn[]): number =>
  shown.reduce((sum, { column }) => sum + column.min, (shown.length - 1) * gap + sides + scrollBar);

/** The columns that have room: those that were chosen stay longer than those that are there by themselves. */
function fitting(ordered: readonly ChosenColumn[], width: number): ChosenColumn[] {
  let shown = ordered.filter(({ column, isShown }) => isShown ?? trackAt(column, width) !== undefined);
  if (ordered.every(({ isShown }) => isShown !== true)) return shown;
  const rank = ({ column, isShown }: ChosenColumn): number =>
    column.leaves === null ? Infinity : column.leaves + (isShown === true ? columns.length : 0);
  while (neededWidth(shown) > width) {
    const [first] = shown.toSorted((a, b) => rank(a) - rank(b));
    if (first === undefined || rank(first) === Infinity) break;
    shown = shown.filter((one) => one !== first);
  }
  return shown;
}

let latest: ListLayout = { columns: [], shown: new Set(), tracks: '', lastTrack: '' };

/** The layout of a list of a width in pixels; the same object as last time where nothing of it is another. */
export function layoutFor(width: number, choices: readonly ColumnChoice[] = []): ListLayout {
  const ordered = orderedColumns(choices);
  const fits = fitting(ordered, width);
  const isChosen = ordered.some((one) => one.isShown === true || one.width !== null);
  const tracks = fits.map((one) => trackOf(one, width, isChosen));
  const last = fits.at(-1);
  const lastTrack = last === undefined ? '' : trackOf(last, width, false);
  // Where no column fills the row, the last one does, whose content stands at its end.
  if (tracks.every((track) => !track.includes('fr'))) tracks[tracks.length - 1] = `minmax(${lastTrack}, 1fr)`;
  const shownColumns = fits.map(({ column }) => column);
  const areSame =
    shownColumns.length === latest.columns.length &&
    shownColumns.every((column, at) => column === latest.columns[at]);
  const text = tracks.join(' ');
  if (areSame && text === latest.tracks && lastTrack === latest.lastTrack) return latest;
  latest = {
    columns: areSame ? latest.columns : shownColumns,
    shown: areSame ? latest.shown : new Set(shownColumns.map(({ id }) => id)),
    tracks: text,
    lastTrack,
  };
  return latest;
}
