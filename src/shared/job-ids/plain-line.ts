import { isLoneId, isPlausibleId } from './id-shape.ts';
import { knownStatuses } from '../job/job-status.ts';
import { idsInText } from './running-text.ts';
import { unwrap, withoutListMark } from './wrapping.ts';

/** `<id>  running   42%  glb_to_simready  chair.glb`, as the vendor's command line prints a job. */
const jobLine = new RegExp(
  `^[^\\w-]{0,8}([\\w-]{4,128})(?:\\t|\\s\\s)\\s{0,40}(?:${knownStatuses.join('|')}|\\d{1,3}(?:\\.\\d+)?%)(?:\\s|$)`,
);

/** The ID of a line as the vendor's command line prints it, or null. The rest may be a prompt with anything in it. */
export function idOfJobLine(line: string): string | null {
  const id = jobLine.exec(line)?.[1];
  return id !== undefined && isPlausibleId(id) ? id : null;
}

/** The job IDs in a line without structure: one ID, a list of them, or text in which some stand. */
export const idsInPlainLine = (line: string): string[] => idsInList(withoutListMark(line)) ?? idsInText(line);

/**
 * The IDs of a line that holds nothing else: separated by spaces, commas or semicolons, quoted or not. A word without a
 * digit, such as `hello`, is not one: see {@link isLoneId}.
 *
 * @returns null if anything in it cannot be an ID
 */
function idsInList(line: string): string[] | null {
  const ids: string[] = [];
  const items = /[^\s,;]+/g;
  for (let match = items.exec(line); match !== null; match = items.exec(line)) {
    const item = unwrap(match[0]);
    if (item === '') continue;
    if (!isLoneId(item)) return null;
    ids.push(item);
  }
  return ids;
}
