import type { LinkProblem } from '../../shared/contract.ts';
import { isPlausibleId } from '../../shared/job-ids/id-shape.ts';
import type { App } from '../app/app.ts';

/** The scheme of links that lead into the app. */
export const linkScheme = 'rigyd-desk';

/**
 * What a link asks for. Any web page can open one, so all it can ask for is that jobs are watched and one is selected.
 */
export type LinkRequest = { kind: 'job'; id: string } | { kind: 'watch'; ids: string[] };

/** Characters; 500 IDs of the usual length fit. */
const maxLinkLength = 16_384;
const maxIds = 500;

export const isLink = (text: string): boolean => text.toLowerCase().startsWith(`${linkScheme}:`);

/** Reads `rigyd-desk://job/<id>` or `rigyd-desk://watch?ids=<id>,<id>`. Anything else in it makes it no link at all. */
export function parseLink(text: string): LinkRequest | LinkProblem {
  if (text.length > maxLinkLength) return 'too-long';
  const url = parseUrl(text);
  if (url === null || url.protocol !== `${linkScheme}:` || url.username !== '' || url.port !== '')
    return 'not-a-link';
  if (url.hostname === 'job') return readJob(url);
  // Some browsers put a slash behind the host.
  if (url.hostname === 'watch' && (url.pathname === '' || url.pathname === '/')) return readIds(url);
  return 'not-a-link';
}

function readJob({ pathname }: URL): LinkRequest | LinkProblem {
  const id = pathname.replace(/^\/|\/$/g, '');
  if (id === '') return 'no-id';
  return isPlausibleId(id) ? { kind: 'job', id } : 'bad-id';
}

function readIds({ searchParams }: URL): LinkRequest | LinkProblem {
  const named = searchParams.getAll('ids').flatMap((list) => list.split(','));
  const ids = [...new Set(named.filter((id) => id !== ''))];
  if (ids.length === 0) return 'no-id';
  if (ids.length > maxIds) return 'too-many';
  return ids.every(isPlausibleId) ? { kind: 'watch', ids } : 'bad-id';
}

function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

/** Follows a link: selects a job that is watched already, watches those that are not. Never anything else. */
export async function followLink(
  text: string,
  core: Pick<App, 'jobs' | 'tellWindow' | 'addFromLink'>,
): Promise<void> {
  const request = parseLink(text);
  if (typeof request === 'string') core.tellWindow('linkRefused', request);
  else if (request.kind === 'job' && core.jobs.has(request.id))
    core.tellWindow('showTarget', { kind: 'job', id: request.id, byLink: true });
  else await core.addFromLink(request.kind === 'job' ? [request.id] : request.ids);
}
