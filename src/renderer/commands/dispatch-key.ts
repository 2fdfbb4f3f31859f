import type { JobRow } from '../../shared/watched-job.ts';
import type { AppState } from '../context.ts';
import { covering } from '../state/focus-places.ts';
import { isFormField } from '../ui/text-field.ts';
import { commands, type Command } from './commands.ts';
import { isPressed, type KeyPress, type Shortcut } from './shortcut.ts';

/** Where the keyboard is when a key is pressed. */
export interface KeyPlace {
  /** Text can be typed there, or a choice made by its first letter. */
  isField: boolean;
  /** Inside the list or the details of a job. */
  area: 'list' | 'details' | null;
  /** A button, a link or the like, which has a use for Enter itself. */
  isControl: boolean;
  /** Some of the page's text is marked. */
  hasMarkedText: boolean;
  /** A dialog or a menu lies above the page. */
  isCovered: boolean;
}

/** The place of the page where a key was pressed. Areas are marked with `data-keys`. */
export function keyPlaceOf(target: EventTarget | null): KeyPlace {
  const element = target instanceof Element ? target : null;
  const area = element?.closest('[data-keys]')?.getAttribute('data-keys');
  return {
    isField: isFormField(element),
    area: area === 'list' || area === 'details' ? area : null,
    isControl: element?.closest('button, a, summary, [role="menuitem"], [role="columnheader"]') !== null,
    hasMarkedText: document.getSelection()?.isCollapsed === false,
    isCovered: document.querySelector(covering) !== null,
  };
}

/** The jobs that a key or a command is about: those selected, or the one that the keyboard is on. */
export function meantJobs(app: AppState, area: KeyPlace['area']): readonly JobRow[] {
  const open = app.openRow;
  if (area === 'details') return open === undefined ? [] : [open];
  if (app.selection.rows.length > 0) return app.selection.rows;
  const { isChosen, isElsewhere, current } = app.selection;
  // Those that were chosen have left the list by themselves: the key was not meant for another.
  if (isChosen) return [];
  const looked = isElsewhere ? (open ?? current) : current;
  if (looked !== undefined) return [looked];
  // The head of a group is about no job, and so is a list that begins with one.
  const first = area === 'list' ? app.view.lines.at(0) : undefined;
  return first?.kind === 'job' ? [first.row] : [];
}

const hasModifier = ({ mod, key }: Shortcut): boolean =>
  mod === true || /^F\d+$/.test(key) || key === 'Escape';

/** Whether text has a use for the keys itself: where it is typed, and, to copy it, where some is marked. */
const isKeptByText = ({ key, mod = false }: Shortcut, { isField, hasMarkedText }: KeyPlace): boolean =>
  mod && ((isField && /^[cz]$/.test(key)) || (hasMarkedText && key === 'c'));

function counts(command: Command, shortcut: Shortcut, place: KeyPlace): boolean {
  if (isKeptByText(shortcut, place)) return false;
  if (place.isField && !hasModifier(shortcut)) return false;
  if (place.isControl && shortcut.key === 'Enter') return false;
  if (command.isForViewer === true) return false;
  return command.isForJobs !== true || place.area !== null;
}

/** Runs the command of a key press, if there is one that can be run now. @returns whether it did */
export function dispatchKey(app: AppState, press: KeyPress, place: KeyPlace): boolean {
  // A dialog that has just been closed reports it a moment later, and would take the next one with it.
  if (place.isCovered || app.dialog !== null || app.questions.open !== null) return false;
  const meant = meantJobs(app, place.area);
  const command = commands.find(
    (one) =>
      one.shortcuts.some((shortcut) => isPressed(shortcut, press) && counts(one, shortcut, place)) &&
      one.isAvailable(app, meant),
  );
  command?.run(app, meant);
  return command !== undefined;
}

/**
 * Runs the command of a key that was pressed in a 3D view, also where it fills the window: there it comes before commands for
 * jobs that have the same keys. @returns whether there was one
 */
export function dispatchViewerKey(app: AppState, press: KeyPress): boolean {
  const command = commands.find(
    ({ group, shortcuts }) => group === 'viewer' && shortcuts.some((shortcut) => isPressed(shortcut, press)),
  );
  if (command?.isAvailable(app, []) !== true) return false;
  command.run(app, []);
  return true;
}
