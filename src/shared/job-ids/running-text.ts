import { jobIdRank, namesComposition, namesSomethingElse } from './field-names.ts';
import { endOfToken, hasKnownShape, isPlausibleId, isTokenCharacter, isLoneId } from './id-shape.ts';
import { trimCharacters } from '../lib/text.ts';
import { knownStatuses } from '../job/job-status.ts';
import { unwrap, withoutListMark } from './lines.ts';

/** Path segments after which a URL of the API or of the web app names a job. */
const jobPaths = new Set(['conversions', 'conversion', 'jobs', 'job', 'simulations', 'simulation']);
/** Words after which people and logs name a job: "submitted job …". */
const jobWords = new Set(['conversion', 'job', 'simulation', 'id']);
/** Between a key and its value: `=`, `: `, `": "`, `' => '`, `\":\"`. */
const assignment = /^["'`“”\\]{0,3}\s{0,4}[=:]>?\s{0,4}["'`“”\\]{0,3}$/;
/** Of the known shapes, with dashes around. What is longer may be a megabyte of dashes. */
const maxShapeLength = 80;
/** Of the known shapes. Nearly every word of a log is shorter. */
const minShapeLength = 14;
const escapedPunctuation = /%(20|22|26|2c|2f|3a|3d|3f)/gi;

/**
 * What the words before say about a token: a job's ID, one of several (`ids=a,b`), another thing's ID or a secret, one
 * that follows the word "job", or nothing, so that its own shape decides.
 */
type Context = 'job-id' | 'job-ids' | 'other' | 'after-job' | 'shape';

/** What every ID in running text is, or has before it: a long token, or a word that says that an ID follows. */
const hint = /[\w-]{14}|ids?(?![\w-])|job|conver|simul/i;

/**
 * The job IDs in running text: logs, commands, prose, URLs. Where the text says that an ID follows (a job's URL,
 * `job_id=`), what follows is taken if it can be one; elsewhere only what has the shape of one and stands free: a part of
 * a path, file name, mail address or longer word does not.
 *
 * @returns in order of appearance, with repetitions
 */
export function idsInText(text: string): string[] {
  // Most lines of a log have nothing of it, and need not be taken apart.
  if (!text.includes('%') && !hint.test(text)) return [];
  const readable = text.includes('%')
    ? text.replace(escapedPunctuation, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    : text;
  const found: string[] = [];
  let previous = '';
  let previousEnd = 0;
  let context: Context = 'shape';
  let start = startOfToken(readable, 0);
  while (start < readable.length) {
    const end = endOfToken(readable, start);
    const token = readable.slice(start, end);
    const gap = readable.slice(previousEnd, start);
    // `ids=a,b`: what holds for the first value holds for the rest.
    if (gap !== ',' || context !== 'job-ids') {
      context = contextOf(previous, gap, readable.charAt(previousEnd - previous.length - 1));
    }
    const id = idOf(token, context, readable, start, end);
    if (id !== null) found.push(id);
    previous = token;
    previousEnd = end;
    start = startOfToken(readable, end);
  }
  return found;
}

function startOfToken(text: string, from: number): number {
  let start = from;
  while (start < text.length && !isTokenCharacter(text.charCodeAt(start))) start += 1;
  return start;
}

/** What the word before, and what stands between, say about a token. */
function contextOf(previous: string, gap: string, beforePrevious: string): Context {
  if (gap === '/') return beforePrevious === '/' && jobPaths.has(previous.toLowerCase()) ? 'job-id' : 'shape';
  // Between most words there is just a space.
  if (gap !== ' ' && assignment.test(gap)) {
    // `<div id="tab1">`: every element of a page would be a job.
    if (gap === '="' && previous.toLowerCase() === 'id') return 'after-job';
    if (jobIdRank(previous) > 0) return previous.toLowerCase().endsWith('s') ? 'job-ids' : 'job-id';
    return namesSomethingElse(previous) || namesComposition(previous) ? 'other' : 'shape';
  }
  // `composition k3v…`, `composition #k3v…`
  if ((gap === ' ' || gap === ' #') && namesComposition(previous)) return 'other';
  if (gap === ' ' && previous.startsWith('--') && jobIdRank(previous) > 0) return 'job-id';
  return (gap === ' ' || gap === ' #') && jobWords.has(previous.toLowerCase()) ? 'after-job' : 'shape';
}

function idOf(token: string, context: Context, text: string, start: number, end: number): string | null {
  if (context === 'other') return null;
  if (context === 'job-id' || context === 'job-ids') {
    return isPlausibleId(token) && !isCutOrFileName(text, end) ? token : null;
  }
  if (token.length < minShapeLength || token.length > maxShapeLength) return null;
  // A dash touching a token is punctuation, unless the token is known to be an ID.
  const bare = trimCharacters(token, /-/);
  if (!hasKnownShape(bare, context === 'after-job')) return null;
  if (isCutOrFileName(text, end)) return null;
  const standsFree = !/[/\\@.%+~$]/.test(text.charAt(start - 1)) && !/[/\\@+]/.test(text.charAt(end));
  return standsFree ? bare : null;
}

/** `chair.glb` is a file, and `abc123…` not the whole ID. */
const isCutOrFileName = (text: string, end: number): boolean =>
  /^(?:…|\.(?:\.|[A-Za-z0-9]))/.test(text.slice(end, end + 2));

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
