import type { Batch } from '../../shared/batch.ts';
import type { SavedView } from '../../shared/saved-view.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import { nameOf } from '../../shared/job-name.ts';
import { stateOf } from '../jobs/job-words.ts';
import { foldText, searchTerms } from '../jobs/search-text.ts';
import { commandGroups, type Command } from './commands.ts';

/** More would take longer to read than to type another letter. */
export const maxEntries = 80;

export const entryGroups = [...commandGroups, 'views', 'batches', 'found'] as const;

/** One line of the palette. */
export type PaletteEntry = { key: string; label: string; group: (typeof entryGroups)[number] } & (
  | { kind: 'command'; command: Command }
  | { kind: 'view'; view: SavedView }
  | { kind: 'batch'; batch: Batch }
  | { kind: 'job'; row: JobRow; state: string }
);

export interface PaletteSource {
  /** Those that can be run now. */
  commands: readonly Command[];
  views: readonly SavedView[];
  batches: readonly Batch[];
  rows: readonly JobRow[];
}

/** How well a text fits: 0 begins with the first term, 1 has a word that does, 2 has all of them somewhere; null not at all. */
function fitOf(text: string, terms: readonly string[]): number | null {
  const folded = foldText(text);
  if (!terms.every((term) => folded.includes(term))) return null;
  const first = terms[0] ?? '';
  if (folded.startsWith(first)) return 0;
  return folded.includes(` ${first}`) ? 1 : 2;
}

/** Those that fit, the best first, and among equals in the order given. */
function best<T>(all: readonly T[], textOf: (one: T) => string, terms: readonly string[]): T[] {
  const byFit: [T[], T[], T[]] = [[], [], []];
  for (const one of all) {
    const fit = fitOf(textOf(one), terms);
    if (fit !== null) byFit[fit]?.push(one);
    if (byFit[0].length >= maxEntries) break;
  }
  return byFit.flat();
}

/** What the palette offers for a query. Jobs turn up only when something is looked for. */
export function paletteEntries(source: PaletteSource, query: string): PaletteEntry[] {
  const terms = searchTerms(query);
  const found = best(source.commands, ({ label, search = '' }) => `${label} ${search}`, terms);
  const entries: PaletteEntry[] = [
    ...commandGroups.flatMap((group) =>
      found
        .filter((command) => command.group === group)
        .map((command) => ({
          kind: 'command' as const,
          key: `command-${command.id}`,
          label: command.label,
          group,
          command,
        })),
    ),
    ...best(source.views, ({ name }) => name, terms).map((view) => ({
      kind: 'view' as const,
      key: `view-${view.id}`,
      label: view.name,
      group: 'views' as const,
      view,
    })),
    ...best(source.batches, ({ name }) => name, terms).map((batch) => ({
      kind: 'batch' as const,
      key: `batch-${batch.id}`,
      label: batch.name,
      group: 'batches' as const,
      batch,
    })),
  ];
  if (terms.length === 0) return entries.slice(0, maxEntries);
  // Room for jobs, however many batches have such a name.
  const others = entries.slice(0, maxEntries / 2);
  const jobs = best(source.rows, ({ name, id }) => (name === null ? id : `${name} ${id}`), terms);
  return [
    ...others,
    ...jobs.slice(0, maxEntries - others.length).map((row) => ({
      kind: 'job' as const,
      key: `job-${row.id}`,
      label: nameOf(row),
      group: 'found' as const,
      row,
      state: stateOf(row).label,
    })),
  ];
}
