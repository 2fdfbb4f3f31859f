import type { GivenText } from '../../shared/given-text.ts';
import { BatchRoom } from '../library/batch-room.ts';
import { readExport } from '../library/import-jobs.ts';
import type { ReadExport } from '../library/read-export.ts';
import { findGiven, type Found } from './find-given.ts';

/** What stands in all that was given at once. Plain data: it may have been read in a thread of its own. */
export interface ReadGiven {
  /** Lists that this app exported. */
  exports: { source: string; read: ReadExport }[];
  /** One of a later version of the app was among them; only the IDs in it were read. */
  isNewer: boolean;
  /** The job IDs in everything else; null where there was nothing else. */
  found: Found | null;
}

/** Reads exported lists as what they are, and looks for job IDs in everything else. */
export function readGiven(given: readonly GivenText[]): ReadGiven {
  const exports: ReadGiven['exports'] = [];
  const rest: GivenText[] = [];
  const room = new BatchRoom();
  let isNewer = false;
  for (const one of given) {
    const read = readExport(one.text, room);
    isNewer ||= read === 'newer';
    if (read === null || read === 'newer') rest.push(one);
    else exports.push({ source: one.source, read });
  }
  return { exports, isNewer, found: rest.length > 0 ? findGiven(rest) : null };
}

/** Every job ID in it, each once. */
export const idsOf = ({ exports, found }: ReadGiven): string[] => [
  ...new Set([
    ...exports.flatMap(({ read }) => read.jobs.map(({ id }) => id)),
    ...(found?.groups.flatMap(({ ids }) => ids) ?? []),
  ]),
];
