import type { JobRow } from '../../shared/watched-job.ts';
import type { AppState } from '../context.ts';
import type { Shortcut } from './shortcut.ts';

/** In the order in which they are shown. */
export const commandGroups = ['Jobs', 'List', 'Window'] as const;
export type CommandGroup = (typeof commandGroups)[number];

/** Something a person can ask for by its name or by its keys. */
export interface Command {
  id: string;
  /** What it does. */
  label: string;
  /** Other words it is looked for by. */
  words?: string;
  group: CommandGroup;
  shortcuts: readonly Shortcut[];
  /** Whether its keys count only in the list and in the details of a job, and never in a field. */
  isForJobs?: boolean;
  /** Whether there is something for it to do with the jobs that are meant. */
  isAvailable: (app: AppState, meant: readonly JobRow[]) => boolean;
  run: (app: AppState, meant: readonly JobRow[]) => void;
}
