import { type AddReport, plainSourceName, type GivenText } from '../../shared/intake.ts';
import { findJobIds } from '../../shared/job-ids/find-job-ids.ts';

/** What was found in all that was given at once. */
export interface Found {
  /** The IDs by where they came from, each ID once. */
  groups: { source: string; ids: string[] }[];
  /** What is to be said of it, but for what came of the IDs. */
  report: Omit<AddReport, 'added' | 'known' | 'batch'>;
}

/**
 * Looks for job IDs in texts that were given together, as in several files dropped at once, so that no list of lines is
 * lost behind the next. With more than one text a line is told with the one it stands in.
 */
export function findGiven(given: readonly GivenText[]): Found {
  const all = given.map(({ text, source }) => ({ source, found: findJobIds(text) }));
  const sum = (count: (found: (typeof all)[number]['found']) => number): number =>
    all.reduce((total, { found }) => total + count(found), 0);
  const seen = new Set<string>();
  const groups = all.map(({ source, found }) => ({
    source,
    ids: found.ids.filter((id) => !seen.has(id) && seen.add(id)),
  }));
  const isOne = all.length === 1;
  const binaries = all.filter(({ found }) => found.binary);
  const notText = isOne ? [] : binaries.map(({ source }) => ({ line: 1, text: `${source} is not a text` }));
  const lines = all.flatMap(({ source, found }) =>
    found.notUnderstood.map(({ line, text }) => ({ line, text: isOne ? text : `${source}: ${text}` })),
  );
  return {
    groups: groups.filter(({ ids }) => ids.length > 0),
    report: {
      source: sourceOf(given),
      notUnderstood: [...notText, ...lines],
      notUnderstoodBeyond: sum(({ notUnderstoodLeftOut }) => notUnderstoodLeftOut),
      leftOut: sum(({ idsLeftOut }) => idsLeftOut),
      binary: binaries.length === all.length,
      containedKey: all.some(({ found }) => found.containsKey),
    },
  };
}

function sourceOf(given: readonly GivenText[]): string {
  const [first] = given;
  if (first !== undefined && given.length === 1) return first.source;
  const areFiles = given.every(({ source }) => plainSourceName(source) === null);
  return areFiles ? `${given.length} files` : 'what was given';
}
