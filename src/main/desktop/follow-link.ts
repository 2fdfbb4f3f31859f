import type { Desk } from '../desk.ts';
import { linkScheme, parseLink } from './deep-link.ts';

/** Does what a link asks for: selects a job that is watched already, watches those that are not. Never anything else. */
export async function followLink(
  text: string,
  desk: Pick<Desk, 'jobs' | 'tellWindow' | 'addFromOutside'>,
): Promise<void> {
  const request = parseLink(text);
  if (typeof request === 'string') desk.tellWindow('linkRefused', request);
  else if (request.kind === 'job' && desk.jobs.get(request.id) !== undefined)
    desk.tellWindow('showTarget', { kind: 'job', id: request.id });
  else {
    const ids = request.kind === 'job' ? [request.id] : request.ids;
    // Written anew, so that nothing of the link but its IDs gets any further.
    await desk.addFromOutside([{ text: `${linkScheme}://watch?ids=${ids.join(',')}`, source: 'a link' }]);
  }
}
