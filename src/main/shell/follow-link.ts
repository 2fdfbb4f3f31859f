import type { App } from '../app/app.ts';
import { parseLink } from './deep-link.ts';

/** Does what a link asks for: selects a job that is watched already, watches those that are not. Never anything else. */
export async function followLink(
  text: string,
  core: Pick<App, 'jobs' | 'tellWindow' | 'addFromLink'>,
): Promise<void> {
  const request = parseLink(text);
  if (typeof request === 'string') core.tellWindow('linkRefused', request);
  else if (request.kind === 'job' && core.jobs.get(request.id) !== undefined)
    core.tellWindow('showTarget', { kind: 'job', id: request.id, byLink: true });
  else await core.addFromLink(request.kind === 'job' ? [request.id] : request.ids);
}
